import { join, relative } from 'node:path';

type Configuration = Partial<import('@cucumber/cucumber/api').IConfiguration>;

/**
 * The configuration of cucumber-js for these sentences: steps, guard, and reports under `reports/`. It sets no
 * `paths`, so that a path on the command line means what it says.
 *
 * @example
 * const { preset } = require('netpol-bdd/preset');
 * module.exports = { default: preset(), upstream: preset({ worldParameters: { model: 'stateful' } }) };
 */
export function preset(overrides: Configuration = {}): Configuration {
  const isSource = __filename.endsWith('.ts');
  return {
    ...(isSource && { requireModule: ['ts-node/register'] }),
    plugin: [join(__dirname, isSource ? 'sourcePlugin.cjs' : 'plugin.js'), ...(overrides.plugin ?? [])],
    format: [
      'progress',
      ['html', 'reports/report.html'],
      ['junit', 'reports/junit.xml'],
      ['message', 'reports/messages.ndjson'],
    ],
    ...overrides,
    require: [
      fromHere(join(__dirname, '..', '..', 'steps', isSource ? 'index.ts' : 'index.js')),
      ...(overrides.require ?? []),
    ],
  };
}

/** Cucumber reads these as globs from the working directory. */
function fromHere(file: string): string {
  return relative(process.cwd(), file).replace(/[[\]{}()*?!]/g, '[$&]');
}

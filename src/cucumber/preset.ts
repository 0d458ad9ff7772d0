import { join, relative } from 'node:path';

type Configuration = Partial<import('@cucumber/cucumber/api').IConfiguration>;

/**
 * The configuration of cucumber-js for these sentences: steps, guard, and reports under `reports/`, of which the page is
 * `index.html`, unless `pluginOptions.netpolBdd.page` names another file or is false. It sets no
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
    format: [...format],
    ...overrides,
    pluginOptions: {
      ...(writesReports(overrides.format ?? format) && { netpolBdd: { page: 'reports/index.html' } }),
      ...overrides.pluginOptions,
    },
    require: [
      fromHere(join(__dirname, '..', '..', 'steps', isSource ? 'index.ts' : 'index.js')),
      ...(overrides.require ?? []),
    ],
  };
}

const format: NonNullable<Configuration['format']> = [
  'progress',
  ['html', 'reports/report.html'],
  ['junit', 'reports/junit.xml'],
  ['message', 'reports/messages.ndjson'],
];

/** Who sends no report to the folder gets no page there either. */
function writesReports(formats: NonNullable<Configuration['format']>): boolean {
  return formats.some(each =>
    /(^|:)"?(\.\/)?reports\//.test(typeof each === 'string' ? each : (each[1] ?? '')),
  );
}

/** Cucumber reads these as globs from the working directory. */
function fromHere(file: string): string {
  return relative(process.cwd(), file).replace(/[[\]{}()*?!]/g, '[$&]');
}

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Envelope } from '@cucumber/messages';

// Throw-away projects that use the package as its users do: packed, unpacked and required by name.

const repository = resolve(__dirname, '..', '..');

export const plainConfiguration =
  "const { preset } = require('netpol-bdd/preset');\nmodule.exports = { default: preset() };\n";

export interface Result {
  readonly folder: string;
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What failed, by scenario: the message of its failed step. */
  readonly failures: ReadonlyMap<string, string>;
  readonly passed: readonly string[];
}

let unpacked: string | undefined;

/** Runs cucumber-js in a new project that has the given files; `cucumber.js` uses the preset unless given. */
export function runProject(files: Readonly<Record<string, string>>, args: readonly string[] = []): Result {
  unpacked ??= unpack();
  const folder = mkdtempSync(join(unpacked, 'project-'));
  for (const [name, content] of Object.entries({ 'cucumber.js': plainConfiguration, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const cucumber = join(unpacked, 'node_modules', '@cucumber', 'cucumber', 'bin', 'cucumber.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cucumber, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { folder, status, stdout, stderr, ...outcomes(join(folder, 'reports', 'messages.ndjson')) };
}

/** Packs the package, unpacks it where projects find it, and lends it the libraries of this repository. */
function unpack(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-bdd-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'netpol-bdd'), { recursive: true });
  execFileSync('npm', ['pack', '--pack-destination', folder, '--loglevel', 'error'], {
    cwd: repository,
    stdio: 'pipe',
  });
  const [tarball = ''] = readdirSync(folder).filter(name => name.endsWith('.tgz'));
  execFileSync('tar', [
    '-xzf',
    join(folder, tarball),
    '-C',
    join(modules, 'netpol-bdd'),
    '--strip-components=1',
  ]);
  for (const name of readdirSync(join(repository, 'node_modules')).filter(entry => !entry.startsWith('.')))
    symlinkSync(join(repository, 'node_modules', name), join(modules, name));
  return folder;
}

function outcomes(file: string): Pick<Result, 'failures' | 'passed'> {
  const envelopes = readEnvelopes(file);
  const pickles = new Map(
    envelopes.flatMap(({ pickle }) => (pickle ? [[pickle.id, pickle.name] as const] : [])),
  );
  const cases = new Map(
    envelopes.flatMap(({ testCase }) =>
      testCase ? [[testCase.id, pickles.get(testCase.pickleId) ?? ''] as const] : [],
    ),
  );
  const started = new Map(
    envelopes.flatMap(({ testCaseStarted: start }) =>
      start ? [[start.id, cases.get(start.testCaseId) ?? ''] as const] : [],
    ),
  );
  const failures = new Map<string, string>();
  for (const { testStepFinished: step } of envelopes) {
    if (!step || ['PASSED', 'SKIPPED'].includes(step.testStepResult.status)) continue;
    failures.set(
      started.get(step.testCaseStartedId) ?? '',
      step.testStepResult.exception?.message ?? step.testStepResult.status,
    );
  }
  return { failures, passed: [...started.values()].filter(name => !failures.has(name)) };
}

export function readEnvelopes(file: string): readonly Envelope[] {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return lines.filter(line => line !== '').map((line): Envelope => JSON.parse(line));
  } catch {
    return [];
  }
}

import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { type IRunEnvironment, loadConfiguration, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope, TestStepResultStatus } from '@cucumber/messages';
import { REGISTER_INSTANCE } from 'ts-node';
import { plantedFaults } from './plantedFaults';

// Run as a process of its own, with the name of a fault: plants it, runs the invariants that name it, then the
// counterexamples that they wrote, and prints what became of them as JSON. The fault is gone with the process.

/** What became of one scenario: a status for each of its steps. */
export interface Ran {
  readonly name: string;
  readonly statuses: readonly TestStepResultStatus[];
  readonly message?: string;
}

export interface FaultRun {
  readonly invariants: readonly Ran[];
  readonly counterexamples: readonly Ran[];
  /** The invariants again, each as its message says that it is found again. */
  readonly again: readonly Ran[];
}

/** Of the invariants: some by their titles, and from where on random cases are drawn. */
interface Chosen {
  readonly names?: string[];
  readonly worldParameters?: { readonly seed: number; readonly runs: number; readonly path?: string };
}

const repository = resolve(__dirname, '..', '..');

/** Whatever is compiled from now on has the fault. */
function plant(name: string): void {
  const fault = plantedFaults[name];
  if (!fault) throw new Error(`no fault is called ${name}`);
  const service = process[REGISTER_INSTANCE];
  if (!service) throw new Error('ts-node is not registered');
  const { compile } = service;
  const target = join(repository, 'src', fault.file);
  service.compile = (code, file) => {
    if (file !== target) return compile(code, file);
    const parts = code.split(fault.find);
    if (parts.length !== 2)
      throw new Error(`${name}: its place is ${parts.length - 1} times in ${fault.file}`);
    return compile(parts.join(fault.replace), file);
  };
}

async function main(name: string): Promise<void> {
  plant(name);
  const cwd = mkdtempSync(join(tmpdir(), 'netpol-bdd-fault-'));
  process.chdir(cwd);
  writeFileSync(join(cwd, 'package.json'), '{}');
  const environment: IRunEnvironment = { cwd, stdout: process.stderr, stderr: process.stderr };
  const provided = {
    require: [relative(cwd, join(repository, 'steps', 'index.ts'))],
    paths: [join(repository, 'features', 'invariants')],
    tags: `@fault:${name}`,
    worldParameters: { seed: 20, runs: 5000 },
  };
  const { runConfiguration } = await loadConfiguration({ provided }, environment);
  const support = await loadSupport(runConfiguration, environment);
  const run = async (
    paths: string[],
    tagExpression: string,
    { names = [], worldParameters = provided.worldParameters }: Chosen = {},
  ): Promise<readonly Ran[]> => {
    const envelopes: Envelope[] = [];
    const sources = { ...runConfiguration.sources, paths, tagExpression, names };
    const runtime = { ...runConfiguration.runtime, worldParameters };
    await runCucumber({ ...runConfiguration, sources, runtime, support }, environment, envelope =>
      envelopes.push(envelope),
    );
    return ranIn(envelopes);
  };
  const invariants = await run(provided.paths, provided.tags);
  const folder = join(cwd, 'reports', 'counterexamples');
  const written = existsSync(folder) ? readdirSync(folder).map(file => join(folder, file)) : [];
  const counterexamples = written.length > 0 ? await run(written, '') : [];
  const again: Ran[] = [];
  for (const { name: title, message = '' } of invariants) {
    const [, parameters] = /To find it again: .*--world-parameters '(.*)'/.exec(message) ?? [];
    if (parameters === undefined) continue;
    const chosen = { names: [`^${title}$`], worldParameters: JSON.parse(parameters) };
    again.push(...(await run(provided.paths, provided.tags, chosen)));
  }
  const result: FaultRun = { invariants, counterexamples, again };
  process.stdout.write(JSON.stringify(result));
}

function ranIn(envelopes: readonly Envelope[]): readonly Ran[] {
  const names = new Map(
    envelopes.flatMap(({ pickle }) => (pickle ? [[pickle.id, pickle.name] as const] : [])),
  );
  const pickleOf = new Map(
    envelopes.flatMap(({ testCase }) => (testCase ? [[testCase.id, testCase.pickleId] as const] : [])),
  );
  return envelopes.flatMap(({ testCaseStarted: started }): readonly Ran[] => {
    if (!started) return [];
    const results = envelopes.flatMap(({ testStepFinished: step }) =>
      step?.testCaseStartedId === started.id ? step.testStepResult : [],
    );
    const message = results.find(result => result.message !== undefined)?.message;
    return [
      {
        name: names.get(pickleOf.get(started.testCaseId) ?? '') ?? '',
        statuses: results.map(({ status }) => status),
        ...(message !== undefined && { message }),
      },
    ];
  });
}

const [, , name] = process.argv;
if (require.main === module && name !== undefined) void main(name);

import { dirname, relative } from 'node:path';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import type Mocha from 'mocha';
import { loadTests } from './environment';

declare global {
  /** Where the instrumented sources look which mutant is active, and count what is covered. */
  var __stryker__: InstrumenterContext | undefined;
}

/** Passes unless a mutant keeps the modules from being loaded, in which case no test gets as far as to fail. */
const loading = 'every module loads';

/** Runs unit tests and features in this process, each mutant with modules that are loaded anew. */
export class Runner implements TestRunner {
  readonly #context: InstrumenterContext;
  /** Tests that killed mutants, by source. */
  readonly #killers = new Map<string, string[]>();

  constructor() {
    globalThis.__stryker__ ??= {};
    this.#context = globalThis.__stryker__;
  }

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: true };
  }

  async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    const mocha = await loadTests();
    const tests = await run(mocha, false, id => {
      this.#context.currentTestId = id;
    });
    const { mutantCoverage } = this.#context;
    return {
      status: DryRunStatus.Complete,
      tests: [{ id: loading, name: loading, status: TestStatus.Success, timeSpentMs: 0 }, ...tests],
      ...(coverageAnalysis !== 'off' && mutantCoverage && { mutantCoverage }),
    };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, mutantActivation, hitLimit, testFilter, disableBail } = options;
    const source = relative(process.cwd(), options.sandboxFileName);
    const killers = this.#killers.get(source) ?? [];
    this.#killers.set(source, killers);
    const context: { -readonly [K in keyof InstrumenterContext]: InstrumenterContext[K] | undefined } =
      this.#context;
    context.hitLimit = hitLimit;
    context.hitCount = hitLimit === undefined ? undefined : 0;
    context.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
    try {
      const mocha = await loadTests();
      context.activeMutant = activeMutant.id;
      if (testFilter) keep(mocha.suite, new Set(testFilter));
      likeliestFirst(mocha.suite, source, killers);
      const tests = await run(mocha, !disableBail);
      killers.push(...tests.filter(({ status }) => status === TestStatus.Failed).map(({ id }) => id));
      const timeout = determineHitLimitReached(context.hitCount, hitLimit);
      return toMutantRunResult(timeout ?? { status: DryRunStatus.Complete, tests });
    } catch (error) {
      const timeout = determineHitLimitReached(context.hitCount, hitLimit);
      const failure = {
        id: loading,
        name: loading,
        status: TestStatus.Failed,
        timeSpentMs: 0,
        failureMessage: String(error),
      } as const;
      return toMutantRunResult(timeout ?? { status: DryRunStatus.Complete, tests: [failure] });
    } finally {
      context.activeMutant = undefined;
    }
  }
}

async function run(mocha: Mocha, bail: boolean, onStart?: (id: string) => void): Promise<TestResult[]> {
  for (const suite of suitesUnder(mocha.suite)) suite.bail(bail);
  mocha.suite.beforeEach(function () {
    if (this.currentTest) onStart?.(idOf(this.currentTest));
  });
  const results: TestResult[] = [];
  await new Promise<void>(done => {
    mocha
      .run(() => done())
      .on('pass', test => results.push({ ...described(test), status: TestStatus.Success }))
      .on('fail', (test, error: Error) =>
        results.push({
          ...described(test),
          status: TestStatus.Failed,
          failureMessage: String(error?.message),
        }),
      );
  });
  return results;
}

function described(test: Mocha.Test): Omit<TestResult, 'status'> {
  return {
    id: idOf(test),
    name: test.fullTitle(),
    timeSpentMs: test.duration ?? 0,
    ...(test.file && { fileName: test.file }),
  };
}

/** A file may have two tests with one title: they are told apart by their places. */
function idOf(test: Mocha.Test): string {
  const same = test.parent?.tests.filter(({ title }) => title === test.title) ?? [];
  const place = same.length > 1 ? ` #${same.indexOf(test) + 1}` : '';
  return `${relative(process.cwd(), test.file ?? '')} ${test.fullTitle()}${place}`;
}

function keep(suite: Mocha.Suite, ids: ReadonlySet<string>): void {
  const chosen = new Map(
    suitesUnder(suite).map(each => [each, each.tests.filter(test => ids.has(idOf(test)))]),
  );
  for (const [each, tests] of chosen) each.tests = tests;
}

/** First what killed other mutants of the file, the last killer before all; then tests of its room, then features. */
function likeliestFirst(root: Mocha.Suite, source: string, killers: readonly string[]): void {
  const likelihood = (suite: Mocha.Suite): number => {
    const file = relative(process.cwd(), suite.file ?? '');
    const killed = Math.max(...testsUnder(suite).map(test => killers.lastIndexOf(idOf(test))));
    if (killed >= 0) return 3 + killed;
    if (dirname(file) === dirname(source)) return 2;
    return file.endsWith('.feature') ? 1 : 0;
  };
  const likelihoods = new Map(root.suites.map(suite => [suite, likelihood(suite)]));
  root.suites.sort((a, b) => (likelihoods.get(b) ?? 0) - (likelihoods.get(a) ?? 0));
}

function testsUnder(suite: Mocha.Suite): readonly Mocha.Test[] {
  return suitesUnder(suite).flatMap(({ tests }) => tests);
}

function suitesUnder(suite: Mocha.Suite): readonly Mocha.Suite[] {
  return [suite, ...suite.suites.flatMap(suitesUnder)];
}

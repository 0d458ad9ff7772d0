import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import {
  type IRunEnvironment,
  type ISupportCodeLibrary,
  loadConfiguration,
  loadSupport,
  runCucumber,
} from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import Mocha from 'mocha';

type Options = Awaited<ReturnType<typeof loadConfiguration>>['runConfiguration'];

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
const environment: IRunEnvironment = { stdout: silent, stderr: silent };

/** Every feature file as a suite of one test, which fails with the first step that fails. */
export async function featureSuites(): Promise<readonly Mocha.Suite[]> {
  const { runConfiguration: options } = await loadConfiguration(
    {
      file: false,
      provided: {
        require: ['steps/index.ts'],
        format: ['rerun'],
        failFast: true,
        // Of the invariants fewer cases than usual: there are thousands of mutants.
        worldParameters: { report: 'everything', runs: 50 },
      },
    },
    environment,
  );
  const support = await loadSupport(options, environment);
  const files = readdirSync('features', { encoding: 'utf8', recursive: true });
  return files
    .filter(name => name.endsWith('.feature'))
    .sort()
    .map(name => join('features', name))
    .map(path => {
      const suite = new Mocha.Suite(path);
      suite.file = join(process.cwd(), path);
      const test = new Mocha.Test('passes', () => runFeature(path, options, support));
      test.file = suite.file;
      suite.addTest(test);
      return suite;
    });
}

async function runFeature(path: string, options: Options, support: ISupportCodeLibrary): Promise<void> {
  let failure: string | undefined;
  const onMessage = ({ testStepFinished: step }: Envelope): void => {
    if (step?.testStepResult.status !== 'PASSED') failure ??= step?.testStepResult.message;
  };
  const sources = { ...options.sources, paths: [path] };
  const { success } = await runCucumber({ ...options, sources, support }, environment, onMessage);
  if (!success) throw new Error(failure ?? `${path} failed`);
}

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Envelope } from '@cucumber/messages';

// Everything that must hold, one after the other, whatever fails on the way. The last line says how many unit tests
// and scenarios passed and failed; a failed check counts as one failure.

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Stage {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  readonly count?: (output: string) => Counts;
  /** Files that a plain clone does not have; without them the stage is skipped. */
  readonly needs?: string;
}

const stages: readonly Stage[] = [
  { title: 'types', command: ['tsc', '--noEmit'] },
  { title: 'types of the page', command: ['tsc', '-p', 'src/page/assets'] },
  { title: 'lint and format', command: ['biome', 'check', '.'] },
  { title: 'rooms', command: ['depcruise', 'src', 'steps', '--config', '.dependency-cruiser.cjs'] },
  { title: 'unit tests', command: ['mocha'], count: countTests },
  // With one seed, so that what fails has to do with what was changed.
  {
    title: 'features',
    command: ['cucumber-js', '--world-parameters', '{"seed":1}'],
    count: countScenarios,
  },
  {
    title: 'Online Boutique',
    command: ['cucumber-js', 'checks/online-boutique.feature'],
    count: countScenarios,
    needs: '../shared/real/online-boutique',
  },
];

async function main(): Promise<void> {
  let passed = 0;
  let failed = 0;
  for (const { title, command, count, needs } of stages) {
    console.log(`\n--- ${title}`);
    if (needs !== undefined && !existsSync(needs)) {
      console.log(`skipped: its manifests are not here (${needs})`);
      continue;
    }
    const { code, output } = await run(command);
    const counts = count?.(output) ?? { passed: 0, failed: 0 };
    passed += counts.passed;
    failed += code !== 0 && counts.failed === 0 ? 1 : counts.failed;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Runs a command of node_modules/.bin, shows what it prints and keeps it. */
function run([name, ...args]: Stage['command']): Promise<{ code: number; output: string }> {
  return new Promise(resolve => {
    const child = spawn(`node_modules/.bin/${name}`, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      process.stdout.write(chunk);
    });
    child.on('error', error => {
      console.error(error.message);
      resolve({ code: 1, output });
    });
    child.on('close', code => resolve({ code: code ?? 1, output }));
  });
}

function countTests(output: string): Counts {
  const number = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(output)?.[1] ?? 0);
  return { passed: number('passing'), failed: number('failing') };
}

function countScenarios(): Counts {
  const envelopes = readFileSync('reports/messages.ndjson', 'utf8')
    .trim()
    .split('\n')
    .map((line): Envelope => JSON.parse(line));
  const notPassed = new Set(
    envelopes.flatMap(({ testStepFinished: step }) =>
      step && step.testStepResult.status !== 'PASSED' ? step.testCaseStartedId : [],
    ),
  );
  const finished = envelopes.flatMap(({ testCaseFinished }) =>
    testCaseFinished && !testCaseFinished.willBeRetried ? testCaseFinished.testCaseStartedId : [],
  );
  const failed = finished.filter(id => notPassed.has(id)).length;
  return { passed: finished.length - failed, failed };
}

void main();

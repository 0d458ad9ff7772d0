import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { benchConntrack } from './conntrack';
import { benchPacketPath } from './packetPath';
import { empty, noOp, ours, repository } from './projects';
import { benchReachability } from './reachability';
import { generatedFeatures } from './scenarios';

// Ratios within one run: the candidates take turns, as machines are noisy.

interface Timing {
  readonly first: number;
  readonly whole: number;
}

const [, , asked] = process.argv;
const rounds = asked === undefined || asked === 'reachability' ? 7 : Number(asked);

async function main(): Promise<void> {
  if (asked === 'reachability') {
    benchReachability();
    return;
  }
  console.log(`Node ${process.version}, ${cpus().length} cores, medians of ${rounds} rounds in turn\n`);

  const many = generatedFeatures(100, 10);
  const run = await inTurn({ ours: ours(many), noOp: noOp(many), empty: empty(many) });
  console.log('1,000 scenarios of five steps, progress formatter, whole run');
  report('  ours against the same sentences doing nothing (aim 1.15)', run.ours, run.noOp, 'whole');
  report('  ours against cucumber with one file of empty sentences', run.ours, run.empty, 'whole');

  const one = generatedFeatures(1, 1);
  const start = await inTurn({ ours: ours(one), noOp: noOp(one), empty: empty(one) });
  console.log('\nOne scenario, first output');
  report('  ours against as many files that import zod and yaml (aim 1.25)', start.ours, start.noOp, 'first');
  report('  ours against cucumber with one file of empty sentences', start.ours, start.empty, 'first');

  console.log(
    '\nPackets of established connections through trackers and enforcement points (aim 1.5 M, 1.5 times)',
  );
  benchPacketPath(rounds);
  console.log('');
  benchConntrack();
  console.log('');
  benchReachability();
}

async function inTurn<Name extends string>(projects: Record<Name, string>): Promise<Record<Name, Timing[]>> {
  const names = Object.keys(projects) as Name[];
  const timings = Object.fromEntries(names.map(name => [name, [] as Timing[]])) as Record<Name, Timing[]>;
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const timing = await time(projects[name]);
      if (round > 0) timings[name].push(timing);
    }
  return timings;
}

function time(cwd: string): Promise<Timing> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const elapsed = (): number => Number(process.hrtime.bigint() - start) / 1e9;
    const cucumber = join(repository, 'node_modules', '@cucumber', 'cucumber', 'bin', 'cucumber.js');
    const child = spawn(process.execPath, [cucumber, '--format', 'progress'], {
      cwd,
      env: { ...process.env, TS_NODE_PROJECT: join(cwd, 'tsconfig.json') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let first: number | undefined;
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      first ??= elapsed();
      output += chunk.toString();
    });
    child.on('close', code => {
      if (code === 0) resolve({ first: first ?? elapsed(), whole: elapsed() });
      else reject(new Error(`${cwd} failed:\n${output.slice(-2000)}`));
    });
  });
}

function report(label: string, a: readonly Timing[], b: readonly Timing[], what: keyof Timing): void {
  const [x, y] = [a, b].map(timings => median(timings.map(timing => timing[what])));
  if (x === undefined || y === undefined) return;
  console.log(`${label.padEnd(66)} ${(x / y).toFixed(2)}  (${x.toFixed(2)} s against ${y.toFixed(2)} s)`);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

void main();

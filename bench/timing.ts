import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './projects';

// Ratios within one run: the candidates take turns, as machines are noisy.

/** In seconds. */
export interface Timing {
  readonly first: number;
  readonly whole: number;
}

/** The first round is not counted. @param args of cucumber-js */
export async function inTurn<Name extends string>(
  projects: Record<Name, string>,
  rounds: number,
  args: readonly string[] = ['--format', 'progress'],
): Promise<Record<Name, Timing[]>> {
  const names = Object.keys(projects) as Name[];
  const timings = Object.fromEntries(names.map(name => [name, [] as Timing[]])) as Record<Name, Timing[]>;
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const timing = await time(projects[name], args);
      if (round > 0) timings[name].push(timing);
    }
  return timings;
}

function time(cwd: string, args: readonly string[]): Promise<Timing> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const elapsed = (): number => Number(process.hrtime.bigint() - start) / 1e9;
    const cucumber = join(repository, 'node_modules', '@cucumber', 'cucumber', 'bin', 'cucumber.js');
    const child = spawn(process.execPath, [cucumber, ...args], {
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

export function report(label: string, a: readonly Timing[], b: readonly Timing[], what: keyof Timing): void {
  const [x, y] = [a, b].map(timings => median(timings.map(timing => timing[what])));
  if (x === undefined || y === undefined) return;
  console.log(`${label.padEnd(66)} ${(x / y).toFixed(2)}  (${x.toFixed(2)} s against ${y.toFixed(2)} s)`);
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

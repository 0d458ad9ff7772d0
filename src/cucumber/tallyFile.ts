import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { type Tally, tally } from '../scenario/tally';

// In a parallel run each worker counts for itself; what it counted reaches the coordinator through a file, as
// cucumber offers no other way between the two.

/** Called in every process that ran scenarios, when it has run its last one. */
export function handInTally(): void {
  const isWorker = process.env.CUCUMBER_PARALLEL === 'true' || !isMainThread;
  if (!isWorker) return;
  appendFileSync(fileOf(isMainThread ? process.ppid : process.pid), `${JSON.stringify(tally)}\n`);
}

/** Called in the coordinator: its own count and that of all workers. */
export function collectTally(): Tally {
  const file = fileOf(process.pid);
  if (!existsSync(file)) return tally;
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  rmSync(file);
  const counted = lines.map((line): Tally => JSON.parse(line));
  return {
    verdicts: sum(counted.map(({ verdicts }) => verdicts)),
    differing: sum(counted.map(({ differing }) => differing)),
    notices: sum(counted.map(({ notices }) => notices)),
  };
}

function fileOf(coordinator: number): string {
  return join(tmpdir(), `netpol-bdd-tally-${coordinator}.ndjson`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

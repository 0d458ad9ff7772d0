import { readFileSync } from 'node:fs';
import { run } from './run';
import { statuses } from './status';
import { unwritable } from './writing';

/** The command line of this process. */
async function main(): Promise<void> {
  // Whoever reads may have seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`${unwritable('Standard output', error)}\n`);
    process.exit(statuses['bad input']);
  });
  // There is nobody left to be told.
  process.stderr.on('error', () => undefined);
  process.exitCode = await run(process.argv.slice(2), {
    stdin: () => readFileSync(0, 'utf8'),
    stdout: text => process.stdout.write(text),
    stderr: text => process.stderr.write(text),
    isWatched: process.stderr.isTTY === true,
    // no-color.org: any value that is not empty.
    hasColour: process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '',
  });
}

void main();

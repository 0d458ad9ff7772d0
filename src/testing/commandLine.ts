import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { run } from '../cli/run';

/** What a command prints, and its exit status. */
export interface Ended {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

export async function runCommand(args: readonly string[], stdin = ''): Promise<Ended> {
  let [out, err] = ['', ''];
  const status = await run(args, {
    stdin: () => stdin,
    stdout: text => {
      out += text;
    },
    stderr: text => {
      err += text;
    },
    isWatched: false,
  });
  return { out, err, status };
}

/** The same in a process of its own, from the working directory. */
export function spawnCommand(args: readonly string[]): Ended {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join('bin', 'netpol-bdd.js'), ...args], {
    encoding: 'utf8',
  });
  return { out: stdout, err: stderr, status: status ?? -1 };
}

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

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { Refusal } from '../english/refusal';
import { BadManifests } from '../kubernetes/problem';
import { addCapture } from './capture';
import { addConnections } from './connections';
import { addDiff } from './diff';
import { addExplain } from './explain';
import type { Io } from './io';
import { addLint } from './lint';
import { addMerge } from './merge';
import { addPolicies } from './policies';
import { type Status, statuses } from './status';

/**
 * Carries out a command line, without the names of node and the script.
 *
 * @returns the exit status: 0; 1 where what is compared differs, or lint finds something; 2 for bad input, of which nothing is printed but a message
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let status: Status = 'as asked';
  const program = new Command('netpol-bdd')
    .description('Who can reach whom under Kubernetes network policy, from manifests alone.')
    .version(version())
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .showSuggestionAfterError();
  const end = (ended: Status): void => {
    status = ended;
  };
  addConnections(program, io, end);
  addDiff(program, io, end);
  addLint(program, io, end);
  addCapture(program, io, end);
  addExplain(program, io, end);
  addPolicies(program, io, end);
  addMerge(program, io, end);
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return statuses[status];
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : statuses['bad input'];
    if (!(error instanceof Refusal || error instanceof BadManifests)) throw error;
    io.stderr(`${error.message}\n`);
    return statuses['bad input'];
  }
}

/** Of this package, which knows itself by name. */
function version(): string {
  const text = readFileSync(require.resolve('netpol-bdd/package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

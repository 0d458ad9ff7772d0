import type { Command } from 'commander';
import { readShard, writeReports } from '../cucumber/mergedReports';
import { mergeShards } from '../cucumber/shards';
import { Refusal } from '../english/refusal';
import type { Io } from './io';
import type { Status } from './status';
import { written } from './writing';

interface Options {
  readonly output: string;
  readonly allowMissing?: true;
}

/** `netpol-bdd merge`. */
export function addMerge(program: Command, io: Io, end: (status: Status) => void): void {
  program
    .command('merge')
    .summary('one report from the shards of a run')
    .description(
      'Merges what the shards of a run wrote with "--format message" into index.html, report.html, junit.xml and messages.ndjson. The exit status is 1 where a scenario failed, and 2 where a shard is missing or was cut off.',
    )
    .argument('<messages...>', 'the message file of each shard')
    .option('-o, --output <folder>', 'where the reports are written', 'reports')
    .option('--allow-missing', 'some scenarios were left out, by tags or names')
    .addHelpText(
      'after',
      `
Example:
  npx cucumber-js --shard 1/2 --format message:shards/1.ndjson
  npx cucumber-js --shard 2/2 --format message:shards/2.ndjson
  netpol-bdd merge shards/*.ndjson -o reports`,
    )
    .action(async (files: readonly string[], { output, allowMissing }: Options) => {
      const { envelopes, ran, failed, missing } = mergeShards(files.map(readShard));
      if (missing.length > 0 && !allowMissing)
        throw new Refusal(
          `No shard ran ${missing[0]}${missing.length > 1 ? ` and ${missing.length - 1} more` : ''}: is one missing? Where tags or names leave scenarios out, say --allow-missing.`,
        );
      if (ran === 0) throw new Refusal('No shard ran a scenario.');
      await written(output, () => writeReports(envelopes, output));
      io.stdout(`${ran - failed} passed, ${failed} failed\n`);
      end(failed === 0 ? 'as asked' : 'different');
    });
}

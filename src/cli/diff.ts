import { existsSync, realpathSync } from 'node:fs';
import type { Command } from 'commander';
import { Refusal } from '../english/refusal';
import { type ConnectionChange, connectionChanges } from '../reachability/connectionChanges';
import { type Connection, connectionsAmong } from '../reachability/connectionList';
import { changeFormats } from '../report/connections/changeFormats';
import { inOrder } from '../report/connections/order';
import type { Scenario } from '../scenario/scenario';
import { type ModelName, upstreamModel } from '../settings/models';
import type { Io } from './io';
import { noteMadeUp } from './madeUpNotice';
import { readManifests, refuseEmpty } from './manifests';
import { modelOption, outputOption, stateOf } from './options';
import { Progress } from './progress';
import type { Status } from './status';

interface Options {
  readonly model?: string;
  readonly output: keyof typeof changeFormats;
}

/** `netpol-bdd diff`. */
export function addDiff(program: Command, io: Io, end: (status: Status) => void): void {
  program
    .command('diff')
    .summary('which connections a change adds, removes and changes')
    .description(
      'Compares the connections of two folders with manifests. The exit status is 0 where they are the same, 1 where they are not, and 2 for bad input.',
    )
    .argument('<old>', 'file or folder with the manifests as they are; "-" is standard input')
    .argument('<new>', 'file or folder with the manifests as they are to be')
    .addOption(modelOption())
    .addOption(outputOption(Object.keys(changeFormats)))
    .addHelpText(
      'after',
      `
Examples:
  netpol-bdd diff now/ next/
  netpol-bdd diff now/ next/ --model stateful -o markdown
  git show HEAD:policies.yaml | cat - pods.yaml | netpol-bdd diff - next/`,
    )
    .action((old: string, young: string, options: Options, command: Command) => {
      refuseEmpty([old, young]);
      refuseSame(old, young);
      const [before, after] = [old, young].map(path => readManifests([path], stateOf(options), io));
      if (!before || !after) throw new Error('there are two');
      const { model } = before.state;
      const progress = new Progress(io);
      const changesUnder = (name: ModelName): readonly ConnectionChange[] => {
        const listed = (one: Scenario, other: Scenario): readonly Connection[] =>
          connectionsAmong(one.network, name, {
            replicas: true,
            alsoTold: other.network.policies.policies,
            watch: (done, of) => progress.at('Workloads', done, of),
          }).connections;
        return [...connectionChanges(listed(before, after), listed(after, before))].sort(inOrder);
      };
      const changes = changesUnder(model);
      progress.end();
      io.stdout(changeFormats[options.output](changes, model));
      noteMadeUp([before, after], io);
      const upstream = model === upstreamModel ? changes : changesUnder(upstreamModel);
      if (model !== upstreamModel) io.stderr(upstreamNote(model, changes, upstream));
      // Whoever named no model is not to take for equal what a real cluster tells apart.
      const isAsked = command.getOptionValueSource('model') === 'cli';
      end(changes.length === 0 && (isAsked || upstream.length === 0) ? 'as asked' : 'different');
    });
}

/** Where the model and upstream Kubernetes part. */
function upstreamNote(
  model: ModelName,
  changes: readonly ConnectionChange[],
  upstream: readonly ConnectionChange[],
): string {
  if (changeFormats.json(changes, model) === changeFormats.json(upstream, model))
    return `Under upstream Kubernetes (${upstreamModel}) the changes are the same.\n`;
  const count = `${upstream.length} change${upstream.length === 1 ? '' : 's'}`;
  return `Under the ${model} model; under upstream Kubernetes (--model ${upstreamModel}) there are others, ${count} in all.\n`;
}

function refuseSame(old: string, young: string): void {
  const [one, other] = [old, young].map(path => (existsSync(path) ? realpathSync(path) : path));
  if (one === other)
    throw new Refusal(
      `${old} and ${young} are the same: give the manifests as they are, and as they are to be.`,
    );
}

import type { Command } from 'commander';
import { connectionChanges } from '../reachability/connectionChanges';
import { type Connection, connectionsAmong } from '../reachability/connectionList';
import { connectionFormats } from '../report/connections/formats';
import { inOrder } from '../report/connections/order';
import { connectionsSvg } from '../report/connections/svg';
import type { Scenario } from '../scenario/scenario';
import { type ModelName, upstreamModel } from '../settings/models';
import type { Io } from './io';
import { noteMadeUp } from './madeUpNotice';
import { readManifests } from './manifests';
import { onlyWanted, type Wanted } from './only';
import { filesOption, modelOption, outputOption, stateOf } from './options';
import { Progress } from './progress';
import type { Status } from './status';

interface Options extends Wanted {
  readonly filename: readonly string[];
  readonly model?: string;
  readonly output: keyof typeof connectionFormats | 'svg';
}

/** `netpol-bdd connections`. */
export function addConnections(program: Command, io: Io, end: (status: Status) => void): void {
  program
    .command('connections')
    .summary('who can reach whom, on which ports')
    .description(
      'Lists every connection that policy allows: between workloads, and between workloads and addresses outside the cluster. All ports count, whether or not anything listens on them.',
    )
    .addOption(filesOption())
    .addOption(modelOption())
    .option('-n, --namespace <name>', 'only connections that begin or end in this namespace')
    .option('--from <end>', 'only from this workload, address or block')
    .option('--to <end>', 'only to this workload, address or block')
    .addOption(outputOption([...Object.keys(connectionFormats), 'svg']))
    .addHelpText(
      'after',
      `
Examples:
  netpol-bdd connections -f manifests/
  netpol-bdd connections -f manifests/ --model stateful -n shop --to database
  netpol-bdd connections -f manifests/ --from "the Internet" -o json
  kubectl get pods,networkpolicies,namespaces -A -o yaml | netpol-bdd connections -f -`,
    )
    .action(async (options: Options) => {
      const scenario = readManifests(
        options.filename,
        stateOf({ ...(options.model !== undefined && { model: options.model }) }),
        io,
      );
      const progress = new Progress(io);
      const watch = (done: number, of: number): void => progress.at('Workloads', done, of);
      const connections = wantedOf(scenario, options, scenario.state.model, watch);
      progress.end();
      const { model } = scenario.state;
      const text =
        options.output === 'svg'
          ? await connectionsSvg(connections)
          : connectionFormats[options.output](connections, model);
      io.stdout(text);
      noteMadeUp([scenario], io);
      if (model !== upstreamModel) io.stderr(upstreamNote(scenario, connections, options));
      end('as asked');
    });
}

function wantedOf(
  scenario: Scenario,
  options: Options,
  model: ModelName,
  watch?: (done: number, of: number) => void,
): readonly Connection[] {
  const all = onlyWanted(
    connectionsAmong(scenario.network, model, { watch }),
    options,
    scenario.surroundings,
  );
  return [...all].sort(inOrder);
}

/** Where the model and upstream Kubernetes part. */
function upstreamNote(scenario: Scenario, connections: readonly Connection[], options: Options): string {
  const upstream = wantedOf(scenario, options, upstreamModel);
  const others = connectionChanges(connections, upstream).length;
  const { model } = scenario.state;
  return others === 0
    ? `Under upstream Kubernetes (${upstreamModel}) they are the same.\n`
    : `Under the ${model} model; under upstream Kubernetes (--model ${upstreamModel}) ${others} ${others === 1 ? 'connection is another' : 'connections are others'}.\n`;
}

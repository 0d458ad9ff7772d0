import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { knownNamespace } from '../english/endpoint';
import { Refusal } from '../english/refusal';
import { connectionsAmong } from '../reachability/connectionList';
import { upstreamModel } from '../settings/models';
import { capturedFeature } from './captured';
import type { Io } from './io';
import { noteMadeUp } from './madeUpNotice';
import { readManifests } from './manifests';
import { filesOption, modelOption, stateOf } from './options';
import { Progress } from './progress';
import type { Status } from './status';
import { written } from './writing';

interface Options {
  readonly filename: readonly string[];
  readonly model?: string;
  readonly namespace?: string;
  readonly output: string;
  readonly force?: true;
}

/** `netpol-bdd capture`. */
export function addCapture(program: Command, io: Io, end: (status: Status) => void): void {
  program
    .command('capture')
    .summary('a feature file that holds as long as nothing changes')
    .description(
      'Writes a feature file that says who can reach whom as things are: kept beside the manifests, it fails where a change adds or takes away a connection.',
    )
    .addOption(filesOption('files or folders with manifests'))
    .addOption(modelOption())
    .option('-n, --namespace <name>', 'where objects without a namespace belong')
    .option(
      '-o, --output <file>',
      'the feature file; "-" is standard output',
      'features/reachability.feature',
    )
    .option('--force', 'write over a file that is there')
    .addHelpText(
      'after',
      `
Examples:
  netpol-bdd capture -f manifests/
  netpol-bdd capture -f manifests/ --model stateful -o features/shop.feature
  npx cucumber-js features/reachability.feature`,
    )
    .action(async (options: Options) => {
      const { filename, output, force } = options;
      for (const path of filename) refuseNoFile(path);
      if (output !== '-' && existsSync(output) && !force)
        throw new Refusal(
          `${output} is there already: give another file with -o, or write over it with --force.`,
        );
      const odd = filename.find(path => /["\r\n]|\\[/\\]*$/.test(path));
      if (odd !== undefined)
        throw new Refusal(
          `The feature cannot name ${JSON.stringify(odd)}: rename it without quotes, and with no backslash at its end.`,
        );
      const scenario = readManifests(filename, stateOf(options), io);
      if (scenario.network.cluster.pods.size === 0) throw new Refusal('There is nobody to write about.');
      if (options.namespace !== undefined) knownNamespace(options.namespace, scenario.network);
      const folder = output === '-' ? process.cwd() : dirname(resolve(output));
      const folders = filename.map(path => relative(folder, resolve(path)).replaceAll(sep, '/') || '.');
      const progress = new Progress(io);
      const found = connectionsAmong(scenario.network, scenario.state.model, {
        replicas: true,
        watch: (done, of) => progress.at('Workloads', done, of),
      });
      progress.end();
      const feature = capturedFeature(scenario, { ...found, folders });
      if (output === '-') io.stdout(feature);
      else {
        await written(output, () => write(output, feature));
        io.stderr(`Wrote ${output}: ${feature.match(/^ {2}Scenario:/gm)?.length ?? 0} scenarios.\n`);
      }
      noteMadeUp([scenario], io);
      if (scenario.state.model !== upstreamModel)
        io.stderr(`This is the ${scenario.state.model} model; a real cluster is --model ${upstreamModel}.\n`);
      end('as asked');
    });
}

/** Standard input and what a shell makes of <(…) are gone when the feature is read. */
function refuseNoFile(path: string): void {
  const stats = path === '-' ? undefined : statSync(path, { throwIfNoEntry: false });
  const isThere = stats === undefined || stats.isFile() || stats.isDirectory();
  if (path !== '-' && isThere && !/^\/(dev|proc)\//.test(resolve(path))) return;
  throw new Refusal(
    `The feature is to name the manifests, so they have to be in files: give a folder instead of ${path === '-' ? '"-"' : path}.`,
  );
}

function write(file: string, text: string): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, text);
}

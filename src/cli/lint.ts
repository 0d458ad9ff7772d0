import type { Command } from 'commander';
import { namespacesOf } from '../cluster/cluster';
import type { Finding } from '../diagnosis/lint/finding';
import { lint } from '../diagnosis/lint/lint';
import { lintRules } from '../diagnosis/lint/rules';
import { readLintCode } from '../english/lintCode';
import { instead, Refusal } from '../english/refusal';
import { columns } from '../report/columns';
import { lintFormats } from '../report/lint/formats';
import type { Scenario } from '../scenario/scenario';
import type { Io } from './io';
import { readManifests } from './manifests';
import { filesOption, modelOption, outputOption, stateOf } from './options';
import type { Status } from './status';

interface Options {
  readonly filename?: readonly string[];
  readonly model?: string;
  readonly namespace?: string;
  readonly output: keyof typeof lintFormats;
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
  readonly rules?: true;
}

/** `netpol-bdd lint`. */
export function addLint(program: Command, io: Io, end: (status: Status) => void): void {
  program
    .command('lint')
    .summary('what looks wrong with policies')
    .description(
      'Finds policies, rules, peers and ports that do nothing, or something else than they look like. Give the workloads and Services along with the policies. The exit status is 0 where nothing is found, 1 where something is, and 2 for bad input.',
    )
    .addOption(filesOption().makeOptionMandatory(false))
    .addOption(modelOption())
    .option('-n, --namespace <name>', 'only findings of policies and workloads in this namespace')
    .option('--only <codes...>', 'only findings with these codes')
    .option('--ignore <codes...>', 'no findings with these codes')
    .option('--rules', 'print what is looked for, and why')
    .addOption(outputOption(Object.keys(lintFormats)))
    .addHelpText(
      'after',
      `
Examples:
  netpol-bdd lint -f manifests/
  netpol-bdd lint -f manifests/ -n shop --ignore unselected-workload -o json
  netpol-bdd lint --rules
  kubectl get pods,services,networkpolicies,namespaces -A -o yaml | netpol-bdd lint -f -`,
    )
    .action((options: Options) => {
      if (options.rules) {
        io.stdout(rulesText());
        return end('as asked');
      }
      const findings = lintFiles(options, io);
      end(findings.length === 0 ? 'as asked' : 'different');
    });
}

function lintFiles(options: Options, io: Io): readonly Finding[] {
  const [only, ignore] = [options.only, options.ignore].map(codes => codes?.map(readLintCode));
  if (!options.filename)
    throw new Refusal('Give files or folders with manifests: netpol-bdd lint -f manifests/');
  const scenario = readManifests(
    options.filename,
    stateOf({ ...(options.model && { model: options.model }) }),
    io,
  );
  const { network, state } = scenario;
  const policies = network.policies.policies.length;
  if (policies === 0) throw new Refusal('There is no NetworkPolicy in these manifests, and nothing to lint.');
  if (network.cluster.pods.size === 0)
    throw new Refusal('Without pods every policy would seem to do nothing.');
  const findings = lint(network, state.model)
    .filter(({ code }) => !only || only.includes(code))
    .filter(({ code }) => !ignore?.includes(code))
    .filter(finding => isIn(finding, scenario, options.namespace));
  io.stdout(
    lintFormats[options.output](findings, {
      model: state.model,
      policies,
      hasColour: io.hasColour === true,
    }),
  );
  return findings;
}

function isIn(
  { policy, object }: Finding,
  { network: { cluster } }: Scenario,
  namespace: string | undefined,
): boolean {
  if (namespace === undefined) return true;
  const known = namespacesOf(cluster);
  if (!known.includes(namespace))
    throw new Refusal(`There is no namespace ${namespace}. ${instead(namespace, known)}`);
  return policy
    ? policy.namespace === namespace
    : object === `namespace ${namespace}` || object?.startsWith(`${namespace}/`) === true;
}

function rulesText(): string {
  return `${columns(lintRules.map(({ code, title }) => [code, title]))}\n\n${lintRules
    .map(({ code, explanation }) => `${code}\n  ${explanation}\n`)
    .join('')}`;
}

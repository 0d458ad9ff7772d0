import { formatAddress, parseAddress } from '../addresses/address';
import type { LiveNetwork } from '../connections/liveNetwork';
import { inconsistencies } from '../conntrack/consistency';
import { conntrackLine } from '../conntrack/listing';
import { resolveEndpoint } from '../english/endpoint';
import { Refusal } from '../english/refusal';
import { type ModelName, modelNames, upstreamModel } from '../settings/models';
import { placeNamed } from './places';
import type { Scenario } from './scenario';
import { countAgainstUpstream } from './tally';
import { fail } from './verdicts';

/** `conntrack -L shows:` the lines that it prints, in any order; names may stand for addresses. */
export function expectListing(scenario: Scenario, text: string, place?: string): void {
  const wanted = text
    .split('\n')
    .map(line => withAddresses(scenario, folded(line)))
    .filter(line => line !== '');
  if (wanted.length === 0) throw new Refusal('The doc string is empty: write "conntrack -L shows nothing".');
  compare(scenario, wanted, place);
}

/** `conntrack -L shows nothing`. */
export function expectEmptyListing(scenario: Scenario, place?: string): void {
  compare(scenario, [], place);
}

/** `the conntrack tables are consistent`, in every model. */
export function expectConsistent(scenario: Scenario): void {
  const [problem] = tableProblems(scenario);
  if (problem !== undefined) fail(scenario, `The conntrack tables were to be consistent, but ${problem}.`);
}

/** What is wrong with the tables of nodes and pods, if anything is. */
export function tableProblems(scenario: Scenario): readonly string[] {
  return modelNames.flatMap(model => {
    const { tables, now } = scenario.lives.under(model);
    const addressText = (id: number): string => formatAddress(tables.ids.addressOf(id));
    return [...tables.ofNodes].flatMap(([place, table]) =>
      inconsistencies(table, { now, addressText }).map(
        text => `on ${place.replace('/', ' ').trim()} ${text} (${model})`,
      ),
    );
  });
}

function compare(scenario: Scenario, wanted: readonly string[], place: string | undefined): void {
  const where = place === undefined ? undefined : placeNamed(scenario, place);
  const under = (model: ModelName): readonly string[] => linesOf(scenario.lives.under(model), where);
  const { model } = scenario.state;
  const actual = under(model);
  const upstream = under(upstreamModel);
  const at = place === undefined ? '' : ` on ${place}`;
  countAgainstUpstream(
    scenario,
    isSame(actual, upstream)
      ? undefined
      : `Under upstream Kubernetes (stateful) conntrack -L${at} shows\n\n${shown(upstream)}`,
  );
  if (!isSame(wanted, actual))
    fail(
      scenario,
      `conntrack -L${at} was to show\n\n${shown(wanted)}\n\nbut it shows (${model})\n\n${shown(actual)}`,
    );
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.map(folded).sort().join('\n') === b.map(folded).sort().join('\n');
}

function shown(lines: readonly string[]): string {
  return lines.length === 0 ? '  nothing' : lines.map(line => `  ${line}`).join('\n');
}

function linesOf(live: LiveNetwork, where: string | undefined): readonly string[] {
  const { ids } = live.tables;
  return [...live.tables.ofNodes]
    .filter(([place]) => where === undefined || place === where)
    .flatMap(([, table]) =>
      table.entries(live.now).map(entry => {
        const { family } = ids.addressOf(entry.original.source);
        return conntrackLine(entry, id => formatAddress(ids.addressOf(id)), family);
      }),
    );
}

/** One space between words; what scenarios do not care about is left out. */
function folded(line: string): string {
  return line
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ mark=0\b/, '')
    .replace(/ use=\d+\b/, '');
}

/** `src=frontend` as `src=100.64.0.1`. */
function withAddresses(scenario: Scenario, line: string): string {
  return line.replace(/\b(src|dst)=(\S+)/g, (written: string, key: string, value: string) => {
    if (parseAddress(value)) return written;
    const endpoint = resolveEndpoint(value, scenario.surroundings);
    const [pod] = endpoint.kind === 'pods' ? endpoint.pods : [];
    const addresses = pod
      ? scenario.network.addresses.ofPod(pod)
      : endpoint.kind === 'node'
        ? scenario.network.addresses.ofNode(endpoint.node)
        : endpoint.kind === 'service'
          ? scenario.network.addresses.ofService(endpoint.service)
          : [];
    const [address] = addresses;
    if (!address) throw new Refusal(`"${value}" has no single address: write it.`);
    return `${key}=${formatAddress(address)}`;
  });
}

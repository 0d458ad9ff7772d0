import { type Family, families, formatAddress } from '../addresses/address';
import { formatPorts, type Protocol, protocols } from '../addresses/port';
import { contains, intersect, spansOf } from '../addresses/spans';
import { podKey, portsOf } from '../cluster/pod';
import { noFirewalls } from '../dataplane/firewalls';
import type { Network } from '../dataplane/network';
import { type Ends, everybody, without } from '../english/ends';
import { list } from '../english/enumeration';
import { readQuestion } from '../english/question';
import {
  type ReachClaim,
  type ReachCount,
  type ReachDemand,
  readReachClaim,
  readReached,
} from '../english/reachClaim';
import { Refusal } from '../english/refusal';
import { readTable } from '../english/table';
import type { PortSets } from '../policy/allowedPorts';
import { AllPairs } from '../reachability/allPairs';
import type { One } from '../reachability/someReached';
import { failureText } from '../report/failure';
import { type ModelName, upstreamModel } from '../settings/models';
import { ask } from './ask';
import { isBroughtByKubeDns } from './broughtByKubeDns';
import { isPod, type Offence, offencesOf, podsReaching } from './reachDemands';
import type { Scenario } from './scenario';
import { countAgainstUpstream } from './tally';
import { unclaimed } from './unclaimed';
import { fail } from './verdicts';

/** Nobody reads on. */
const mostShown = 20;

/** `only backend can reach database, and only on 5432`. */
export async function expectReach(scenario: Scenario, text: string, model?: ModelName): Promise<void> {
  const pairs = pairsOf(scenario);
  const claim = readReachClaim(text, scenario.surroundings);
  refuseNobody(claim, text);
  if (claim.kind === 'count') return expectCount(scenario, text, claim, model);
  const { demands } = claim;
  note(scenario, demands);
  await expectAll(
    scenario,
    text,
    name => demands.flatMap(demand => [...offencesOf(pairs, name, demand)]),
    model,
  );
}

/** `frontend can reach exactly:` with the columns `destination | ports`. */
export async function expectReachExactly(
  scenario: Scenario,
  who: string,
  cells: readonly (readonly string[])[],
  model?: ModelName,
): Promise<void> {
  const sentence = `${who} can reach exactly:`;
  const { surroundings } = scenario;
  const rows = readTable(sentence, cells, ['destination', 'ports', 'unreliable']);
  const demands = rows.map((row): ReachDemand => readReached(who, row, surroundings));
  refuseOverlaps(
    sentence,
    rows.map(row => row.destination),
    demands,
  );
  const [first] = demands;
  if (!first)
    throw new Refusal(
      `${sentence} names nobody: to say that it reaches nobody, write "${who} cannot reach …".`,
    );
  note(scenario, demands);
  const rest = demands.reduce((others, { to }) => without(others, to), everybody(surroundings));
  const all: readonly ReachDemand[] = [...demands, { from: first.from, to: rest, what: 'never' }];
  const pairs = pairsOf(scenario);
  await expectAll(
    scenario,
    sentence.slice(0, -1),
    name => all.flatMap(demand => [...offencesOf(pairs, name, demand)]),
    model,
  );
}

/** `nothing else is reachable`: beside what sentences before it said. */
export async function expectNothingElse(scenario: Scenario): Promise<void> {
  const granted = said.get(scenario) ?? [];
  if (granted.length === 0)
    throw new Refusal(
      '"nothing else is reachable" comes after sentences that say what is, such as "frontend can reach backend on 8080".',
    );
  const { network } = scenario;
  const pods = [...network.cluster.pods.values()].filter(pod => !isBroughtByKubeDns(network.cluster, pod));
  const pairs = pairsOf(scenario);
  await expectAll(scenario, 'nothing else is reachable', name => [...unclaimed(pairs, name, pods, granted)]);
}

/** What sentences of a scenario have granted. */
const said = new WeakMap<Scenario, readonly ReachDemand[]>();

function note(scenario: Scenario, demands: readonly ReachDemand[]): void {
  const granted = demands.filter(({ what }) => what !== 'never');
  said.set(scenario, [...(said.get(scenario) ?? []), ...granted]);
}

const built = new WeakMap<Network, AllPairs>();

/** All pairs of the present state. */
function pairsOf({ network, state }: Scenario): AllPairs {
  const { cluster, policies, settings } = network;
  if (state.firewalls !== noFirewalls)
    throw new Refusal(
      'Sentences with "can reach" know NetworkPolicy alone; with network ACLs or security groups, ask flow by flow.',
    );
  if (settings['acl-stateless'] === 'honoured' && policies.policies.some(({ isStateless }) => isStateless))
    throw new Refusal(
      'Sentences with "can reach" know no policy that remembers no connection; ask flow by flow.',
    );
  const known = built.get(network) ?? new AllPairs(cluster, policies.policies, settings);
  built.set(network, known);
  return known;
}

/** The sentence under the model that is asked; what upstream would say goes into the report. */
async function expectAll(
  scenario: Scenario,
  text: string,
  find: (model: ModelName) => readonly Offence[],
  model: ModelName = scenario.state.model,
): Promise<void> {
  scenario.noticeState();
  const offences = find(model);
  const upstream = model === upstreamModel ? offences : find(upstreamModel);
  const isOther = upstream.length > 0 !== offences.length > 0;
  countAgainstUpstream(
    scenario.edge,
    isOther
      ? `${text}: this ${offences.length > 0 ? 'does not hold' : 'holds'} (${model}). Under upstream Kubernetes (${upstreamModel}) it ${upstream.length > 0 ? 'does not' : 'does'}.`
      : undefined,
  );
  const [first] = offences;
  if (first) fail(scenario, await offenceText(scenario, text, offences, first, model));
}

async function expectCount(
  scenario: Scenario,
  text: string,
  claim: ReachCount,
  model: ModelName = scenario.state.model,
): Promise<void> {
  const pairs = pairsOf(scenario);
  const holds = (count: number): boolean =>
    claim.bound === 'at least' ? count >= claim.number : count <= claim.number;
  const [reaching = [], others = []] = [model, upstreamModel].map(name => podsReaching(pairs, name, claim));
  const [count, upstream] = [reaching.length, others.length];
  countAgainstUpstream(
    scenario.edge,
    holds(count) === holds(upstream)
      ? undefined
      : `${text}: there are ${count} (${model}). Under upstream Kubernetes (${upstreamModel}) there are ${upstream}.`,
  );
  const names = list(reaching.slice(0, mostShown).map(pod => oneText(scenario, pod)));
  if (!holds(count))
    fail(
      scenario,
      `${text}: there ${count === 1 ? 'is 1' : `are ${count}`} (${model})${names === '' ? '' : `: ${names}`}.`,
    );
}

async function offenceText(
  scenario: Scenario,
  text: string,
  offences: readonly Offence[],
  first: Offence,
  model: ModelName,
): Promise<string> {
  const flow = flowOf(scenario, first);
  const answer = await ask(scenario, readQuestion(flow, scenario.surroundings), model);
  const expected = expectations[first.was];
  const [verdict] = answer.cases;
  const shown = offences.slice(0, mostShown).map(offence => `  ${offenceLine(scenario, offence)}`);
  const more = offences.length - shown.length;
  return [
    `${text}: this does not hold (${model}).`,
    [...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n'),
    ...(verdict ? [failureText(scenario, { flow, expected, answer }, verdict)] : []),
  ].join('\n\n');
}

const expectations: Readonly<Record<Offence['was'], string>> = {
  'to reach': 'succeed',
  'not to reach': 'fail',
  'to be unreliable': 'be unreliable',
};

const verbs: Readonly<Record<Offence['was'], string>> = {
  'to reach': 'cannot reach',
  'not to reach': 'can reach',
  'to be unreliable': 'does not depend on its port to reach',
};

/** `frontend can reach database on 5432/TCP`. */
function offenceLine(scenario: Scenario, { from, to, was, ports }: Offence): string {
  return `${oneText(scenario, from)} ${verbs[was]} ${oneText(scenario, to)} on ${portsText(ports, was)}`;
}

/** One port of the offence, one that is listened on if there is one. */
function flowOf(scenario: Scenario, { from, to, ports }: Offence): string {
  const listening = isPod(to) ? portsOf(to).map(({ port, protocol }) => ({ port, protocol })) : [];
  const known = listening.find(({ port, protocol }) => contains(ports[protocol], port));
  const lowest = protocols.flatMap(protocol => {
    const [span] = ports[protocol];
    return span ? [{ port: span[0], protocol }] : [];
  })[0];
  const { port, protocol } = known ?? lowest ?? { port: 1, protocol: 'TCP' as Protocol };
  const [source, target] = [from, to].map(one => oneText(scenario, one));
  const end = !isPod(to) && to.family === 'IPv6' ? `[${target}]` : target;
  return `${source} → ${end}:${port}/${protocol}`;
}

function oneText({ namespace }: Scenario, one: One): string {
  if (!isPod(one)) return formatAddress(one);
  return one.namespace === namespace ? one.name : podKey(one);
}

function portsText(sets: PortSets, was: Offence['was']): string {
  const some = protocols.filter(protocol => sets[protocol].length > 0);
  const isAll = (protocol: Protocol): boolean => formatPorts(sets[protocol]) === '1-65535';
  if (some.length === protocols.length && some.every(isAll))
    return was === 'to reach' ? 'any port' : 'every port';
  return list(some.map(protocol => `${formatPorts(sets[protocol])}/${protocol}`));
}

/** A sentence about nobody would hold whatever the policies are. */
function refuseNobody(claim: ReachClaim, text: string): void {
  const meant: readonly Ends[] =
    claim.kind === 'count'
      ? [{ pods: claim.from, addresses: { IPv4: [], IPv6: [] } }, claim.to]
      : claim.demands.slice(0, 1).flatMap(({ from, to }) => [from, to]);
  for (const { pods, addresses } of meant)
    if (pods.size === 0 && families.every(family => addresses[family].length === 0))
      throw new Refusal(`"${text}" speaks of nobody: no pod is described so.`);
}

function refuseOverlaps(sentence: string, names: readonly string[], demands: readonly ReachDemand[]): void {
  for (const [i, { to: one }] of demands.entries())
    for (const [j, { to: other }] of demands.entries()) {
      if (j <= i) continue;
      const isShared =
        [...one.pods].some(pod => other.pods.has(pod)) ||
        families.some(
          (family: Family) => intersect(spansOf(one.addresses[family]), other.addresses[family]).length > 0,
        );
      if (isShared)
        throw new Refusal(
          `${sentence} ${names[i]} and ${names[j]} overlap: name everybody once, with all ports.`,
        );
    }
}

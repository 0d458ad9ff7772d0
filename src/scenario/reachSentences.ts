import { families } from '../addresses/address';
import { intersect } from '../addresses/spans';
import type { Pod } from '../cluster/pod';
import { type Ends, everybody, without } from '../english/ends';
import { list } from '../english/enumeration';
import type { Bound } from '../english/podCount';
import {
  type ReachClaim,
  type ReachCount,
  type ReachDemand,
  readReachClaim,
  readReached,
} from '../english/reachClaim';
import { Refusal } from '../english/refusal';
import { readTable } from '../english/table';
import { type ModelName, upstreamModel } from '../settings/models';
import { allPairsOf } from './allPairsOf';
import { isBroughtByKubeDns } from './broughtByKubeDns';
import { refuseNoPair } from './noPair';
import { expectNoOffence, mostShown, oneText } from './offences';
import { refusePortNames } from './portNames';
import { offencesOf, podsReaching } from './reachDemands';
import type { Scenario } from './scenario';
import { countAgainstUpstream } from './tally';
import { unclaimed } from './unclaimed';
import { fail } from './verdicts';

/** `only backend can reach database, and only on 5432`. */
export async function expectReach(scenario: Scenario, text: string, model?: ModelName): Promise<void> {
  const pairs = allPairsOf(scenario);
  const claim = readReachClaim(text, scenario.surroundings);
  if (!isRest(text)) refuseNobody(claim, text);
  refusePortNames(claim.kind === 'count' ? [claim] : claim.demands);
  if (claim.kind === 'demands' && !isRest(text)) refuseNoPair(scenario, claim.demands.slice(0, 1), text);
  if (claim.kind === 'count') return expectCount(scenario, text, claim, model);
  const { demands } = claim;
  note(scenario, demands);
  await expectNoOffence(
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
    scenario,
    sentence,
    rows.map(row => row.destination),
    demands,
  );
  const [first] = demands;
  if (!first)
    throw new Refusal(
      `${sentence} names nobody: to say that it reaches nobody, write "${who} cannot reach …".`,
    );
  refusePortNames(demands);
  refuseNoPair(scenario, demands, sentence);
  note(scenario, demands);
  const rest = demands.reduce((others, { to }) => without(others, to), everybody(surroundings));
  const all: readonly ReachDemand[] = [...demands, { from: first.from, to: rest, what: 'never' }];
  const pairs = allPairsOf(scenario);
  await expectNoOffence(
    scenario,
    sentence.slice(0, -1),
    name => all.flatMap(demand => [...offencesOf(pairs, name, demand)]),
    model,
  );
}

/** `nothing else is reachable`: beside what sentences before it said. */
export async function expectNothingElse(scenario: Scenario, model?: ModelName): Promise<void> {
  const granted = said.get(scenario) ?? [];
  if (granted.length === 0)
    throw new Refusal(
      '"nothing else is reachable" comes after sentences that say what is, such as "frontend can reach backend on 8080".',
    );
  const { network } = scenario;
  const pods = [...network.cluster.pods.values()].filter(pod => !isBroughtByKubeDns(network.cluster, pod));
  const pairs = allPairsOf(scenario);
  await expectNoOffence(
    scenario,
    'nothing else is reachable',
    name => [...unclaimed(pairs, name, pods, granted)],
    model,
  );
}

/** What sentences of a scenario have granted. */
const said = new WeakMap<Scenario, readonly ReachDemand[]>();

function note(scenario: Scenario, demands: readonly ReachDemand[]): void {
  const granted = demands.filter(({ what }) => what !== 'never');
  said.set(scenario, [...(said.get(scenario) ?? []), ...granted]);
}

async function expectCount(
  scenario: Scenario,
  text: string,
  claim: ReachCount,
  model: ModelName = scenario.state.model,
): Promise<void> {
  const pairs = allPairsOf(scenario);
  const holds = (count: number): boolean => bounds[claim.bound](count, claim.number);
  const [reaching = [], others = []] = [model, upstreamModel].map(name =>
    counted(claim, podsReaching(pairs, name, claim)),
  );
  const [count, upstream] = [reaching.length, others.length];
  countAgainstUpstream(
    scenario,
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

const bounds: Readonly<Record<Bound, (count: number, number: number) => boolean>> = {
  'at least': (count, number) => count >= number,
  'at most': (count, number) => count <= number,
  exactly: (count, number) => count === number,
};

/** Where there may be too few, those that are sure; where there may be too many, all. */
function counted(
  { bound, number }: ReachCount,
  { sure, some }: { readonly sure: readonly Pod[]; readonly some: readonly Pod[] },
): readonly Pod[] {
  return bound === 'at least' || (bound === 'exactly' && sure.length < number) ? sure : some;
}

/** Whoever is left of all may be nobody. */
function isRest(text: string): boolean {
  return /^(no pods?|nobody|nothing|no one)\b.* (but|except) /i.test(text);
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

/** Addresses of a family that none of the senders has are nobody's destination. */
function refuseOverlaps(
  { network }: Scenario,
  sentence: string,
  names: readonly string[],
  demands: readonly ReachDemand[],
): void {
  const own = [...(demands[0]?.from.pods ?? [])].flatMap(network.addresses.ofPod);
  const shared = families.filter(each => own.some(({ family }) => family === each));
  for (const [i, { to: one }] of demands.entries())
    for (const [j, { to: other }] of demands.entries()) {
      if (j <= i) continue;
      const isShared =
        [...one.pods].some(pod => other.pods.has(pod)) ||
        shared.some(family => intersect(one.addresses[family], other.addresses[family]).length > 0);
      if (isShared)
        throw new Refusal(
          `${sentence} ${names[i]} and ${names[j]} overlap: name everybody once, with all ports.`,
        );
    }
}

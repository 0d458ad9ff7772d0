import { width } from '../addresses/address';
import { addressSetOf } from '../addresses/addressSet';
import { blockAround } from '../addresses/block';
import type { Network } from '../dataplane/network';
import { readEnds } from '../english/ends';
import { type ReachDemand, readPortCell } from '../english/reachClaim';
import { instead, Refusal } from '../english/refusal';
import { readTable } from '../english/table';
import type { NetworkPolicy } from '../kubernetes/objects';
import { directionsOf } from '../policy/compiledPolicy';
import { isEmpty, minus } from '../policy/portSets';
import { type One, type Parties, someReached } from '../reachability/someReached';
import type { ModelName } from '../settings/models';
import { allPairsOf } from './allPairsOf';
import { loadFrom } from './manifestReaders';
import { type Move, type Moved, missingOf, moves, offenceOf } from './movedFlows';
import { refuseNoPair } from './noPair';
import { expectNoOffence } from './offences';
import { withManifests, without } from './policies';
import { refusePortNames } from './portNames';
import { grantedFor, isPod, type Offence, someOf } from './reachDemands';
import { readRule } from './ruleNamed';
import type { Scenario, State } from './scenario';
import { fail } from './verdicts';

/** What the present is compared with. */
const remembered = new WeakMap<Scenario, Network>();

/** `reachability as it is now`: what comes is compared with this. */
export function rememberReachability(scenario: Scenario): void {
  remembered.set(scenario, scenario.network);
}

/** `the policies in "next/" replace those in "now/"`: no other object of the two folders counts. */
export function replaceFolder(scenario: Scenario, next: string, now: string): void {
  rememberReachability(scenario);
  const { state } = scenario;
  const gone = [...policiesIn(scenario, now).keys()];
  const missing = gone.filter(key => !state.policies.has(key));
  if (missing.length > 0)
    throw new Refusal(
      `Of the policies in "${now}" the scenario does not have ${missing[0]}: load them first, with "Given the manifests in "${now}"". ${instead(missing[0] ?? '', state.policies.keys())}`,
    );
  const rest = without(state, gone);
  scenario.change(withManifests(rest, read(scenario, next).policies, scenario.namespace));
}

/** `no flow is lost`, `no flow is gained`, `no flow changes`. */
export async function expectNoneMoved(scenario: Scenario, moved: Moved, model?: ModelName): Promise<void> {
  const before = rememberedBy(scenario);
  const text = moved === 'changed' ? 'no flow changes' : `no flow is ${moved}`;
  await expectNoOffence(scenario, text, name => movedIn(scenario, before, name, moved).map(offenceOf), model);
}

/** `only these flows are gained:` with the columns `from | to | ports`. */
export async function expectOnlyMoved(
  scenario: Scenario,
  moved: 'lost' | 'gained',
  cells: readonly (readonly string[])[],
  model?: ModelName,
): Promise<void> {
  const before = rememberedBy(scenario);
  const sentence = `only these flows are ${moved}:`;
  const listed = readTable(sentence, cells, ['from', 'to', 'ports']).map(
    (row): ReachDemand => ({
      from: readEnds(row.from, scenario.surroundings),
      to: readEnds(row.to, scenario.surroundings),
      what: 'on',
      ports: readPortCell(row.ports),
    }),
  );
  refusePortNames(listed);
  refuseNoPair(scenario, listed, sentence);
  const find = (name: ModelName): readonly Offence[] => {
    const flows = movedIn(scenario, before, name, moved, listed);
    const surplus = flows.flatMap(flow => {
      const ports = minus(flow.ports, grantedFor(listed, flow.from, flow.to));
      return isEmpty(ports) ? [] : [offenceOf({ ...flow, ports })];
    });
    return [
      ...surplus,
      ...listed
        .flatMap(row => missingOf(scenario, row, flows, moved))
        .map(each => ({ ...each, ...whyMissing(scenario, each, name, moved) })),
    ];
  };
  await expectNoOffence(scenario, sentence.slice(0, -1), find, model);
}

/** `policy web changes nothing`, `ingress rule 2 of policy web changes nothing`: the same without it. */
export async function expectIdle(
  scenario: Scenario,
  what: string,
  isIdle: boolean,
  model: ModelName = scenario.state.model,
): Promise<void> {
  const { state } = scenario;
  const { key, direction, number } = readRule(scenario, what);
  const rest =
    number === undefined ? without(state, [key]).policies : withoutRule(state, key, direction, number);
  const other = scenario.networkUnder({ policies: rest });
  const find = (name: ModelName): readonly Offence[] =>
    movedIn(scenario, other, name, 'changed').map(move => ({
      ...offenceOf(move),
      said: move.moved === 'gained' ? 'only with it' : 'only without it',
    }));
  if (isIdle) await expectNoOffence(scenario, `${what} changes nothing`, find, model);
  else if (find(model).length === 0)
    fail(scenario, `${what} changes nothing: all flows are the same without it (${model}).`);
}

/** `the policies in "a/" and those in "b/" allow the same flows`, beside all others of the scenario. */
export async function expectSame(
  scenario: Scenario,
  one: string,
  other: string,
  model?: ModelName,
): Promise<void> {
  const { state } = scenario;
  const [first, second] = [one, other].map(path => policiesIn(scenario, path));
  if (!first || !second) return;
  const rest = without(state, [...first.keys(), ...second.keys()]).policies;
  const [before, after] = [first, second].map(own =>
    scenario.networkUnder({ policies: new Map([...rest, ...own]) }),
  );
  if (!before || !after) return;
  const find = (name: ModelName): readonly Offence[] =>
    moves(scenario, before, after, name, 'changed').map(move => ({
      ...offenceOf(move),
      said: `only with "${move.moved === 'lost' ? one : other}"`,
    }));
  await expectNoOffence(
    scenario,
    `the policies in "${one}" and those in "${other}" allow the same flows`,
    find,
    model,
  );
}

function rememberedBy(scenario: Scenario): Network {
  const before = remembered.get(scenario);
  const pods = [before, scenario.network].map(network => [...(network?.cluster.pods.keys() ?? [])]);
  const [was = [], is = []] = pods;
  for (const pod of [...was.filter(key => !is.includes(key)), ...is.filter(key => !was.includes(key))])
    scenario.notice(`pod ${pod} is in one of the two states that are compared, so that its flows are not`);
  if (!before)
    throw new Refusal(
      'There is nothing to compare with: write "Given reachability as it is now" before the change, or let "the policies in "next/" replace those in "now/"".',
    );
  return before;
}

function movedIn(
  scenario: Scenario,
  before: Network,
  model: ModelName,
  moved: Moved,
  listed: readonly ReachDemand[] = [],
): readonly Move[] {
  return moves(scenario, before, scenario.network, model, moved, listed);
}

/** What a row lists may have been so before. */
function whyMissing(
  scenario: Scenario,
  { from, to, ports }: Offence,
  model: ModelName,
  moved: 'lost' | 'gained',
): Pick<Offence, 'said'> {
  const pairs = allPairsOf(scenario);
  const one = (end: One): Parties =>
    isPod(end)
      ? { pods: new Set([end]), addresses: { IPv4: [], IPv6: [] } }
      : { pods: new Set(), addresses: addressSetOf([blockAround(end, width[end.family])]) };
  const [now] = [...someReached(pairs, model, one(from), one(to))];
  const isThere = now !== undefined && isEmpty(minus(ports, someOf(now)));
  if (moved === 'gained') return isThere ? { said: 'was reachable before' } : {};
  return isThere ? {} : { said: 'was not reachable before' };
}

function withoutRule(
  { policies }: State,
  key: string,
  direction: 'ingress' | 'egress',
  number: number,
): ReadonlyMap<string, NetworkPolicy> {
  const policy = policies.get(key);
  if (!policy) return policies;
  const rules = policy.spec[direction] ?? [];
  const kept = rules.filter((_, i) => i !== number - 1);
  // Types that follow from the rules are to stay as they are.
  const policyTypes = directionsOf(policy).map(each => (each === 'ingress' ? 'Ingress' : 'Egress'));
  return new Map([
    ...policies,
    [key, { ...policy, spec: { ...policy.spec, policyTypes, [direction]: kept } }],
  ]);
}

function policiesIn(scenario: Scenario, path: string): ReadonlyMap<string, NetworkPolicy> {
  return withManifests({ policies: new Map(), halves: [] }, read(scenario, path).policies, scenario.namespace)
    .policies;
}

function read(scenario: Scenario, path: string) {
  const manifests = loadFrom(scenario, [path]);
  if (manifests.policies.length === 0) throw new Refusal(`There is no NetworkPolicy in "${path}".`);
  return manifests;
}

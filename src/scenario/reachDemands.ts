import { contains, type Span, spansOf, union } from '../addresses/spans';
import { type Pod, podKey, portsOf } from '../cluster/pod';
import type { Ends } from '../english/ends';
import type { WrittenPort } from '../english/port';
import type { ReachCount, ReachDemand } from '../english/reachClaim';
import {
  common,
  everyPort,
  isEmpty,
  minus,
  noPort,
  type PortSets,
  portSets,
  together,
} from '../policy/portSets';
import type { AllPairs } from '../reachability/allPairs';
import { type One, type Reached, someReached } from '../reachability/someReached';
import type { ModelName } from '../settings/models';

/** A pair that is not as a sentence says, on these ports. */
export interface Offence {
  readonly from: One;
  readonly to: One;
  readonly was: 'to reach' | 'not to reach' | 'to be unreliable';
  readonly ports: PortSets;
  /** What is wrong with it, where that is not seen in its packets. */
  readonly said?: string;
}

/** Where one is to come through, only what is sure counts; where nobody is to, what is unreliable counts as well. */
export function* offencesOf(pairs: AllPairs, model: ModelName, demand: ReachDemand): Iterable<Offence> {
  const { from, to, what, ports, unreliable = [] } = demand;
  for (const reached of someReached(pairs, model, from, to)) {
    const { from: source, to: target, reach } = reached;
    const wanted = ports ? portsFor(ports, target) : everyPort;
    const unsure = portsFor(unreliable, target);
    const some = someOf(reached);
    const surplus =
      what === 'never'
        ? common(some, wanted)
        : what === 'only on'
          ? minus(minus(some, wanted), unsure)
          : noPort;
    if (!isEmpty(surplus)) yield { from: source, to: target, was: 'not to reach', ports: surplus };
    if (what === 'never') continue;
    const isAny = !ports && what === 'on';
    const lost = isAny && !isEmpty(reach.succeeds) ? noPort : minus(wanted, reach.succeeds);
    if (!isEmpty(lost)) yield { from: source, to: target, was: 'to reach', ports: lost };
    const lostUnsure = minus(unsure, reach.unreliable);
    if (!isEmpty(lostUnsure)) yield { from: source, to: target, was: 'to be unreliable', ports: lostUnsure };
  }
}

/** Those of some pods that reach one of the others at least, on one of the ports at least; `sure` whatever their own port. */
export function podsReaching(
  pairs: AllPairs,
  model: ModelName,
  { from, to, ports }: ReachCount,
): { readonly sure: readonly Pod[]; readonly some: readonly Pod[] } {
  const reaching = (through: (reached: Reached) => PortSets): readonly Pod[] =>
    [...from].filter(pod => {
      const one = { pods: new Set([pod]), addresses: { IPv4: [], IPv6: [] } };
      for (const reached of someReached(pairs, model, one, to))
        if (!isEmpty(common(through(reached), ports ? portsFor(ports, reached.to) : everyPort))) return true;
      return false;
    });
  return { sure: reaching(({ reach }) => reach.succeeds), some: reaching(someOf) };
}

/** What may pass, sure or not. */
export function someOf({ reach }: Pick<Reached, 'reach'>): PortSets {
  return portSets(protocol => union(reach.succeeds[protocol], reach.unreliable[protocol]));
}

/** A name is whatever numbers the destination gives it. */
export function portsFor(written: readonly WrittenPort[], to: One): PortSets {
  return portSets(protocol =>
    spansOf(
      written
        .filter(port => port.protocol === protocol)
        .flatMap((port): readonly Span<number>[] => {
          if (port.kind === 'numbers') return [port.span];
          if (!isPod(to)) return [];
          return portsOf(to)
            .filter(({ name, protocol: own }) => name === port.name && own === protocol)
            .map(({ port: number }) => [number, number + 1]);
        }),
    ),
  );
}

export function isPod(one: One): one is Pod {
  return 'name' in one;
}

/** The ports on which some demands let one reach the other. */
export function grantedFor(granted: readonly ReachDemand[], from: One, to: One): PortSets {
  return granted
    .filter(demand => isIn(demand.from, from) && isIn(demand.to, to))
    .map(({ ports, unreliable = [] }) => (ports ? portsFor([...ports, ...unreliable], to) : everyPort))
    .reduce(together, noPort);
}

const keys = new WeakMap<Ends['pods'], ReadonlySet<string>>();

/** A pod with other labels is still that pod. */
function keysIn(pods: Ends['pods']): ReadonlySet<string> {
  const known = keys.get(pods) ?? new Set([...pods].map(podKey));
  keys.set(pods, known);
  return known;
}

function isIn({ pods, addresses }: Ends, one: One): boolean {
  return isPod(one) ? keysIn(pods).has(podKey(one)) : contains(addresses[one.family], one.value);
}

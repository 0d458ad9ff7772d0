import { type Address, type Family, families, parseAddress } from '../addresses/address';
import type { AddressSet } from '../addresses/addressSet';
import { intersect, type Span } from '../addresses/spans';
import { type Pod, podKey } from '../cluster/pod';
import type { ModelName } from '../settings/models';
import type { AllPairs } from './allPairs';
import type { Reach } from './answers';

/** Pods, and addresses outside the cluster. */
export interface Parties {
  readonly pods: ReadonlySet<Pod>;
  readonly addresses: AddressSet;
}

/** A pod, or one of addresses outside. */
export type One = Pod | Address;

/** One that stands for all whom no rule can tell from it, and what it reaches of another such. */
export interface Reached {
  readonly from: One;
  readonly to: One;
  readonly reach: Reach;
}

/** What each of some reaches of others: one answer for all of two classes, and for all addresses of one answer. Nobody reaches himself. */
export function* someReached(
  pairs: AllPairs,
  model: ModelName,
  from: Parties,
  to: Parties,
): Iterable<Reached> {
  const [sources, targets] = [from, to].map(({ pods }) => byClass(pairs, pods));
  if (!sources || !targets) return;
  // A line answers for all others at once, so few lines are drawn.
  const isByTarget = targets.size < sources.size;
  const lines = new Map<number, (other: number) => number>();
  const answerOf = (source: number, target: number): number => {
    const [owner, other] = isByTarget ? [target, source] : [source, target];
    const line = lines.get(owner) ?? pairs.row(model, owner, isByTarget ? 'to' : 'from');
    lines.set(owner, line);
    return line(other);
  };
  for (const [source, [first, second]] of sources) {
    for (const [target, others] of targets) {
      const pair = twoOf([first, second], others);
      if (pair && haveInCommon(pairs, source, target))
        yield { ...pair, reach: pairs.reachOf(answerOf(source, target)) };
    }
    if (first) yield* outside(pairs, model, source, first, to.addresses, 'to');
  }
  for (const [target, [first]] of targets)
    if (first) yield* outside(pairs, model, target, first, from.addresses, 'from');
}

function* outside(
  pairs: AllPairs,
  model: ModelName,
  owner: number,
  pod: Pod,
  addresses: AddressSet,
  way: 'to' | 'from',
): Iterable<Reached> {
  for (const family of families) {
    if (addresses[family].length === 0 || pairs.kindOf(owner, family) < 0) continue;
    for (const piece of pairs.outside(model, owner, family)) {
      const [part] = intersect([piece.addresses], addresses[family]);
      if (!part) continue;
      const reach = pairs.reachOf(piece[way]);
      const address = exampleIn(family, part);
      yield way === 'to' ? { from: pod, to: address, reach } : { from: address, to: pod, reach };
    }
  }
}

/** Pods of which none has an address of the other's families are no pair. */
function haveInCommon(pairs: AllPairs, source: number, target: number): boolean {
  return families.some(family => pairs.kindOf(source, family) >= 0 && pairs.kindOf(target, family) >= 0);
}

/** An address of a range, one that documents use for any of the Internet's if there is one. */
export function exampleIn(family: Family, [first, end]: Span<bigint>): Address {
  const known = documented[family].find(({ value }) => first <= value && value < end);
  return known ?? { family, value: first };
}

/** RFC 5737, RFC 3849. */
const documented: Readonly<Record<Family, readonly Address[]>> = {
  IPv4: ['203.0.113.1', '198.51.100.1', '192.0.2.1'].flatMap(text => parseAddress(text) ?? []),
  IPv6: ['2001:db8::1'].flatMap(text => parseAddress(text) ?? []),
};

/** The first two of each class, in order of their names. */
function byClass(pairs: AllPairs, pods: ReadonlySet<Pod>): ReadonlyMap<number, readonly Pod[]> {
  const found = new Map<number, Pod[]>();
  for (const pod of [...pods].sort((a, b) => (podKey(a) < podKey(b) ? -1 : 1))) {
    const owner = pairs.classOf(pod);
    const known = found.get(owner);
    if (!known) found.set(owner, [pod]);
    else if (known.length < 2) known.push(pod);
  }
  return found;
}

/** Two different pods, where there are. */
function twoOf(
  sources: readonly (Pod | undefined)[],
  targets: readonly (Pod | undefined)[],
): { readonly from: Pod; readonly to: Pod } | undefined {
  for (const from of sources) for (const to of targets) if (from && to && from !== to) return { from, to };
  return undefined;
}

import { contains, cutAt, type Span, spansOf } from '../addresses/spans';
import { type PortSets, portSets } from '../policy/portSets';
import type { Reach } from './answers';
import type { Connection, ConnectionEnd } from './connectionList';

/** A pair of ends of which two lists of connections say different things. */
export interface ConnectionChange {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  /** Nothing on no port. */
  readonly before: Reach;
  readonly after: Reach;
}

const nobody: PortSets = portSets(() => []);
const nothing: Reach = { succeeds: nobody, unreliable: nobody };

/** Where two lists differ; workloads are the same if they have the same name, and ranges of addresses are cut as needed. */
export function connectionChanges(
  before: readonly Connection[],
  after: readonly Connection[],
): readonly ConnectionChange[] {
  const [old, young] = [before, after].map(byPair);
  const pairs = new Set([...(old?.keys() ?? []), ...(young?.keys() ?? [])]);
  return [...pairs].flatMap(pair => changesOf(old?.get(pair) ?? [], young?.get(pair) ?? []));
}

/** Connections between the same two, or of one workload with addresses of one family. */
function byPair(connections: readonly Connection[]): ReadonlyMap<string, readonly Connection[]> {
  const pairs = new Map<string, Connection[]>();
  for (const each of connections) {
    const key = `${keyOf(each.from)} ${keyOf(each.to)}`;
    const known = pairs.get(key);
    if (known) known.push(each);
    else pairs.set(key, [each]);
  }
  return pairs;
}

function keyOf(end: ConnectionEnd): string {
  return end.kind === 'workload' ? end.workload.name : end.family;
}

function changesOf(before: readonly Connection[], after: readonly Connection[]): readonly ConnectionChange[] {
  const [model] = [...after, ...before];
  if (!model) return [];
  const ranges = [...before, ...after].flatMap((each): readonly Span<bigint>[] => {
    const range = rangeOf(each);
    return range ? [range] : [];
  });
  if (ranges.length === 0) return changed(model.from, model.to, reachAt(before), reachAt(after));
  const pieces = cutAt(spansOf(ranges), ranges.flat());
  const changes = pieces.flatMap(piece => {
    const at = (end: ConnectionEnd): ConnectionEnd =>
      end.kind === 'workload' ? end : { ...end, addresses: piece };
    return changed(at(model.from), at(model.to), reachAt(before, piece[0]), reachAt(after, piece[0]));
  });
  return joined(changes);
}

function changed(
  from: ConnectionEnd,
  to: ConnectionEnd,
  before: Reach,
  after: Reach,
): readonly ConnectionChange[] {
  return isSame(before, after) ? [] : [{ from, to, before, after }];
}

function isSame(a: Reach, b: Reach): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function rangeOf({ from, to }: Connection): Span<bigint> | undefined {
  if (from.kind === 'outside') return from.addresses;
  return to.kind === 'outside' ? to.addresses : undefined;
}

function reachAt(connections: readonly Connection[], address?: bigint): Reach {
  const found = connections.find(each => {
    const range = rangeOf(each);
    return !range || address === undefined || contains([range], address);
  });
  return found?.reach ?? nothing;
}

/** Neighbouring ranges that change alike are one. */
function joined(changes: readonly ConnectionChange[]): readonly ConnectionChange[] {
  const runs: ConnectionChange[] = [];
  for (const change of changes) {
    const last = runs.at(-1);
    const isAlike = last && isSame(last.before, change.before) && isSame(last.after, change.after);
    const [from, to] = isAlike ? [together(last.from, change.from), together(last.to, change.to)] : [];
    if (from && to) runs[runs.length - 1] = { ...change, from, to };
    else runs.push(change);
  }
  return runs;
}

function together(a: ConnectionEnd, b: ConnectionEnd): ConnectionEnd | undefined {
  if (a.kind === 'workload' || b.kind === 'workload') return a;
  if (a.addresses[1] !== b.addresses[0]) return undefined;
  return { ...a, addresses: [a.addresses[0], b.addresses[1]] };
}

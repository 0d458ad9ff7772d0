import { families } from '../addresses/address';
import { cutAt, type Span } from '../addresses/spans';
import { type Pod, podKey } from '../cluster/pod';
import type { ModelName } from '../settings/models';
import type { AllPairs } from './allPairs';
import type { Reach } from './answers';
import type { One } from './someReached';
import { exampleIn } from './someReached';

/** A pair that two states answer otherwise. */
export interface FlowChange {
  readonly from: One;
  readonly to: One;
  /** Where one end is outside: all addresses that this is said of. */
  readonly outside?: Span<bigint>;
  readonly before: Reach;
  readonly after: Reach;
}

/**
 * Every ordered pair of pods that are in both states, and every pair of one with addresses outside, whose answer is another
 * one. Classes that two pods share in both states are compared once.
 *
 * @param edges where addresses outside are to be cut besides
 */
export function* flowChanges(
  before: AllPairs,
  after: AllPairs,
  model: ModelName,
  edges: readonly bigint[] = [],
): Iterable<FlowChange> {
  const groups = commonGroups(before, after);
  for (const sources of groups) {
    const [old, young] = [before.row(model, sources.before), after.row(model, sources.after)];
    for (const targets of groups) {
      const [was, is] = [before.reachOf(old(targets.before)), after.reachOf(young(targets.after))];
      if (isSame(was, is)) continue;
      for (const from of sources.pods)
        for (const to of targets.pods) if (from !== to) yield { from, to, before: was, after: is };
    }
    yield* outsideChanges(before, after, model, sources, edges);
  }
}

interface Group {
  readonly before: number;
  readonly after: number;
  /** As they are after. */
  readonly pods: readonly Pod[];
}

function commonGroups(before: AllPairs, after: AllPairs): readonly Group[] {
  const old = new Map(before.pods.map(pod => [podKey(pod), before.classOf(pod)]));
  const groups = new Map<string, { before: number; after: number; pods: Pod[] }>();
  for (const pod of after.pods) {
    const was = old.get(podKey(pod));
    if (was === undefined) continue;
    const is = after.classOf(pod);
    const known = groups.get(`${was} ${is}`);
    if (known) known.pods.push(pod);
    else groups.set(`${was} ${is}`, { before: was, after: is, pods: [pod] });
  }
  return [...groups.values()];
}

function* outsideChanges(
  before: AllPairs,
  after: AllPairs,
  model: ModelName,
  group: Group,
  edges: readonly bigint[],
): Iterable<FlowChange> {
  for (const family of families) {
    if (before.kindOf(group.before, family) < 0 || after.kindOf(group.after, family) < 0) continue;
    const [old, young] = [
      before.outside(model, group.before, family),
      after.outside(model, group.after, family),
    ];
    const all = old.map(({ addresses }) => addresses);
    for (const part of cutAt(all, [...young.flatMap(({ addresses }) => addresses), ...edges])) {
      const at = <Piece extends { readonly addresses: readonly [bigint, bigint] }>(
        pieces: readonly Piece[],
      ) => pieces.find(({ addresses: [first, end] }) => first <= part[0] && part[0] < end);
      const [was, is] = [at(old), at(young)];
      if (!was || !is) continue;
      const address = exampleIn(family, part);
      for (const [way, pair] of [
        ['to', (pod: Pod) => ({ from: pod, to: address })],
        ['from', (pod: Pod) => ({ from: address, to: pod })],
      ] as const) {
        const [one, other] = [before.reachOf(was[way]), after.reachOf(is[way])];
        if (!isSame(one, other))
          for (const pod of group.pods) yield { ...pair(pod), outside: part, before: one, after: other };
      }
    }
  }
}

function isSame(a: Reach, b: Reach): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

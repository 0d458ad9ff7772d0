import { parseBlock } from '../../addresses/block';
import { type Span, type Spans, spansOf, subtract } from '../../addresses/spans';
import type { Party } from '../../cluster/flow';
import { type Pod, podKey } from '../../cluster/pod';
import type { Case } from '../../dataplane/cases';
import { isOfDns, legsOf } from '../../dataplane/leg';
import type { Network } from '../../dataplane/network';
import { isEmpty, minus, noPort, type PortSets, portSets, together } from '../../policy/portSets';
import type { Reach } from '../../reachability/answers';
import { type FlowChange, flowChanges } from '../../reachability/flowChanges';
import { decidingBeside, pairsOf } from '../../reachability/pairsOf';
import type { One } from '../../reachability/someReached';
import type { ModelName } from '../../settings/models';
import { kinOf } from './kin';

export type Way = 'opened' | 'closed';

/** A pair that a change moves beside what was asked for, and the ports. */
export interface SideEffect extends Pick<FlowChange, 'from' | 'to' | 'outside'> {
  readonly way: Way;
  readonly ports: PortSets;
}

/**
 * What else is opened and closed, of all pairs on all ports, beside some cases that were to be. `undefined` where all pairs cannot
 * be told: with firewalls, or policies that remember no connection.
 */
export function sideEffectsOf(
  before: Network,
  after: Network,
  model: ModelName,
  wanted: { readonly way: Way; readonly cases: readonly Case[] },
): readonly SideEffect[] | undefined {
  if (decidingBeside(before)) return undefined;
  const legs = wanted.cases.flatMap(meantBy);
  const edges = legs.flatMap(({ from, to }) => [...from.spans, ...to.spans].flat());
  return [...flowChanges(pairsOf(before), pairsOf(after), model, edges)].flatMap(change => {
    const { from, to, outside } = change;
    if (outside && isOfPods(before, outside)) return [];
    return (['opened', 'closed'] as const).flatMap((way): readonly SideEffect[] => {
      const all = movedIn(change, way);
      const ports = way === wanted.way ? minus(all, wantedFor(before, legs, change)) : all;
      return isEmpty(ports) ? [] : [{ from, to, way, ports, ...(outside && { outside }) }];
    });
  });
}

function movedIn({ before, after }: FlowChange, way: Way): PortSets {
  const [less, more] = way === 'opened' ? [before, after] : [after, before];
  return together(minus(someOf(more), someOf(less)), minus(more.succeeds, less.succeeds));
}

/** Addresses that only pods have, or get: nobody outside does. */
function isOfPods({ cluster }: Network, span: Span<bigint>): boolean {
  const ranges = cluster.podRanges.flatMap((range): readonly Span<bigint>[] => {
    const whole = parseBlock(range)?.block.span;
    return whole ? [whole] : [];
  });
  const own = [...cluster.pods.values()].flatMap(({ addresses }) =>
    addresses.map(({ value }): Span<bigint> => [value, value + 1n]),
  );
  return subtract([span], spansOf([...ranges, ...own])).length === 0;
}

function someOf({ succeeds, unreliable }: Reach): PortSets {
  return together(succeeds, unreliable);
}

/** One end of a connection that is to be moved: a pod and its kin, or addresses outside. */
interface Meant {
  readonly pod?: Pod;
  readonly spans: Spans<bigint>;
}

/** Both ends of every connection that a case takes, and its ports. */
function meantBy(asked: Case) {
  return legsOf(asked).map(leg => ({
    from: meantEnd(leg.source, asked.ranges.source),
    to: meantEnd(leg.destination, asked.ranges.destination),
    // Whoever asks over UDP may ask over TCP.
    ports: portSets(each => (each === leg.protocol || (each === 'TCP' && isOfDns(leg)) ? [leg.ports] : [])),
  }));
}

function meantEnd(party: Party, ranges: Spans<bigint> | undefined): Meant {
  if (party.kind === 'pod') return { pod: party.pod, spans: [] };
  const { value } = party.address;
  const alone: Spans<bigint> = [[value, value + 1n]];
  if (party.kind === 'node') return { spans: alone, ...(party.pod && { pod: party.pod }) };
  return { spans: party.kind === 'external' ? (ranges ?? alone) : [] };
}

/** The ports on which a pair was to be moved. */
function wantedFor(
  { cluster }: Network,
  legs: ReturnType<typeof meantBy>,
  { from, to, outside }: FlowChange,
): PortSets {
  const isMeant = ({ pod, spans }: Meant, one: One): boolean => {
    if ('name' in one) return pod !== undefined && isKin(cluster, pod, one);
    return outside !== undefined && spans.some(([first, end]) => first <= outside[0] && outside[1] <= end);
  };
  return legs
    .filter(leg => isMeant(leg.from, from) && isMeant(leg.to, to))
    .map(({ ports }) => ports)
    .reduce(together, noPort);
}

function isKin(cluster: Network['cluster'], pod: Pod, other: Pod): boolean {
  return [...kinOf(cluster, pod)].some(each => podKey(each) === podKey(other));
}

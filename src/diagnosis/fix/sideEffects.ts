import { parseBlock } from '../../addresses/block';
import type { Span } from '../../addresses/spans';
import { type Pod, podKey } from '../../cluster/pod';
import { noFirewalls } from '../../dataplane/firewalls';
import type { Leg } from '../../dataplane/leg';
import type { Network } from '../../dataplane/network';
import { isEmpty, minus, noPort, type PortSets, portSets, together } from '../../policy/portSets';
import { AllPairs } from '../../reachability/allPairs';
import type { Reach } from '../../reachability/answers';
import { type FlowChange, flowChanges } from '../../reachability/flowChanges';
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
 * What else is opened and closed, of all pairs on all ports, beside some legs that were to be. `undefined` where all pairs cannot
 * be told: with firewalls, or policies that remember no connection.
 */
export function sideEffectsOf(
  before: Network,
  after: Network,
  model: ModelName,
  wanted: { readonly way: Way; readonly legs: readonly Leg[] },
): readonly SideEffect[] | undefined {
  const [old, young] = [before, after].map(allPairsOf);
  if (!old || !young) return undefined;
  return [...flowChanges(old, young, model)].flatMap(change => {
    const { from, to, outside } = change;
    if (outside && isOfPods(before, outside)) return [];
    return (['opened', 'closed'] as const).flatMap((way): readonly SideEffect[] => {
      const all = movedIn(change, way);
      const ports = way === wanted.way ? minus(all, wantedFor(before, wanted.legs, from, to)) : all;
      return isEmpty(ports) ? [] : [{ from, to, way, ports, ...(outside && { outside }) }];
    });
  });
}

function movedIn({ before, after }: FlowChange, way: Way): PortSets {
  const [less, more] = way === 'opened' ? [before, after] : [after, before];
  return together(minus(someOf(more), someOf(less)), minus(more.succeeds, less.succeeds));
}

function allPairsOf(network: Network): AllPairs | undefined {
  const { cluster, policies, settings, firewalls } = network;
  const isForgetful =
    settings['acl-stateless'] === 'honoured' && policies.policies.some(({ isStateless }) => isStateless);
  if (firewalls !== noFirewalls || isForgetful) return undefined;
  const known = pairsOf.get(network) ?? new AllPairs(cluster, policies.policies, settings);
  pairsOf.set(network, known);
  return known;
}

const pairsOf = new WeakMap<Network, AllPairs>();

/** Addresses that only pods get: nobody outside has them. */
function isOfPods({ cluster }: Network, [first, end]: Span<bigint>): boolean {
  return cluster.podRanges.some(range => {
    const span = parseBlock(range)?.block.span;
    return span !== undefined && span[0] <= first && end <= span[1];
  });
}

function someOf({ succeeds, unreliable }: Reach): PortSets {
  return together(succeeds, unreliable);
}

/** The ports on which a pair was to be moved; kin of an end are that end. */
function wantedFor({ cluster }: Network, wanted: readonly Leg[], from: One, to: One): PortSets {
  const isMeant = (party: Leg['source'], one: One): boolean => {
    if (party.kind === 'pod') return 'name' in one && isKin(cluster, party.pod, one);
    return !('name' in one) && party.kind === 'external';
  };
  return wanted
    .filter(({ source, destination }) => isMeant(source, from) && isMeant(destination, to))
    .map(({ protocol, ports }) => portSets(each => (each === protocol ? [ports] : [])))
    .reduce(together, noPort);
}

function isKin(cluster: Network['cluster'], pod: Pod, other: Pod): boolean {
  return [...kinOf(cluster, pod)].some(each => podKey(each) === podKey(other));
}

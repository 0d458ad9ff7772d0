import type { LabelSelector } from '../../kubernetes/objects';
import type { State } from '../../scenario/scenario';
import { mapPeers, mapPolicies, mapRules, withPolicies } from './policies';
import { mapSelectors, withSpec } from './spelledOut';

/**
 * The same state with everything in another order: pods, namespaces, policies, their types, rules, peers, ports,
 * expressions and values. `keys` says which order; an empty list turns every list round.
 */
export function reordered(keys: readonly number[]): (state: State) => State {
  const shuffle = <Thing>(things: readonly Thing[]): Thing[] => shuffled(things, keys);
  return state => {
    const { cluster } = state;
    const placed = {
      ...state,
      cluster: {
        ...cluster,
        pods: new Map(shuffle([...cluster.pods])),
        namespaces: new Map(shuffle([...cluster.namespaces])),
      },
    };
    const inRules = mapRules(placed, ({ peers, ports }) => [
      { ...(peers && { peers: shuffle(peers) }), ...(ports && { ports: shuffle(ports) }) },
    ]);
    const inPeers = mapPeers(inRules, peer => [mapSelectors(peer, selector => turned(selector, shuffle))]);
    const inPolicies = mapPolicies(inPeers, policy => {
      const { policyTypes, ingress, egress, podSelector } = policy.spec;
      return withSpec(policy, {
        podSelector: turned(podSelector, shuffle),
        ...(policyTypes && { policyTypes: shuffle(policyTypes) }),
        ...(ingress && { ingress: shuffle(ingress) }),
        ...(egress && { egress: shuffle(egress) }),
      });
    });
    return withPolicies(inPolicies, shuffle([...inPolicies.policies.values()]));
  };
}

function turned(
  { matchLabels, matchExpressions }: LabelSelector,
  shuffle: <Thing>(things: readonly Thing[]) => Thing[],
): LabelSelector {
  return {
    ...(matchLabels && { matchLabels: Object.fromEntries(shuffle(Object.entries(matchLabels))) }),
    ...(matchExpressions && {
      matchExpressions: shuffle(matchExpressions).map(({ values, ...expression }) => ({
        ...expression,
        ...(values && { values: shuffle(values) }),
      })),
    }),
  };
}

function shuffled<Thing>(things: readonly Thing[], keys: readonly number[]): Thing[] {
  if (keys.length === 0) return [...things].reverse();
  return things
    .map((thing, i) => ({ thing, key: keys[i % keys.length] ?? 0, i }))
    .sort((a, b) => a.key - b.key || b.i - a.i)
    .map(({ thing }) => thing);
}

import { namespaceNameLabel } from '../../cluster/cluster';
import type { LabelSelector, NetworkPolicy, NetworkPolicySpec, Peer } from '../../kubernetes/objects';
import type { State } from '../../scenario/scenario';
import { mapPeers, mapPolicies, mapPorts, mapRules, type Rule } from './policies';

// What the API takes for granted, written out; and what it does not read, left out.

/** Without policyTypes: Ingress, and Egress if there is an egress rule (networking/v1 defaults.go). */
export function typesWrittenOut(state: State): State {
  return mapPolicies(state, policy => {
    const { policyTypes = [], egress = [] } = policy.spec;
    if (policyTypes.length > 0) return policy;
    return withSpec(policy, {
      policyTypes: egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'],
    });
  });
}

/** Rules of a direction that policyTypes does not name. */
export function deadRulesLeftOut(state: State): State {
  return mapPolicies(state, policy => {
    const { ingress, egress, policyTypes = [], ...spec } = policy.spec;
    if (policyTypes.length === 0) return policy;
    return {
      ...policy,
      spec: {
        ...spec,
        policyTypes,
        ...(ingress && policyTypes.includes('Ingress') && { ingress }),
        ...(egress && policyTypes.includes('Egress') && { egress }),
      },
    };
  });
}

/** Lists that are empty (the API drops them on the wire: omitempty). */
export function emptyListsLeftOut(state: State): State {
  const rules = mapRules(state, ({ peers, ports }): readonly Rule[] => [
    { ...(peers?.length && { peers }), ...(ports?.length && { ports }) },
  ]);
  return mapPolicies(rules, policy => {
    const { ingress, egress, policyTypes, ...spec } = policy.spec;
    return {
      ...policy,
      spec: {
        ...spec,
        ...(policyTypes?.length && { policyTypes }),
        ...(ingress?.length && { ingress }),
        ...(egress?.length && { egress }),
      },
    };
  });
}

/** A port without protocol is one of TCP (NetworkPolicyPort.protocol). */
export function protocolsWrittenOut(state: State): State {
  return mapPorts(state, port => [{ protocol: 'TCP', ...port }]);
}

/** A selector of pods alone means the policy's own namespace (NetworkPolicyPeer.podSelector). */
export function namespacesWrittenOut(state: State): State {
  return mapPeers(state, (peer, { metadata: { namespace = 'default' } }) => [
    peer.podSelector && !peer.namespaceSelector
      ? { ...peer, namespaceSelector: { matchLabels: { [namespaceNameLabel]: namespace } } }
      : peer,
  ]);
}

/** A pair of matchLabels is an expression In with one value (meta/v1 LabelSelector.matchLabels). */
export function pairsAsExpressions(state: State): State {
  const expressed = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector): LabelSelector => ({
    matchExpressions: [
      ...matchExpressions,
      ...Object.entries(matchLabels).map(([key, value]) => ({
        key,
        operator: 'In' as const,
        values: [value],
      })),
    ],
  });
  const peers = mapPeers(state, peer => [mapSelectors(peer, expressed)]);
  return mapPolicies(peers, policy => withSpec(policy, { podSelector: expressed(policy.spec.podSelector) }));
}

export function mapSelectors(peer: Peer, rewrite: (selector: LabelSelector) => LabelSelector): Peer {
  const { podSelector, namespaceSelector } = peer;
  return {
    ...peer,
    ...(podSelector && { podSelector: rewrite(podSelector) }),
    ...(namespaceSelector && { namespaceSelector: rewrite(namespaceSelector) }),
  };
}

export function withSpec(policy: NetworkPolicy, spec: Partial<NetworkPolicySpec>): NetworkPolicy {
  return { ...policy, spec: { ...policy.spec, ...spec } };
}

import type { EgressRule, IngressRule, NetworkPolicy, Peer, PolicyPort } from '../../kubernetes/objects';
import { policyKey } from '../../scenario/policies';
import type { State } from '../../scenario/scenario';

/** A rule of either direction. */
export interface Rule {
  readonly peers?: readonly Peer[];
  readonly ports?: readonly PolicyPort[];
}

export function withPolicies(state: State, policies: readonly NetworkPolicy[]): State {
  return { ...state, policies: new Map(policies.map(policy => [policyKey(policy), policy])) };
}

export function withPolicy(state: State, policy: NetworkPolicy): State {
  return { ...state, policies: new Map([...state.policies, [policyKey(policy), policy]]) };
}

export function mapPolicies(state: State, rewrite: (policy: NetworkPolicy) => NetworkPolicy): State {
  return withPolicies(state, [...state.policies.values()].map(rewrite));
}

/** Every rule, rewritten to any number of rules. */
export function mapRules(
  state: State,
  rewrite: (rule: Rule, policy: NetworkPolicy) => readonly Rule[],
): State {
  return mapPolicies(state, policy => {
    const { ingress, egress, ...spec } = policy.spec;
    return {
      ...policy,
      spec: {
        ...spec,
        ...(ingress && { ingress: ingress.flatMap(rule => rewrite(ofIngress(rule), policy).map(toIngress)) }),
        ...(egress && { egress: egress.flatMap(rule => rewrite(ofEgress(rule), policy).map(toEgress)) }),
        // It is for its egress rules that a policy without types isolates for egress: now it says so.
        ...(!spec.policyTypes?.length && egress?.length && { policyTypes: ['Ingress', 'Egress'] }),
      },
    };
  });
}

/** Every entry of `from` and `to`, rewritten to any number of entries; a rule of which none is left goes too. */
export function mapPeers(
  state: State,
  rewrite: (peer: Peer, policy: NetworkPolicy) => readonly Peer[],
): State {
  return mapRules(state, (rule, policy) => {
    if (!rule.peers || rule.peers.length === 0) return [rule];
    const peers = rule.peers.flatMap(peer => rewrite(peer, policy));
    return peers.length > 0 ? [{ ...rule, peers }] : [];
  });
}

/** Every entry of `ports`, likewise. */
export function mapPorts(state: State, rewrite: (port: PolicyPort) => readonly PolicyPort[]): State {
  return mapRules(state, rule => {
    if (!rule.ports || rule.ports.length === 0) return [rule];
    const ports = rule.ports.flatMap(rewrite);
    return ports.length > 0 ? [{ ...rule, ports }] : [];
  });
}

function ofIngress({ from, ports }: IngressRule): Rule {
  return { ...(from && { peers: from }), ...(ports && { ports }) };
}

function ofEgress({ to, ports }: EgressRule): Rule {
  return { ...(to && { peers: to }), ...(ports && { ports }) };
}

function toIngress({ peers, ports }: Rule): IngressRule {
  return { ...(ports && { ports }), ...(peers && { from: peers }) };
}

function toEgress({ peers, ports }: Rule): EgressRule {
  return { ...(ports && { ports }), ...(peers && { to: peers }) };
}

import type { Direction, NetworkPolicy, PolicyType } from '../kubernetes/objects';

export const policyType: Readonly<Record<Direction, PolicyType>> = { ingress: 'Ingress', egress: 'Egress' };

/** A policy that isolates every pod of a namespace and allows nothing: `deny-all`, `deny-all-ingress`, `deny-all-egress`. */
export function denyAll(namespace: string, direction?: Direction): NetworkPolicy {
  const key = `${namespace} ${direction}`;
  const policy = made.get(key) ?? make(namespace, direction);
  made.set(key, policy);
  return policy;
}

/** Most scenarios begin with the same one. */
const made = new Map<string, NetworkPolicy>();

function make(namespace: string, direction: Direction | undefined): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: direction ? `deny-all-${direction}` : 'deny-all', namespace },
    spec: { podSelector: {}, policyTypes: direction ? [policyType[direction]] : ['Ingress', 'Egress'] },
  };
}

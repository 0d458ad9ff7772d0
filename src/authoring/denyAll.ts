import type { Direction, NetworkPolicy } from '../kubernetes/objects';
import { policyFor } from './grant';

/** Most scenarios begin with the same one. */
const made = new Map<string, NetworkPolicy>();

/**
 * A policy that isolates every pod of a namespace and allows nothing: `deny-all`, `deny-all-ingress`, `deny-all-egress`.
 */
export function denyAll(namespace: string, direction?: Direction): NetworkPolicy {
  const name = direction ? `deny-all-${direction}` : 'deny-all';
  const key = `${namespace}/${name}`;
  const subject = { namespace, selector: {}, words: 'every pod' };
  const isolates = direction ? [direction] : (['ingress', 'egress'] as const);
  const policy = made.get(key) ?? policyFor(subject, name, isolates, { directions: [] });
  made.set(key, policy);
  return policy;
}

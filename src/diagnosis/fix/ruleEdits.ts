import type { Direction, NetworkPolicy, Peer, PolicyPort } from '../../kubernetes/objects';
import { directionsOf } from '../../policy/compiledPolicy';

/** A rule of either direction, its peers under one name. */
export interface PlainRule {
  readonly peers?: readonly Peer[];
  readonly ports?: readonly PolicyPort[];
}

export function rulesOf({ spec }: NetworkPolicy, direction: Direction): readonly PlainRule[] {
  return direction === 'ingress'
    ? (spec.ingress ?? []).map(({ from, ...ports }) => ({ ...(from && { peers: from }), ...ports }))
    : (spec.egress ?? []).map(({ to, ...ports }) => ({ ...(to && { peers: to }), ...ports }));
}

/** The policy with other rules for a direction, which it isolates then whatever it did before. */
export function withRules(
  policy: NetworkPolicy,
  direction: Direction,
  rules: readonly PlainRule[],
): NetworkPolicy {
  const directions = directionsOf(policy);
  const isNamed = policy.spec.policyTypes !== undefined && policy.spec.policyTypes.length > 0;
  const policyTypes =
    directions.includes(direction) && (isNamed || rules.length > 0)
      ? policy.spec.policyTypes
      : (['Ingress', 'Egress'] as const).filter(
          type =>
            directions.includes(type === 'Ingress' ? 'ingress' : 'egress') ||
            type.toLowerCase() === direction,
        );
  const spec = { ...policy.spec, ...(policyTypes && { policyTypes }) };
  const own =
    direction === 'ingress'
      ? { ingress: rules.map(({ peers, ...ports }) => ({ ...(peers && { from: peers }), ...ports })) }
      : { egress: rules.map(({ peers, ...ports }) => ({ ...(peers && { to: peers }), ...ports })) };
  return { ...policy, spec: { ...spec, ...own } };
}

/** The policy with one of its rules changed, counted from 1. */
export function withRule(
  policy: NetworkPolicy,
  direction: Direction,
  number: number,
  change: (rule: PlainRule) => PlainRule,
): NetworkPolicy {
  const rules = rulesOf(policy, direction);
  return withRules(
    policy,
    direction,
    rules.map((rule, i) => (i === number - 1 ? change(rule) : rule)),
  );
}

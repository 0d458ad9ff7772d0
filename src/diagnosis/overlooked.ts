import type { Pod } from '../cluster/pod';
import type { Network } from '../dataplane/network';
import { type CompiledPolicy, type CompiledRule, compilePolicy } from '../policy/compiledPolicy';
import { type Judgement, ruleMatches } from '../policy/match';

/** Why a rule that fits a packet is never asked about it. */
export type OverlookedCode =
  /** Its policy does not name the direction, so it isolates nothing there, and the rule is dead. */
  | 'policy-types'
  /** Its policy selects no pod at all. */
  | 'selects-nothing';

export interface Overlooked {
  readonly code: OverlookedCode;
  readonly policy: CompiledPolicy;
  readonly rule: CompiledRule;
}

/** Rules that would let a packet through, if their policies were about this pod and direction. */
export function overlookedFor(
  { cluster, policies }: Network,
  judgement: Judgement,
  subject: Pod,
): readonly Overlooked[] {
  const neighbours = [...cluster.pods.values()].filter(({ namespace }) => namespace === subject.namespace);
  return policies.policies
    .filter(({ namespace }) => namespace === subject.namespace)
    .flatMap((policy): readonly Overlooked[] => {
      const isSelected = policy.selects(subject.labels);
      if (isSelected && !policy.rules[judgement.direction])
        return fitting('policy-types', judgement, withBothDirections(policy), policy);
      const isIdle = !isSelected && !neighbours.some(({ labels }) => policy.selects(labels));
      return isIdle ? fitting('selects-nothing', judgement, policy, policy) : [];
    });
}

/** @param read the policy as its rules are to be read */
function fitting(
  code: OverlookedCode,
  judgement: Judgement,
  read: CompiledPolicy,
  policy: CompiledPolicy,
): readonly Overlooked[] {
  return (read.rules[judgement.direction] ?? [])
    .filter(rule => ruleMatches(judgement, read, rule))
    .map(rule => ({ code, policy, rule }));
}

function withBothDirections({ source, namespace }: CompiledPolicy): CompiledPolicy {
  const spec = { ...source.spec, policyTypes: ['Ingress', 'Egress'] as const };
  return compilePolicy({ ...source, spec }, namespace);
}

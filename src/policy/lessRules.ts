import type { Direction } from '../kubernetes/objects';
import type { CompiledPolicy, CompiledRule } from './compiledPolicy';

/** The policy without one of its rules, which isolates as before. */
export function withoutRule(policy: CompiledPolicy, direction: Direction, number: number): CompiledPolicy {
  const kept = (policy.rules[direction] ?? []).filter(rule => rule.number !== number);
  return withRules(policy, { ...policy.rules, [direction]: kept });
}

/** The policy as if it had one direction only; undefined where it does not isolate for that. */
export function inDirection(policy: CompiledPolicy, direction: Direction): CompiledPolicy | undefined {
  const rules = policy.rules[direction];
  return rules && withRules(policy, { [direction]: rules });
}

function withRules(policy: CompiledPolicy, rules: CompiledPolicy['rules']): CompiledPolicy {
  const all: readonly CompiledRule[] = [...(rules.ingress ?? []), ...(rules.egress ?? [])];
  return { ...policy, rules, ports: all.flatMap(({ ports }) => ports ?? []) };
}

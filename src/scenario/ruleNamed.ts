import { Refusal } from '../english/refusal';
import type { Direction } from '../kubernetes/objects';
import { policyKeyNamed } from './policies';
import type { Scenario } from './scenario';

/** A policy of the scenario by its key, or one of its rules. */
export interface NamedRule {
  readonly key: string;
  readonly direction: Direction;
  /** Counted from 1; absent where the policy as a whole is meant. */
  readonly number?: number;
}

/** `policy web`, `ingress rule 2 of policy web`; the policy and its rule exist. */
export function readRule(scenario: Scenario, text: string): NamedRule {
  const [, word, digits, name = ''] =
    /^(?:(ingress|egress) rule (\d+) of )?policy (\S+)$/i.exec(text.trim()) ?? [];
  if (name === '')
    throw new Refusal(
      `"${text}" is no policy and no rule: write "policy web" or "ingress rule 2 of policy web".`,
    );
  const key = policyKeyNamed(scenario, name);
  const direction = word?.toLowerCase() === 'egress' ? 'egress' : 'ingress';
  if (digits === undefined) return { key, direction };
  const number = Number(digits);
  const rules = scenario.state.policies.get(key)?.spec[direction] ?? [];
  if (number < 1 || number > rules.length)
    throw new Refusal(`Policy ${key} has no ${direction} rule ${number}: it has ${rules.length}.`);
  return { key, direction, number };
}

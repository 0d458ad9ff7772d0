import type { CompiledPolicy } from '../../policy/compiledPolicy';
import { directionsOf } from '../../policy/compiledPolicy';
import { type LintRule, ofPolicy, ofRule } from './finding';

const typeOf = { ingress: 'Ingress', egress: 'Egress' } as const;

/** NetworkPolicySpec.policyTypes: rules of a direction that it leaves out are accepted, and apply to nothing. */
export const deadRule: LintRule = {
  code: 'dead-rule',
  title: 'a rule of a direction that policyTypes leaves out',
  explanation:
    'Rules count in the directions that policyTypes names, and in no other. Name the direction, or delete the rule.',
  yieldsTo: ['selects-nothing'],
  *find({ policies }) {
    for (const policy of policies)
      for (const direction of ['ingress', 'egress'] as const) {
        const rules = policy.source.spec[direction] ?? [];
        if (directionsOf(policy.source).includes(direction)) continue;
        for (const number of rules.keys())
          yield ofRule(
            'dead-rule',
            policy,
            direction,
            { number: number + 1 },
            `is dead: policyTypes leaves ${typeOf[direction]} out; add it, or delete the rule`,
          );
      }
  },
};

/**
 * networking/v1 SetDefaults_NetworkPolicy: without policyTypes a policy isolates for ingress, always, and for egress only where
 * it has an egress rule. That is harmless where ingress has rules, so it is said where there is none: of egress rules that
 * shut ingress on the way, and of what is called or written as if it shut egress and does not.
 */
export const policyTypesMissing: LintRule = {
  code: 'policy-types-missing',
  title: 'policyTypes forgotten, and the default is another than it looks',
  explanation:
    'Without policyTypes a policy always isolates for ingress, and for egress only if it has an egress rule. Name in policyTypes what it is to isolate.',
  yieldsTo: ['selects-nothing'],
  *find({ policies }) {
    for (const policy of policies) {
      const text = surpriseOf(policy);
      if (text !== undefined) yield ofPolicy('policy-types-missing', policy, text);
    }
  },
};

function surpriseOf({ name, source }: CompiledPolicy): string | undefined {
  const { policyTypes = [], ingress, egress } = source.spec;
  if (policyTypes.length > 0) return undefined;
  const isEmpty = !ingress || ingress.length === 0;
  if (egress && egress.length > 0)
    return isEmpty
      ? 'has egress rules and no policyTypes, so that it lets nothing in as well: write policyTypes: [Egress], or [Ingress, Egress] if that is meant'
      : undefined;
  // Whoever writes an empty ingress for a deny-all speaks of ingress.
  const isSilent = isEmpty && namesEgress(name) && (!ingress || /egress/i.test(name));
  const meant = egress ? 'has an empty egress' : isSilent ? 'shuts egress too by its name,' : undefined;
  return meant === undefined
    ? undefined
    : `${meant} and has no policyTypes, so that it isolates for ingress alone: write policyTypes: [Ingress, Egress]`;
}

/** `deny-all`, `default-deny`, `deny-egress`, and not `deny-all-ingress`. */
function namesEgress(name: string): boolean {
  return /egress|deny-?all|default-?deny/i.test(name) && !/ingress/i.test(name);
}

import type { Direction, Place } from '../../kubernetes/objects';
import { writtenAt } from '../../kubernetes/writtenAt';
import type { CompiledPolicy, CompiledRule } from '../../policy/compiledPolicy';
import type { PortSets } from '../../policy/portSets';
import type { Ground } from './ground';

/** Stable: programs read them. */
export const lintCodes = [
  'selects-nothing',
  'peer-matches-nothing',
  'namespace-matches-nothing',
  'port-matches-nothing',
  'dead-rule',
  'policy-types-missing',
  'egress-without-dns',
  'dns-over-udp-only',
  'service-port',
  'block-covers-service',
  'block-covers-pod',
  'and-or',
  'except-outside',
  'except-equal',
  'redundant-policy',
  'redundant-rule',
  'shadowed-rule',
  'unselected-workload',
  'superfluous-reply-rule',
] as const;
export type LintCode = (typeof lintCodes)[number];

/** One thing that looks wrong. */
export interface Finding {
  readonly code: LintCode;
  readonly policy?: { readonly namespace: string; readonly name: string };
  readonly direction?: Direction;
  /** Counted from 1. */
  readonly rule?: number;
  /** What of the policy or rule it is about, a peer or a port in words; of a workload, its name. */
  readonly object?: string;
  /** Where the policy was written, if anybody wrote it. */
  readonly place?: Place;
  /** What goes on after the subject: what is wrong, and what would be right. */
  readonly text: string;
  /** New connections that are possible because of it and for nothing else. */
  readonly opens?: readonly Opened[];
}

/** From one to another, pods by `namespace/name` of their workload, else addresses. */
export interface Opened {
  readonly from: string;
  readonly to: string;
  readonly ports: PortSets;
}

/** One rule of the linter. */
export interface LintRule {
  readonly code: LintCode;
  readonly title: string;
  /** Why it matters and what is right, as `lint --rules` prints it. */
  readonly explanation: string;
  /** It is not said of a policy, rule or object of which one of these is. */
  readonly yieldsTo?: readonly LintCode[];
  readonly find: (ground: Ground) => Iterable<Finding>;
}

export function ofPolicy(code: LintCode, { namespace, name, source }: CompiledPolicy, text: string): Finding {
  const place = writtenAt(source);
  return { code, policy: { namespace, name }, ...(place && { place }), text };
}

export function ofRule(
  code: LintCode,
  policy: CompiledPolicy,
  direction: Direction,
  { number }: Pick<CompiledRule, 'number'>,
  text: string,
  object?: string,
): Finding {
  return {
    ...ofPolicy(code, policy, text),
    direction,
    rule: number,
    ...(object !== undefined && { object }),
  };
}

/** `policy shop/web`, `shop/web, ingress rule 2`, `shop/api[Deployment]`. */
function subjectText({ policy, direction, rule, object = '' }: Finding): string {
  if (!policy) return object;
  const name = `${policy.namespace}/${policy.name}`;
  return rule === undefined ? `policy ${name}` : `${name}, ${direction} rule ${rule}`;
}

/** The whole sentence, without a full stop. */
export function findingText(finding: Finding): string {
  return `${subjectText(finding)} ${finding.text}`;
}

import { isToItself } from '../cluster/flow';
import type { CompiledPolicy } from './compiledPolicy';
import { type Judgement, peerOf, ruleMatches } from './match';

export interface RuleReference {
  readonly policy: CompiledPolicy;
  /** Counted from 1. */
  readonly rule: number;
}

/** What policy says of a packet at one enforcement point, with the reason. */
export type Decision =
  | { readonly allowed: true; readonly reason: 'rule'; readonly by: RuleReference }
  | {
      readonly allowed: true;
      readonly reason: 'not isolated' | 'own node' | 'itself' | 'no pod' | 'bare pod';
    }
  | { readonly allowed: false; readonly isolatedBy: readonly CompiledPolicy[] };

/** Why an enforcement point lets a packet pass whatever the rules say. */
export type Exemption = Exclude<Extract<Decision, { allowed: true }>['reason'], 'rule'>;

/**
 * Judges a packet at the egress of its source or the ingress of its destination. Policies are united: one
 * matching rule of one policy is enough, and nothing denies but isolation (NetworkPolicySpec.podSelector).
 */
export function judge(judgement: Judgement): Decision {
  const policies = isolatingAt(judgement);
  if (typeof policies === 'string') return { allowed: true, reason: policies };
  const { direction } = judgement;
  for (const policy of policies) {
    const rule = policy.rules[direction]?.find(candidate => ruleMatches(judgement, policy, candidate));
    if (rule) return { allowed: true, reason: 'rule', by: { policy, rule: rule.number } };
  }
  return { allowed: false, isolatedBy: policies };
}

/** The policies whose rules decide on a packet, whatever its ports; or why none has to. */
export function isolatingAt(judgement: Judgement): readonly CompiledPolicy[] | Exemption {
  const { set, direction, flow } = judgement;
  const subject = direction === 'egress' ? flow.source : flow.destination;
  if (subject.kind !== 'pod') return 'no pod';
  // Only what a Service led back comes here: by its own address a pod meets no enforcement point.
  if (isToItself(flow) && judgement.settings.hairpin === 'allowed') return 'itself';
  if (subject.pod.bare && judgement.settings['bare-pods'] === 'open') return 'bare pod';
  const policies = set.isolating(subject.pod, direction);
  if (policies.length === 0) return 'not isolated';
  return isOwnNode(judgement, subject.pod.node) ? 'own node' : policies;
}

/** Every policy of which some rule lets the packet through; there is no order among them. */
export function allowingPolicies(judgement: Judgement): readonly CompiledPolicy[] {
  const { set, direction, flow } = judgement;
  const subject = direction === 'egress' ? flow.source : flow.destination;
  if (subject.kind !== 'pod') return [];
  return set
    .isolating(subject.pod, direction)
    .filter(policy => policy.rules[direction]?.some(rule => ruleMatches(judgement, policy, rule)));
}

/**
 * Ingress from a pod's own node always passes, or kubelet probes would fail (NetworkPolicySpec.ingress); the
 * way out is contested and a setting.
 */
function isOwnNode(judgement: Judgement, node: string | undefined): boolean {
  const peer = peerOf(judgement);
  if (peer.kind !== 'node') return false;
  if (!peer.isLocal && (peer.node === undefined || peer.node !== node)) return false;
  const reading = judgement.settings['pod-to-own-node'];
  if (judgement.direction === 'ingress' || reading === 'allowed') return true;
  return reading === 'primary-address' && !peer.isUntracked;
}

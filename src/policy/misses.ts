import type { Peer } from '../kubernetes/objects';
import type { CompiledPolicy, CompiledRule } from './compiledPolicy';
import { type Judgement, peerOf, peersMatch, portsMatch, ruleMatches } from './match';
import { peerText, portText } from './words';

/** Why one rule of an isolating policy did not let a packet through. */
export interface Miss {
  readonly policy: CompiledPolicy;
  /** Counted from 1; absent when the policy has no rule for the direction at all. */
  readonly rule?: number;
  /** What the rule asks for that the packet does not have; both where neither fits. */
  readonly wants: { readonly peers?: readonly string[]; readonly ports?: readonly string[] };
}

/**
 * One miss per rule of every policy that isolates, nearest first: a rule that fails in one thing before one that fails
 * in two.
 */
export function missesOf(judgement: Judgement, isolatedBy: readonly CompiledPolicy[]): readonly Miss[] {
  const misses = isolatedBy.flatMap((policy): Miss[] => {
    const rules = policy.rules[judgement.direction] ?? [];
    if (rules.length === 0) return [{ policy, wants: {} }];
    return rules.map(rule => missOf(judgement, policy, rule));
  });
  return misses.sort((a, b) => distance(a) - distance(b));
}

function missOf(judgement: Judgement, policy: CompiledPolicy, rule: CompiledRule): Miss {
  const peers = peersMatch(judgement, policy, rule);
  const ports = peers ? ruleMatches(judgement, policy, rule) : portsMatch(judgement, rule);
  return {
    policy,
    rule: rule.number,
    wants: {
      ...(!peers && {
        peers: (rule.peers ?? []).map(
          ({ source }) => peerText(source) + elsewhere(judgement, policy, source),
        ),
      }),
      ...(!ports && { ports: (rule.ports ?? []).map(({ source }) => portText(source)) }),
    },
  };
}

/** A selector of pods alone is about the policy's own namespace: what is said where the other end is of another. */
function elsewhere(
  judgement: Judgement,
  { namespace }: CompiledPolicy,
  { podSelector, namespaceSelector }: Peer,
): string {
  const peer = peerOf(judgement);
  const isElsewhere = peer.kind === 'pod' && peer.pod.namespace !== namespace;
  return podSelector && !namespaceSelector && isElsewhere ? ` in namespace ${namespace}` : '';
}

function distance({ rule, wants }: Miss): number {
  if (rule === undefined) return 3;
  return wants.peers && wants.ports ? 2 : 1;
}

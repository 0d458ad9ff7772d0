import type { CompiledPeer, PodsPeer } from '../../policy/compiledPolicy';
import { peerText } from '../../policy/words';
import { type LintRule, ofRule } from './finding';
import { rulesOf } from './ground';

/**
 * NetworkPolicyPeer: two selectors in one item are ANDed, two items are ORed, and one dash makes the difference. Both are
 * right at times, so it is said only where OR opens nothing and AND would: the podSelector matches nobody in the policy's own
 * namespace, and somebody in the namespaces of the item beside it (or these are known to no manifest).
 */
export const andOr: LintRule = {
  code: 'and-or',
  title: 'namespaceSelector and podSelector as two items where one was meant',
  explanation:
    'As two items each opens by itself: every pod of the namespaces, and such pods of the own namespace, of which there is none. Remove the dash before podSelector, so that both must hold.',
  yieldsTo: ['selects-nothing'],
  *find(ground) {
    for (const { policy, direction, rule } of rulesOf(ground.policies)) {
      const peers = rule.peers ?? [];
      for (const [i, peer] of peers.entries()) {
        if (!isPodsAlone(peer) || ground.isMatched(policy, peer)) continue;
        const spaces = [peers[i - 1], peers[i + 1]].find(
          beside =>
            beside &&
            isNamespacesAlone(beside) &&
            (ground.mayBeUntold(beside) ||
              ground.matched(policy, beside).some(({ labels }) => peer.pods(labels))),
        );
        if (!spaces) continue;
        const both = peerText({ ...spaces.source, ...peer.source });
        yield ofRule(
          'and-or',
          policy,
          direction,
          rule,
          `names ${peerText(spaces.source)}, or ${peerText(peer.source)} of namespace ${policy.namespace}, of which there is none: for ${both}, write both selectors as one item`,
          peerText(peer.source),
        );
      }
    }
  },
};

function isPodsAlone(peer: CompiledPeer): peer is PodsPeer {
  return peer.kind === 'pods' && !peer.namespaces;
}

function isNamespacesAlone(peer: CompiledPeer): peer is PodsPeer {
  return peer.kind === 'pods' && peer.namespaces !== undefined && !peer.source.podSelector;
}

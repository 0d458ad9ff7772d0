import { describeSelector } from '../../kubernetes/selector';
import { peerText } from '../../policy/words';
import { type Finding, type LintRule, ofPolicy, ofRule } from './finding';
import { type Ground, rulesOf } from './ground';

/** NetworkPolicySpec.podSelector: a policy acts on the pods of its own namespace that it selects. */
export const selectsNothing: LintRule = {
  code: 'selects-nothing',
  title: 'a policy that selects no pod',
  explanation:
    'A policy acts on pods of its own namespace alone. One that selects none does nothing: correct its podSelector, the labels or metadata.namespace, or delete it.',
  *find(ground) {
    for (const policy of ground.policies) {
      if (ground.selected(policy).length > 0) continue;
      const { namespace, source } = policy;
      yield ofPolicy(
        'selects-nothing',
        policy,
        ground.pods.some(pod => pod.namespace === namespace)
          ? `does nothing: no pod of ${namespace} is ${describeSelector(source.spec.podSelector)}`
          : `does nothing: namespace ${namespace} has no pod`,
      );
    }
  },
};

/** NetworkPolicyPeer.podSelector: without a namespaceSelector beside it, it is about the policy's own namespace. */
export const peerMatchesNothing: LintRule = {
  code: 'peer-matches-nothing',
  title: 'a peer that matches no pod',
  explanation:
    'A podSelector without a namespaceSelector in the same item is about the namespace of the policy. One that matches no pod opens nothing: correct the labels, or add the namespaceSelector.',
  yieldsTo: ['selects-nothing', 'and-or'],
  find: ground => idlePeers(ground, 'peer-matches-nothing'),
};

/** NetworkPolicyPeer.namespaceSelector selects by labels; the name is the label kubernetes.io/metadata.name. */
export const namespaceMatchesNothing: LintRule = {
  code: 'namespace-matches-nothing',
  title: 'a namespaceSelector that matches no namespace',
  explanation:
    'Namespaces are selected by labels, and only kubernetes.io/metadata.name is there by itself. A selector that matches none opens nothing: label the namespace, or select it by that label.',
  yieldsTo: ['selects-nothing'],
  find: ground => idlePeers(ground, 'namespace-matches-nothing'),
};

function* idlePeers(
  ground: Ground,
  wanted: 'peer-matches-nothing' | 'namespace-matches-nothing',
): Iterable<Finding> {
  for (const { policy, direction, rule } of rulesOf(ground.policies))
    for (const peer of rule.peers ?? []) {
      if (peer.kind === 'block' || ground.mayBeUntold(peer)) continue;
      if (ground.isMatched(policy, peer)) continue;
      const code =
        peer.namespaces && !ground.hasNamespace(peer) ? 'namespace-matches-nothing' : 'peer-matches-nothing';
      if (code !== wanted) continue;
      const { source } = peer;
      const object = peerText(source);
      const where = source.namespaceSelector ? '' : ` in namespace ${policy.namespace}`;
      const text =
        code === 'peer-matches-nothing'
          ? `names ${object}: there is none${where}`
          : `names ${object}: no namespace is ${describeSelector(source.namespaceSelector ?? {})}`;
      yield ofRule(code, policy, direction, rule, text, object);
    }
}

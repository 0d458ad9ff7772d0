import type { Endpoint } from '../../cluster/endpoint';
import type { Network } from '../../dataplane/network';
import type { Peer, PolicyPort } from '../../kubernetes/objects';
import type { CompiledPolicy, CompiledPort, CompiledRule } from '../../policy/compiledPolicy';
import { names, peersMatch } from '../../policy/match';
import { correctionsFor } from './corrections';
import { type Edit, editOf } from './edit';
import { kinOf } from './kin';
import { judgementOf, type Need, portsOf } from './need';
import { newPolicy } from './newPolicy';
import { peersFor } from './peer';
import { rulesOf, withRule, withRules } from './ruleEdits';

/** What edits are made from. */
export interface Ground {
  readonly network: Network;
  /** The ends of the flow, as they were asked about. */
  readonly asked: readonly Endpoint[];
}

/**
 * Edits of which each gives a pod what it lacks, smallest first: a label spelt right, a direction named, a port for a rule, a
 * peer for a rule, a rule for a policy, a new policy. A policy that is about other pods as well, or a rule that is about other
 * peers, is left alone.
 */
export function editsFor(ground: Ground, need: Need): readonly Edit[] {
  const peers = peersFor(ground.network.cluster, need.peer, ground.asked, need.own.pod.namespace);
  if (peers.length === 0) return [];
  const own = policiesOf(ground, need);
  return [
    ...correctionsFor(ground.network, need, judgementOf(ground.network, need)),
    ...own.flatMap(policy => portEdits(ground, need, policy)),
    ...own.flatMap(policy => peerEdits(need, policy, peers)),
    ...own.filter(policy => !hasDeadRules(policy, need)).map(policy => ruleEdit(need, policy, peers)),
    newPolicy(ground.network, need, 'allow', [{ peers, ports: portsOf(need) }]),
  ];
}

/** Policies that select the pod and its kin alone; those first that have rules for the direction, or isolate it at least. */
function policiesOf(
  { network }: Ground,
  { own: { pod: subject }, direction }: Need,
): readonly CompiledPolicy[] {
  const kin = kinOf(network.cluster, subject);
  const isOwn = ({ namespace, selects }: CompiledPolicy): boolean =>
    namespace === subject.namespace &&
    selects(subject.labels) &&
    [...network.cluster.pods.values()].every(
      pod => pod.namespace !== namespace || kin.has(pod) || !selects(pod.labels),
    );
  const rank = ({ rules }: CompiledPolicy): number => {
    const own = rules[direction];
    return own === undefined ? 2 : own.length === 0 ? 1 : 0;
  };
  return network.policies.policies.filter(isOwn).sort((a, b) => rank(a) - rank(b));
}

function portEdits({ network }: Ground, need: Need, policy: CompiledPolicy): readonly Edit[] {
  const { direction } = need;
  const judgement = judgementOf(network, need);
  return (policy.rules[direction] ?? [])
    .filter(
      rule => rule.ports && peersMatch(judgement, policy, rule) && isOnlyFor(network, need, policy, rule),
    )
    .map(({ number }) =>
      editOf(
        policy,
        withRule(policy.source, direction, number, rule => ({
          ...rule,
          ports: [...(rule.ports ?? []).filter(port => !isOfService(need, port)), ...portsOf(need)],
        })),
      ),
    );
}

/** The port of the Service stands where the pod's belongs. */
function isOfService({ dialled, protocol }: Need, port: PolicyPort): boolean {
  return (
    dialled !== undefined &&
    port.port === dialled &&
    (port.protocol ?? 'TCP') === protocol &&
    port.endPort === undefined
  );
}

/** The peers of the rule are the need's, and nobody else. */
function isOnlyFor(
  network: Network,
  need: Need,
  policy: CompiledPolicy,
  { peers = [] }: CompiledRule,
): boolean {
  if (need.peer.kind !== 'pod') return false;
  const kin = kinOf(network.cluster, need.peer.pod);
  const others = [...network.cluster.pods.values()].filter(pod => !kin.has(pod));
  return peers.every(
    peer => peer.kind === 'pods' && !others.some(pod => names(network.policies, policy, peer, pod)),
  );
}

function peerEdits(need: Need, policy: CompiledPolicy, peers: readonly Peer[]): readonly Edit[] {
  const { direction } = need;
  return (policy.rules[direction] ?? [])
    .filter(rule => rule.peers && isJust(need, rule.ports))
    .map(({ number }) =>
      editOf(
        policy,
        withRule(policy.source, direction, number, rule => ({
          ...rule,
          peers: [...(rule.peers ?? []), ...peers],
        })),
      ),
    );
}

/** The ports of the rule are the need's, and no others. */
function isJust(
  { protocol, ports: [first, end] }: Need,
  ports: readonly CompiledPort[] | undefined,
): boolean {
  const [only, ...more] = ports ?? [];
  return (
    only?.numbers !== undefined &&
    more.length === 0 &&
    only.protocol === protocol &&
    only.numbers[0] === first &&
    only.numbers[1] === end
  );
}

/** Rules that would come to life if the policy named the direction. */
function hasDeadRules({ rules, source }: CompiledPolicy, { direction }: Need): boolean {
  return !rules[direction] && rulesOf(source, direction).length > 0;
}

function ruleEdit(need: Need, policy: CompiledPolicy, peers: readonly Peer[]): Edit {
  const { direction } = need;
  const rules = rulesOf(policy.source, direction);
  return editOf(policy, withRules(policy.source, direction, [...rules, { peers, ports: portsOf(need) }]));
}

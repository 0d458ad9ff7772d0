import { formatAddress } from '../addresses/address';
import { contains, subtract } from '../addresses/spans';
import { portsOf } from '../cluster/pod';
import type { Network } from '../dataplane/network';
import type { Direction } from '../kubernetes/objects';
import { describeSelector } from '../kubernetes/selector';
import type { CompiledPeer, CompiledPolicy, CompiledRule } from '../policy/compiledPolicy';
import { peerText, portText } from '../policy/words';
import { serviceNoticesOf } from './serviceNotices';

/**
 * What is odd about policies and Services without being wrong: the API server takes them, but they do nothing, or less
 * than their author may think.
 */
export function noticesOf(network: Network): readonly string[] {
  return [
    ...network.policies.policies.flatMap(policy => [
      ...selectsNothing(network, policy),
      ...(['ingress', 'egress'] as const).flatMap(direction =>
        (policy.rules[direction] ?? []).flatMap(rule => noticesOfRule(network, policy, direction, rule)),
      ),
    ]),
    ...serviceNoticesOf(network),
  ];
}

function selectsNothing(
  { cluster }: Network,
  { namespace, name, selects, source }: CompiledPolicy,
): readonly string[] {
  const inside = [...cluster.pods.values()].filter(pod => pod.namespace === namespace);
  if (inside.length === 0)
    return [`policy ${namespace}/${name} does nothing: namespace ${namespace} has no pod`];
  if (inside.some(pod => selects(pod.labels))) return [];
  const wanted = describeSelector(source.spec.podSelector);
  return [`policy ${namespace}/${name} does nothing: no pod of ${namespace} is ${wanted}`];
}

function noticesOfRule(
  network: Network,
  policy: CompiledPolicy,
  direction: Direction,
  rule: CompiledRule,
): readonly string[] {
  const place = `${policy.namespace}/${policy.name}, ${direction} rule ${rule.number}`;
  const idle = (rule.peers ?? []).filter(
    peer => peer.kind === 'pods' && !matchesSomePod(network, policy, peer),
  );
  return [
    ...idle.map(({ source }) => {
      const where = source.namespaceSelector ? '' : ` in namespace ${policy.namespace}`;
      return `${place} names ${peerText(source)}: there is none${where}`;
    }),
    ...unknownPortNames(network, rule, place),
    ...coversAssigned(network, rule, place),
  ];
}

function matchesSomePod(
  { cluster, policies }: Network,
  { namespace }: CompiledPolicy,
  peer: CompiledPeer & { kind: 'pods' },
): boolean {
  for (const pod of cluster.pods.values()) {
    const inside = peer.namespaces
      ? peer.namespaces(policies.labelsOfNamespace(pod.namespace))
      : pod.namespace === namespace;
    if (inside && peer.pods(pod.labels)) return true;
  }
  return false;
}

function unknownPortNames(
  { cluster }: Network,
  { ports = [] }: CompiledRule,
  place: string,
): readonly string[] {
  const named = ports.filter(({ name }) => name !== undefined);
  if (named.length === 0) return [];
  const known = new Set(
    [...cluster.pods.values()].flatMap(portsOf).map(({ name, protocol }) => `${name}/${protocol}`),
  );
  return named
    .filter(({ name, protocol }) => !known.has(`${name}/${protocol}`))
    .map(({ source }) => `${place} names port ${portText(source)}, which no pod has`);
}

/** An address that was made up here is not the one that the pod has in a cluster. */
function coversAssigned(
  { cluster, addresses }: Network,
  { peers = [] }: CompiledRule,
  place: string,
): readonly string[] {
  return peers.flatMap(peer => {
    if (peer.kind !== 'block' || peer.span[0] === 0n) return [];
    for (const pod of cluster.pods.values())
      if (addresses.isAssigned(pod))
        for (const address of addresses.ofPod(pod))
          if (address.family === peer.family && contains(subtract([peer.span], peer.except), address.value))
            return [
              `${place} has ${peerText(peer.source)}, which covers ${formatAddress(address)}, an address that was made up for pod ${pod.namespace}/${pod.name}: list its real one`,
            ];
    return [];
  });
}

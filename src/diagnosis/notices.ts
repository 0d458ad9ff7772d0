import { formatAddress } from '../addresses/address';
import { contains } from '../addresses/spans';
import { namespacesOf } from '../cluster/cluster';
import { portsOf } from '../cluster/pod';
import type { Network } from '../dataplane/network';
import type { NetworkPolicy, Peer } from '../kubernetes/objects';
import { compileSelector, describeSelector } from '../kubernetes/selector';
import type { CompiledPolicy, CompiledRule } from '../policy/compiledPolicy';

/**
 * What is odd about the policies without being wrong: the API server takes them, but they do nothing, or less
 * than their author may think.
 */
export function noticesOf(network: Network): readonly string[] {
  return network.policies.policies.flatMap(policy => [
    ...selectsNothing(network, policy),
    ...(['ingress', 'egress'] as const).flatMap(direction =>
      (policy.rules[direction] ?? []).flatMap((rule, i) => {
        const place = `${policy.namespace}/${policy.name}, ${direction} rule ${rule.number}`;
        const peers = peersOf(policy.source, direction, i);
        return [
          ...peers.flatMap(peer => matchesNoPod(network, policy, peer, place)),
          ...unknownPortNames(network, rule, place),
          ...coversAssigned(network, rule, place),
        ];
      }),
    ),
  ]);
}

function selectsNothing(
  { cluster }: Network,
  { namespace, name, selects, source }: CompiledPolicy,
): readonly string[] {
  const inside = [...cluster.pods.values()].filter(pod => pod.namespace === namespace);
  if (inside.length === 0)
    return [`policy ${namespace}/${name} does nothing: namespace ${namespace} has no pod`];
  if (inside.some(pod => selects(pod.labels))) return [];
  return [
    `policy ${namespace}/${name} does nothing: no pod of ${namespace} is ${describeSelector(source.spec.podSelector)}`,
  ];
}

function peersOf({ spec }: NetworkPolicy, direction: 'ingress' | 'egress', index: number): readonly Peer[] {
  return (direction === 'ingress' ? spec.ingress?.[index]?.from : spec.egress?.[index]?.to) ?? [];
}

function matchesNoPod(
  { cluster, policies }: Network,
  policy: CompiledPolicy,
  { podSelector, namespaceSelector, ipBlock }: Peer,
  place: string,
): readonly string[] {
  if (ipBlock) return [];
  const inNamespace = namespaceSelector ? compileSelector(namespaceSelector) : undefined;
  const names = namespacesOf(cluster).filter(name =>
    inNamespace ? inNamespace(policies.labelsOfNamespace(name)) : name === policy.namespace,
  );
  if (namespaceSelector && names.length === 0)
    return [`${place} matches nothing: no namespace is ${describeSelector(namespaceSelector)}`];
  const selects = compileSelector(podSelector ?? {});
  if ([...cluster.pods.values()].some(pod => names.includes(pod.namespace) && selects(pod.labels))) return [];
  const where = namespaceSelector
    ? `the namespaces ${describeSelector(namespaceSelector)}`
    : policy.namespace;
  return [`${place} matches nothing: no pod of ${where} is ${describeSelector(podSelector ?? {})}`];
}

function unknownPortNames(
  { cluster }: Network,
  { ports = [] }: CompiledRule,
  place: string,
): readonly string[] {
  const known = new Set([...cluster.pods.values()].flatMap(portsOf).flatMap(({ name }) => name ?? []));
  return ports
    .filter(({ name }) => name !== undefined && !known.has(name))
    .map(({ text }) => `${place} names port ${text}, which no pod has`);
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
          if (address.family === peer.family && contains([peer.span], address.value))
            return [
              `${place} has ${peer.text}, which covers ${formatAddress(address)}, an address that was made up for pod ${pod.namespace}/${pod.name}: list its real one`,
            ];
    return [];
  });
}

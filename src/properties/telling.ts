import { formatAddress } from '../addresses/address';
import type { Cluster } from '../cluster/cluster';
import { type Pod, podKey, portsOf } from '../cluster/pod';
import { toYaml } from '../kubernetes/manifestYaml';
import type { ContainerPort, Labels, NetworkPolicy } from '../kubernetes/objects';
import type { State } from '../scenario/scenario';
import { firewallSentences } from './firewallSentences';
import type { Sentence } from './sentence';

// A state in sentences that make it: what a counterexample begins with.

/** The sentences that lead from one state to another: its cluster, if that is another one, then its policies. */
export function sentencesBetween(before: State, after: State): readonly Sentence[] {
  const cluster = before.cluster === after.cluster ? [] : clusterChange(before.cluster, after.cluster);
  const filters =
    before.firewalls === after.firewalls ? [] : firewallSentences(before.firewalls, after.firewalls);
  return [...cluster, ...filters, ...policySentences(before, after)];
}

/** Pods that are added are said by themselves. */
function clusterChange(before: Cluster, after: Cluster): readonly Sentence[] {
  const { pods: known } = before;
  const isAddition = before.namespaces === after.namespaces && before.nodes === after.nodes;
  const stays = [...known].every(([key, pod]) => after.pods.get(key) === pod);
  const added = [...after.pods.values()].filter(pod => known.get(podKey(pod)) !== pod);
  return stays && isAddition && known.size > 0 ? [manifestsOf(added)] : clusterSentences(after);
}

/** Namespaces, nodes and pods; whatever else a cluster may hold has to be there already. */
function clusterSentences({ namespaces, nodes, pods }: Cluster): readonly Sentence[] {
  const all = [...pods.values()];
  const described = all.filter(pod => !fitsTable(pod));
  const listed = all.filter(fitsTable);
  const labelled = [...namespaces].filter(([, labels]) => Object.keys(labels).length > 0);
  return [
    ...tableOf(
      'the namespaces:',
      ['namespace', 'labels'],
      labelled.map(([name, own]) => [name, labelsText(own)]),
    ),
    ...tableOf(
      'the nodes:',
      ['node', 'ip'],
      [...nodes.values()].map(({ name, addresses }) => [name, addresses.map(formatAddress).join(', ')]),
    ),
    ...tableOf('the pods:', ['pod', 'labels', 'ports', 'ip', 'node'], listed.map(podRow)),
    ...(described.length > 0 ? [manifestsOf(described)] : []),
  ];
}

function tableOf(
  text: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): readonly Sentence[] {
  return rows.length > 0 ? [{ text, table: [header, ...rows] }] : [];
}

/** What the columns of a table cannot say is said by a manifest. */
function fitsTable({ labels, listening, hostNetwork, bare, owner }: Pod): boolean {
  return (
    Object.keys(labels).length > 0 &&
    listening.kind !== 'declared' &&
    !hostNetwork &&
    !bare &&
    owner === undefined
  );
}

function podRow(pod: Pod): readonly string[] {
  const ports = portsOf(pod).map(
    ({ name, port, protocol }) => `${name === undefined ? '' : `${name}=`}${port}/${protocol}`,
  );
  return [
    podKey(pod),
    labelsText(pod.labels),
    ports.join(', '),
    pod.addresses.map(formatAddress).join(', '),
    pod.node ?? '',
  ];
}

function labelsText(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

/** Pods as manifests. */
export function manifestsOf(pods: readonly Pod[]): Sentence {
  return { text: 'the manifests:', docString: toYaml(pods.map(manifestOf)) };
}

function manifestOf(pod: Pod): object {
  const { namespace, name, labels, node, hostNetwork, addresses } = pod;
  const ports = portsOf(pod).map(containerPort);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, ...(Object.keys(labels).length > 0 && { labels }) },
    spec: {
      ...(node !== undefined && { nodeName: node }),
      ...(hostNetwork && { hostNetwork }),
      containers: [{ name: 'main', image: 'main', ...(ports.length > 0 && { ports }) }],
    },
    ...(addresses.length > 0 && {
      status: { podIPs: addresses.map(address => ({ ip: formatAddress(address) })) },
    }),
  };
}

function containerPort({ name, port, protocol }: ContainerPort): object {
  return { ...(name !== undefined && { name }), containerPort: port, protocol };
}

function policySentences({ policies: before }: State, { policies: after }: State): readonly Sentence[] {
  if (before === after) return [];
  const isKept = [...before].every(([key, policy]) => after.get(key) === policy);
  if (isKept && [...before.keys()].every((key, i) => [...after.keys()][i] === key)) {
    const added = [...after].filter(([key]) => !before.has(key)).map(([, policy]) => policy);
    return added.length > 0 ? [policiesSentence('the policies:', added)] : [];
  }
  return after.size === 0
    ? [{ text: 'all policies are deleted' }]
    : [policiesSentence('the policies are replaced by:', [...after.values()])];
}

function policiesSentence(text: string, policies: readonly NetworkPolicy[]): Sentence {
  return { text, docString: toYaml(policies) };
}

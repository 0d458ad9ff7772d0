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
  const { namespace } = after;
  const place =
    namespace === undefined || namespace === before.namespace ? [] : [{ text: `the namespace ${namespace}` }];
  return [...cluster, ...place, ...filters, ...policySentences(before, after)];
}

/** What is added to what there is is said by itself. */
function clusterChange(before: Cluster, after: Cluster): readonly Sentence[] {
  const stays =
    before.nodes === after.nodes &&
    isKept(before.pods, after.pods) &&
    isKept(before.namespaces, after.namespaces);
  if (!stays || before.pods.size === 0) return clusterSentences(after);
  const namespaces = [...after.namespaces].filter(([name]) => !before.namespaces.has(name));
  const pods = [...after.pods].filter(([key]) => !before.pods.has(key)).map(([, pod]) => pod);
  return [manifests([...namespaces.map(namespaceManifest), ...pods.map(manifestOf)])];
}

function isKept<Thing>(before: ReadonlyMap<string, Thing>, after: ReadonlyMap<string, Thing>): boolean {
  return [...before].every(([key, thing]) => after.get(key) === thing);
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
  return manifests(pods.map(manifestOf));
}

function manifests(objects: readonly object[]): Sentence {
  return { text: 'the manifests:', docString: toYaml(objects) };
}

function namespaceManifest([name, labels]: readonly [string, Labels]): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...labelsIn(labels) } };
}

function labelsIn(labels: Labels): { readonly labels?: Labels } {
  return Object.keys(labels).length > 0 ? { labels } : {};
}

function manifestOf(pod: Pod): object {
  const { namespace, name, labels, node, hostNetwork, addresses, owner } = pod;
  const ports = portsOf(pod).map(containerPort);
  const owners = owner && [{ apiVersion: 'apps/v1', ...owner, controller: true }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, ...labelsIn(labels), ...(owners && { ownerReferences: owners }) },
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
  if (isKept(before, after) && [...before.keys()].every((key, i) => [...after.keys()][i] === key)) {
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

import { type Cluster, namespaceLabels, nodeNamesOf } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import { type Firewalls, noFirewalls } from '../dataplane/firewalls';
import type { LabelSelector, NetworkPolicy } from '../kubernetes/objects';
import { compileSelector } from '../kubernetes/selector';
import { type Certain, labelSets } from './labelSets';
import { chained, combined, type Listed, listOf } from './listed';
import { anyPort, type Dialled, portsNamed } from './namedPorts';
import { addressesFor } from './podAddresses';
import { rulesIn } from './vocabulary';

/** What is certain of a pod that could be added, and who looks at it. */
export interface Wanted extends Certain {
  readonly name: string;
  readonly namespaces: readonly string[];
  /** Nodes that hold somebody it speaks with; absent: any may. */
  readonly nodes?: readonly string[];
  /** The ports that may be dialled at it: a name stands for one of these. Absent: any may; `none`: nobody dials it. */
  readonly dialled?: Dialled | 'none';
  readonly firewalls?: Firewalls;
  /** Whether it matters that a controller owns a pod: else none does. */
  readonly owners?: boolean;
}

/**
 * Pods that a cluster could get, one for each way in which policies, Services and firewalls can read them, the plainest
 * first: each namespace, and in it each way in which selectors match or not; each node where somebody is who could tell;
 * addresses in and out of blocks; the number that a port's name stands for. The pods listen on everything, and have a
 * network of their own.
 *
 * Of nodes there is none, which is one that nothing is known of; those that hold somebody whom the pod speaks with; and of
 * the others one for each set of firewalls that guard a node. Nothing else reads on which node a pod runs.
 */
export function possiblePods(
  cluster: Cluster,
  policies: readonly NetworkPolicy[],
  wanted: Wanted,
): Listed<Pod> {
  const { name, namespaces, dialled = anyPort, firewalls = noFirewalls } = wanted;
  const plain: Pod = {
    namespace: namespaces[0] ?? '',
    name,
    labels: {},
    listening: { kind: 'everything' },
    addresses: [],
    bare: true,
    hostNetwork: false,
    finished: false,
    terminating: false,
  };
  const labelled = chained(
    namespaces.map(namespace =>
      combined(labelSets(selectorsIn(cluster, policies, namespace), wanted), listOf([namespace]), labels => ({
        ...plain,
        namespace,
        labels,
      })),
    ),
  );
  const choices: readonly (readonly Partial<Pod>[])[] = [
    [{}, ...nodesFor(cluster, wanted).map(node => ({ node }))],
    addressesFor(cluster, plain, { policies, firewalls }).map(addresses => ({ addresses })),
    (dialled === 'none' ? [[]] : portsNamed(cluster, policies, dialled)).map(ports =>
      ports.length > 0 ? { listening: { kind: 'declared', ports } } : {},
    ),
  ];
  const all = choices.reduce<Listed<Pod>>(
    (pods, some) => combined(pods, listOf(some), (pod, more) => ({ ...pod, ...more })),
    labelled,
  );
  return wanted.owners ? combined(all, listOf([false, true]), ownedIf) : all;
}

function ownedIf({ bare, ...pod }: Pod, isOwned: boolean): Pod {
  return isOwned
    ? { ...pod, owner: { kind: 'ReplicaSet', name: pod.name } }
    : { ...pod, ...(bare && { bare }) };
}

/** The selectors that look at pods of a namespace. */
function selectorsIn(
  cluster: Cluster,
  policies: readonly NetworkPolicy[],
  namespace: string,
): readonly LabelSelector[] {
  const labels = namespaceLabels(cluster, namespace);
  return [
    ...[...cluster.services.values()].flatMap(service =>
      service.namespace === namespace && service.selector ? { matchLabels: service.selector } : [],
    ),
    ...policies.flatMap(policy => {
      const isHere = (policy.metadata.namespace ?? 'default') === namespace;
      const peers = rulesIn([policy]).flatMap(rule => rule.peers);
      return [
        ...(isHere ? [policy.spec.podSelector] : []),
        ...peers.flatMap(({ podSelector, namespaceSelector }) => {
          const isRead = namespaceSelector ? compileSelector(namespaceSelector)(labels) : isHere;
          return podSelector && isRead ? podSelector : [];
        }),
      ];
    }),
  ];
}

function nodesFor(cluster: Cluster, { nodes, firewalls = noFirewalls }: Wanted): readonly string[] {
  const all = nodeNamesOf(cluster);
  if (!nodes) return all;
  const guards = [...firewalls.acls, ...firewalls.groups].map(attached => attached.guards);
  const guardsOf = (node: string): string =>
    guards
      .map(guarded => (guarded.some(guard => guard.kind === 'node' && guard.node === node) ? '1' : '0'))
      .join('');
  const others = all.filter(node => !nodes.includes(node));
  const guarded = others.filter(node => guardsOf(node).includes('1'));
  return [...nodes, ...new Map(guarded.map(node => [guardsOf(node), node])).values()];
}

import type { Address } from '../addresses/address';
import type { AddressSet } from '../addresses/addressSet';
import type { Labels } from '../kubernetes/objects';
import {
  defaultBalancerRanges,
  defaultNodeRanges,
  defaultPodRanges,
  defaultServiceRanges,
} from '../settings/addressRanges';
import type { ClusterDns } from './dns';
import type { Node } from './node';
import { type Pod, podKey } from './pod';
import { type Doorkeeper, noRoutes, type Routes } from './routes';
import { type EndpointSlice, type Service, serviceKey } from './service';

/** A named set of addresses outside the cluster. */
export interface ExternalEndpoint {
  readonly name: string;
  readonly addresses: AddressSet;
}

/** The inventory: what exists, without any policy. Every change makes a new cluster. */
export interface Cluster {
  /** Namespaces that were listed, with their labels; a namespace may also exist by being named. */
  readonly namespaces: ReadonlyMap<string, Labels>;
  /** By `namespace/name`, in order of listing. */
  readonly pods: ReadonlyMap<string, Pod>;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly externals: ReadonlyMap<string, ExternalEndpoint>;
  /** By `namespace/name`, in order of listing. */
  readonly services: ReadonlyMap<string, Service>;
  readonly endpointSlices: readonly EndpointSlice[];
  readonly routes: Routes;
  readonly doorkeepers: readonly Doorkeeper[];
  /** Absent: nobody answers a question for a name. */
  readonly dns?: ClusterDns;
  /** Addresses that pods without one have got already, by `namespace/name`. */
  readonly leases?: ReadonlyMap<string, readonly Address[]>;
  /** Addresses of pods that were deleted, by `addressKey`, and whose they were. */
  readonly vacated?: ReadonlyMap<string, string>;
  /** Blocks from which pods and nodes without an address get one. */
  readonly podRanges: readonly string[];
  readonly nodeRanges: readonly string[];
  /** Blocks from which Services without a cluster IP, and load balancers without an address, get one. */
  readonly serviceRanges: readonly string[];
  readonly balancerRanges: readonly string[];
}

/** Nothing is there, and addresses come from where they usually do. */
export const emptyCluster: Cluster = {
  namespaces: new Map(),
  pods: new Map(),
  nodes: new Map(),
  externals: new Map(),
  services: new Map(),
  endpointSlices: [],
  routes: noRoutes,
  doorkeepers: [],
  podRanges: defaultPodRanges,
  nodeRanges: defaultNodeRanges,
  serviceRanges: defaultServiceRanges,
  balancerRanges: defaultBalancerRanges,
};

/** The immutable label that the control plane puts on every namespace. */
export const namespaceNameLabel = 'kubernetes.io/metadata.name';

/** The labels of a namespace; one that is only named by a pod or a policy bears its name alone. */
export function namespaceLabels({ namespaces }: Cluster, name: string): Labels {
  return { ...namespaces.get(name), [namespaceNameLabel]: name };
}

/** Nodes exist by being listed or by having a pod. */
export function nodeNamesOf({ nodes, pods }: Cluster): readonly string[] {
  return [...new Set([...nodes.keys(), ...[...pods.values()].flatMap(({ node }) => node ?? [])])];
}

/** Every namespace that is listed or holds a pod, sorted. */
export function namespacesOf(cluster: Cluster): readonly string[] {
  const named = [...cluster.pods.values()].map(pod => pod.namespace);
  return [...new Set([...cluster.namespaces.keys(), ...named])].sort();
}

export function namespacesWithPods({ pods }: Cluster): readonly string[] {
  return [...new Set([...pods.values()].map(pod => pod.namespace))].sort();
}

/** Where every cluster has pods of its own. */
export const systemNamespace = 'kube-system';

export function withPods(cluster: Cluster, pods: readonly Pod[]): Cluster {
  const all = new Map(cluster.pods);
  for (const pod of pods) all.set(podKey(pod), pod);
  return { ...cluster, pods: all };
}

export function withNamespaces(cluster: Cluster, listed: Iterable<readonly [string, Labels]>): Cluster {
  return { ...cluster, namespaces: new Map([...cluster.namespaces, ...listed]) };
}

export function withNodes(cluster: Cluster, nodes: readonly Node[]): Cluster {
  const all = new Map(cluster.nodes);
  for (const node of nodes) all.set(node.name, node);
  return { ...cluster, nodes: all };
}

export function withServices(cluster: Cluster, services: readonly Service[]): Cluster {
  const all = new Map(cluster.services);
  for (const service of services) all.set(serviceKey(service), service);
  return { ...cluster, services: all };
}

/** Labels merged in, and those of `removed` taken away, as `kubectl label` does. */
export function relabelled(labels: Labels, merged: Labels, removed: readonly string[]): Labels {
  const kept = Object.entries(labels).filter(([key]) => !removed.includes(key));
  return Object.fromEntries([...kept, ...Object.entries(merged)]);
}

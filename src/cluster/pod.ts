import type { Address } from '../addresses/address';
import type { ContainerPort, Labels, Owner, Probe } from '../kubernetes/objects';

/**
 * What answers on a pod.
 *
 * - `only`: the listed ports; any other port refuses.
 * - `declared`: the ports a manifest declares are those asked about by default, yet every port may listen:
 *   a containerPort is documentation.
 * - `everything`: nothing was said, so every port listens.
 */
export type Listening =
  | { readonly kind: 'only' | 'declared'; readonly ports: readonly ContainerPort[] }
  | { readonly kind: 'everything' };

/** A pod of the inventory. Identity is the object: two pods are the same one only if they are the same object. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly listening: Listening;
  /** Given by table or manifest; empty when the cluster is to assign them. */
  readonly addresses: readonly Address[];
  readonly node?: string;
  readonly owner?: Owner;
  /** No controller owns it, as `kubectl run` makes pods. */
  readonly bare?: true;
  readonly hostNetwork: boolean;
  readonly finished: boolean;
  readonly terminating: boolean;
  /** It runs, but its readiness probe fails: Services leave it out. */
  readonly unready?: true;
  /** Its own name below that of the Service `subdomain`. */
  readonly hostname?: string;
  readonly subdomain?: string;
  /** By which the kubelet of its node finds out how it is. */
  readonly probes?: readonly Probe[];
  /** How it resolves names; absent: ClusterFirst, and nothing more. */
  readonly dns?: PodDns;
}

/** spec.dnsPolicy and spec.dnsConfig of a pod. */
export interface PodDns {
  /** Absent: ClusterFirst. */
  readonly policy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly ndots?: number;
  readonly searches: readonly string[];
  readonly nameservers: readonly Address[];
}

export function podKey({ namespace, name }: Pod): string {
  return `${namespace}/${name}`;
}

/** The container ports a pod is known to have. */
export function portsOf({ listening }: Pod): readonly ContainerPort[] {
  return listening.kind === 'everything' ? [] : listening.ports;
}

/** A text that is the same for pods with the same labels, in whatever order. */
export function labelsKey({ labels }: Pod): string {
  return JSON.stringify(Object.entries(labels).sort());
}

/** The name people use for a pod: its workload's, where it has one. */
export function displayName({ name, owner }: Pod): string {
  return owner?.name ?? name;
}

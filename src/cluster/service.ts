import type { Address, Family } from '../addresses/address';
import type { AddressSet } from '../addresses/addressSet';
import type { EndpointPort, ServiceManifest } from '../kubernetes/objects';

export type { ServicePort, ServiceType, TrafficPolicy } from '../kubernetes/objects';

/** A name and an address for a changing set of endpoints (core/v1 Service). */
export interface Service extends Pick<ServiceManifest, AsWritten> {
  readonly namespace: string;
  /** Empty where the cluster is to assign, and of a headless Service. */
  readonly clusterIPs: readonly Address[];
  /** spec.externalIPs and the addresses of its load balancer; the latter are assigned where none was given. */
  readonly externalIPs: readonly Address[];
  /** Absent: all that the cluster has. */
  readonly families?: readonly Family[];
  /** Whom a load balancer admits; absent: everybody. */
  readonly sourceRanges?: AddressSet;
}

type AsWritten =
  | 'name'
  | 'type'
  | 'headless'
  | 'externalName'
  | 'selector'
  | 'ports'
  | 'externalTrafficPolicy'
  | 'internalTrafficPolicy'
  | 'publishNotReadyAddresses'
  | 'allocatesNodePorts';

/** Endpoints of a Service (discovery.k8s.io/v1 EndpointSlice). */
export interface EndpointSlice {
  readonly namespace: string;
  readonly name: string;
  /** The label kubernetes.io/service-name; a slice without it serves nobody. */
  readonly service?: string;
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly SliceEndpoint[];
}

export interface SliceEndpoint {
  readonly address: Address;
  readonly ready: boolean;
  readonly node?: string;
  readonly hostname?: string;
  /** It refers to a pod, as the ones do that the controller writes. */
  readonly isOfPod?: true;
}

export function serviceKey({ namespace, name }: { namespace: string; name: string }): string {
  return `${namespace}/${name}`;
}

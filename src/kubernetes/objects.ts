import type { Family } from '../addresses/address';
import type { Protocol } from '../addresses/port';
import type { LabelSelector, Labels, Place } from './meta';
import type { GatewayManifest, HTTPRouteManifest, IngressManifest, ReferenceGrantManifest } from './routes';

export type { Direction } from '../settings/models';
export type { LabelExpression, LabelSelector, Labels, Place } from './meta';

/** networking.k8s.io/v1 NetworkPolicy, defaults not applied. */
export interface NetworkPolicy {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'NetworkPolicy';
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Labels;
    readonly annotations?: Labels;
  };
  readonly spec: NetworkPolicySpec;
}

export type PolicyType = 'Ingress' | 'Egress';

export interface NetworkPolicySpec {
  readonly podSelector: LabelSelector;
  readonly policyTypes?: readonly PolicyType[];
  readonly ingress?: readonly IngressRule[];
  readonly egress?: readonly EgressRule[];
}

export interface IngressRule {
  readonly ports?: readonly PolicyPort[];
  readonly from?: readonly Peer[];
}

export interface EgressRule {
  readonly ports?: readonly PolicyPort[];
  readonly to?: readonly Peer[];
}

export interface PolicyPort {
  readonly protocol?: Protocol;
  /** A number, or the name of a container port. */
  readonly port?: number | string;
  readonly endPort?: number;
}

export interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface ContainerPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** The object that a replica belongs to: its workload, or the controller that its ownerReference names. */
export interface Owner {
  readonly kind: string;
  readonly name: string;
}

/** One pod as a manifest describes it; workloads are already unfolded into their replicas. */
export interface PodManifest {
  /** Absent where the manifest names none. */
  readonly namespace?: string;
  readonly name: string;
  readonly labels: Labels;
  /** Declared by all containers, restartable init containers included; empty when none is declared. */
  readonly ports: readonly ContainerPort[];
  /** status.podIPs, or status.podIP. */
  readonly addresses: readonly string[];
  readonly node?: string;
  readonly owner?: Owner;
  readonly hostNetwork: boolean;
  /** status.phase Succeeded or Failed. */
  readonly finished: boolean;
  /** metadata.deletionTimestamp is set. */
  readonly terminating: boolean;
  /** The condition Ready of status.conditions; true where there is none. */
  readonly ready: boolean;
  /** dnsPolicy and dnsConfig; absent where the manifest has neither. */
  readonly dns?: PodDns;
  /** With the Service that `subdomain` names, its DNS name; the pods of a StatefulSet bear their own names. */
  readonly hostname?: string;
  /** Of a StatefulSet, its serviceName. */
  readonly subdomain?: string;
  /** Those that open a connection to the pod; absent where there are none. */
  readonly probes?: readonly Probe[];
  readonly place: Place;
}

export type DnsPolicy = 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';

/** What core/v1 PodSpec says of a pod's /etc/resolv.conf. */
export interface PodDns {
  readonly policy: DnsPolicy;
  /** The option `ndots` of dnsConfig. */
  readonly ndots?: number;
  readonly searches: readonly string[];
  readonly nameservers: readonly string[];
}

/** A connection that the kubelet opens to a container from time to time. */
export interface Probe {
  readonly kind: 'liveness' | 'readiness' | 'startup';
  readonly port: number;
}

export interface NamespaceManifest {
  readonly name: string;
  readonly labels: Labels;
  readonly place: Place;
}

export interface NodeManifest {
  readonly name: string;
  readonly labels: Labels;
  /** status.addresses of type InternalIP and ExternalIP. */
  readonly addresses: readonly string[];
  readonly place: Place;
}

export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

/** Where traffic may go: to any endpoint, or to those on the node it is on. */
export type TrafficPolicy = 'Cluster' | 'Local';

/** core/v1 Service, defaults applied. */
export interface ServiceManifest {
  readonly namespace?: string;
  readonly name: string;
  readonly type: ServiceType;
  /** `clusterIP: None`: its name leads to the endpoints themselves. */
  readonly headless: boolean;
  /** spec.clusterIPs, or spec.clusterIP; empty where the cluster is to assign, and of a headless Service. */
  readonly clusterIPs: readonly string[];
  /** spec.externalIPs, then the addresses of status.loadBalancer.ingress. */
  readonly externalIPs: readonly string[];
  /** The CIDRs whose clients the load balancer lets in; absent: all. */
  readonly loadBalancerSourceRanges?: readonly string[];
  /** Of type ExternalName: the DNS name that its name is an alias of. */
  readonly externalName?: string;
  /** Absent where it selects no pods: its endpoints are written by hand. */
  readonly selector?: Labels;
  /** May be empty if it is headless or of type ExternalName. */
  readonly ports: readonly ServicePort[];
  readonly externalTrafficPolicy: TrafficPolicy;
  readonly internalTrafficPolicy: TrafficPolicy;
  readonly publishNotReadyAddresses: boolean;
  /** spec.allocateLoadBalancerNodePorts, where it is false: its ports get none on the nodes. */
  readonly allocatesNodePorts?: false;
  /** spec.ipFamilies, never empty. */
  readonly ipFamilies?: readonly Family[];
  /** spec.ipFamilyPolicy PreferDualStack or RequireDualStack. */
  readonly isDualStack?: true;
  readonly place: Place;
}

export interface ServicePort {
  readonly name?: string;
  readonly protocol: Protocol;
  readonly port: number;
  /** A number, or the name of a container port; as `port` where the manifest names none. */
  readonly targetPort: number | string;
  readonly nodePort?: number;
}

/** discovery.k8s.io/v1 EndpointSlice, or a part of a core/v1 Endpoints as the cluster mirrors it. */
export interface EndpointSliceManifest {
  readonly namespace?: string;
  /** Of a part of an Endpoints, the name of that. */
  readonly name: string;
  /** The label kubernetes.io/service-name. */
  readonly service?: string;
  readonly addressType: Family | 'FQDN';
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
  readonly place: Place;
}

export interface EndpointPort {
  /** Of the port of the Service that it answers for. */
  readonly name?: string;
  /** Absent: not restricted. */
  readonly port?: number;
  readonly protocol: Protocol;
}

export interface Endpoint {
  /** They are interchangeable; kube-proxy takes the first. */
  readonly addresses: readonly string[];
  readonly ready: boolean;
  /** Of a headless Service, the label of its own DNS name. */
  readonly hostname?: string;
  readonly nodeName?: string;
  /** A targetRef of kind Pod. */
  readonly pod?: { readonly namespace?: string; readonly name: string };
}

export interface PolicyManifest {
  readonly policy: NetworkPolicy;
  /** The name was made from metadata.generateName; it is unique in its load, not beyond. */
  readonly generated: boolean;
  readonly place: Place;
}

/** Everything that a set of files describes. */
export interface Manifests {
  readonly namespaces: readonly NamespaceManifest[];
  readonly nodes: readonly NodeManifest[];
  readonly pods: readonly PodManifest[];
  readonly services: readonly ServiceManifest[];
  readonly endpointSlices: readonly EndpointSliceManifest[];
  readonly ingresses: readonly IngressManifest[];
  readonly gateways: readonly GatewayManifest[];
  /** GRPCRoutes too. */
  readonly httpRoutes: readonly HTTPRouteManifest[];
  readonly referenceGrants: readonly ReferenceGrantManifest[];
  readonly policies: readonly PolicyManifest[];
  /** Sentences about what was left out and what cannot work, each once. */
  readonly notices: readonly string[];
}

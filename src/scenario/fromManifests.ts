import { type Address, type Family, parseAddress } from '../addresses/address';
import { addressSetOf } from '../addresses/addressSet';
import { type Block, parseBlock } from '../addresses/block';
import type { Pod } from '../cluster/pod';
import type { EndpointSlice, Service } from '../cluster/service';
import type {
  ContainerPort,
  EndpointSliceManifest,
  PodManifest,
  ServiceManifest,
} from '../kubernetes/objects';

/** A pod as its manifest has it, with its namespace put in. */
export function podOf(manifest: PodManifest, namespace: string): Pod {
  const { name, labels, node, owner, hostNetwork, finished, terminating, dns, probes } = manifest;
  const { hostname, subdomain } = manifest;
  return {
    namespace: manifest.namespace ?? namespace,
    name,
    labels,
    listening: listeningOf(manifest.ports),
    addresses: manifest.addresses.flatMap(known),
    hostNetwork,
    finished,
    terminating,
    ...(!manifest.ready && { unready: true as const }),
    ...(node !== undefined && { node }),
    ...(owner ? { owner } : { bare: true }),
    ...(dns && { dns: { ...dns, nameservers: dns.nameservers.flatMap(known) } }),
    ...(hostname !== undefined && { hostname }),
    ...(subdomain !== undefined && { subdomain }),
    ...(probes && { probes }),
  };
}

/**
 * Without a policy that says more, a Service has one family: that of the cluster's first range
 * (ServiceSpec.ipFamilyPolicy).
 */
export function serviceOf(manifest: ServiceManifest, namespace: string, primary: Family): Service {
  const { place, ipFamilies, isDualStack, loadBalancerSourceRanges, ...service } = manifest;
  const clusterIPs = manifest.clusterIPs.flatMap(known);
  const given = clusterIPs.map(({ family }) => family);
  const families = isDualStack ? undefined : (ipFamilies ?? (given.length > 0 ? given : [primary]));
  return {
    ...service,
    namespace: manifest.namespace ?? namespace,
    clusterIPs,
    externalIPs: manifest.externalIPs.flatMap(known),
    ...(families && { families }),
    ...(loadBalancerSourceRanges && {
      sourceRanges: addressSetOf(loadBalancerSourceRanges.flatMap(blockOf)),
    }),
  };
}

export function sliceOf(manifest: EndpointSliceManifest, namespace: string): EndpointSlice {
  const { name, service, ports, endpoints } = manifest;
  return {
    namespace: manifest.namespace ?? namespace,
    name,
    ...(service !== undefined && { service }),
    ports,
    // Addresses of one endpoint are interchangeable; kube-proxy takes the first (EndpointSlice API, endpoints.addresses).
    endpoints: endpoints.flatMap(({ addresses, ready, nodeName, hostname, pod }) =>
      addresses
        .slice(0, 1)
        .flatMap(known)
        .map(address => ({
          address,
          ready,
          ...(nodeName !== undefined && { node: nodeName }),
          ...(hostname !== undefined && { hostname }),
          ...(pod && { isOfPod: true as const }),
        })),
    ),
  };
}

function listeningOf(ports: readonly ContainerPort[]): Pod['listening'] {
  return ports.length === 0 ? { kind: 'everything' } : { kind: 'declared', ports };
}

function blockOf(text: string): readonly Block[] {
  const read = parseBlock(text);
  return read ? [read.block] : [];
}

/** Addresses were checked when the manifest was read. */
export function known(text: string): readonly Address[] {
  const address = parseAddress(text);
  return address ? [address] : [];
}

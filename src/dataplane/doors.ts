import type { Address, Family } from '../addresses/address';
import type { AddressSet } from '../addresses/addressSet';
import type { Protocol } from '../addresses/port';
import { nodeNamesOf } from '../cluster/cluster';
import { type NodeParty, nodeOf, type Party } from '../cluster/flow';
import type { Service, ServicePort, TrafficPolicy } from '../cluster/service';
import { endpointsOf } from '../services/endpoints';
import { memberships } from './candidates';
import { firewallKey } from './firewalls';
import type { Network } from './network';

/** An address and port by which a Service is reached, and what becomes of packets there. */
export interface Door {
  readonly dialled: Party;
  readonly port: number;
  /** The load balancer that leads there. */
  readonly balancer?: { readonly address: Address; readonly port: number };
  /** The node that rewrites, where it is not the client's own. */
  readonly gateway?: NodeParty;
  /** Which endpoints it leads to. */
  readonly leadsTo: TrafficPolicy;
  /** A node's address takes the place of the client's. */
  readonly hidesClient: boolean;
  /** Whom it lets in; absent: everybody. */
  readonly admits?: AddressSet;
}

/** The doors that a client may take to a port of a Service: it does not choose the node by which it comes in. */
export function doorsOf(
  network: Network,
  source: Party,
  { service, address }: { readonly service: Service; readonly address?: Party['address'] },
  port: ServicePort,
): readonly Door[] {
  const { addresses } = network;
  const { family } = source.address;
  const own = addresses.ofService(service).find(known => known.family === family);
  if (source.kind === 'external') {
    // Nobody routes a cluster IP from outside.
    const isInside =
      address !== undefined && addresses.ofService(service).some(known => known.value === address.value);
    return isInside ? [] : doorsFromOutside(network, family, service, port);
  }
  const dialled = address ?? own;
  if (!dialled || dialled.family !== family) return [];
  const isInside = dialled.value === own?.value;
  return [
    {
      dialled: { kind: 'service', service, address: dialled },
      port: port.port,
      leadsTo: isInside ? service.internalTrafficPolicy : 'Cluster',
      hidesClient: !isInside && service.externalTrafficPolicy === 'Cluster',
      ...(!isInside && service.sourceRanges && { admits: service.sourceRanges }),
    },
  ];
}

/** A node's port for a Service, dialled on that node. */
export function doorOfNode(gateway: NodeParty, source: Party, service: Service, nodePort: number): Door {
  const isCluster = service.externalTrafficPolicy === 'Cluster';
  return {
    dialled: gateway,
    port: nodePort,
    gateway,
    // Who is on the node itself is led as from inside (pkg/proxy/iptables, chain KUBE-EXT).
    leadsTo: isCluster || nodeOf(source) === gateway.node ? 'Cluster' : 'Local',
    hidesClient: isCluster,
  };
}

/** A port that a Service has on every node. */
export interface OnNodes {
  readonly service: Service;
  readonly port: ServicePort;
  readonly nodePort: number;
}

/** Every port of nodes that leads to a Service. */
export function servicesOnNodes({ cluster }: Network, protocol: Protocol): readonly OnNodes[] {
  return [...cluster.services.values()].flatMap(service =>
    service.ports.flatMap(port =>
      port.nodePort !== undefined && port.protocol === protocol
        ? [{ service, port, nodePort: port.nodePort }]
        : [],
    ),
  );
}

/**
 * A load balancer spreads clients over the nodes, by the port of the Service on each; where that is confined to nodes
 * with endpoints, over those.
 */
function doorsFromOutside(
  network: Network,
  family: Family,
  service: Service,
  port: ServicePort,
): readonly Door[] {
  const balancer = network.addresses.ofBalancer(service).find(known => known.family === family);
  if (!balancer && port.nodePort === undefined) return [];
  const isCluster = service.externalTrafficPolicy === 'Cluster';
  const localOn = (name: string) => endpointsOf(network, service, port, family, node => node === name);
  const hosts = new Set<string | undefined>(
    nodeNamesOf(network.cluster).filter(name => localOn(name).length > 0),
  );
  const all = gatewaysOf(network, family, hosts);
  const healthy = all.filter(({ node }) => hosts.has(node));
  const gateways = isCluster || !balancer || healthy.length === 0 ? all : healthy;
  return gateways.map(gateway => ({
    dialled:
      port.nodePort === undefined && balancer ? { kind: 'service', service, address: balancer } : gateway,
    port: port.nodePort ?? port.port,
    gateway,
    leadsTo: service.externalTrafficPolicy,
    hidesClient: isCluster,
    ...(balancer && port.nodePort !== undefined && { balancer: { address: balancer, port: port.port } }),
    ...(service.sourceRanges && { admits: service.sourceRanges }),
  }));
}

/** Nodes to come in by, one of each kind that rules or endpoints tell apart. */
function gatewaysOf(
  network: Network,
  family: Family,
  hosts: ReadonlySet<string | undefined>,
): readonly NodeParty[] {
  const names = nodeNamesOf(network.cluster);
  const classes = new Map<string, NodeParty>();
  for (const name of names.length > 0 ? names : ['']) {
    const gateway = nodeParty(network, name, family);
    if (!gateway) continue;
    const host = hosts.has(name) && name;
    const blocks = memberships(network.namedSpans[family], gateway.address.value);
    const key = [host, blocks, firewallKey(network.firewalls, gateway)].join();
    if (!classes.has(key)) classes.set(key, gateway);
  }
  return [...classes.values()];
}

/** A node at its address of a family; '' is that of pods of no known node. */
export function nodeParty({ addresses }: Network, node: string, family: Family): NodeParty | undefined {
  const address = addresses.ofNode(node).find(known => known.family === family);
  return address && { kind: 'node', address, ...(node !== '' && { node }) };
}

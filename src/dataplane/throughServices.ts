import { formatAddress } from '../addresses/address';
import { contains, intersect } from '../addresses/spans';
import { type DeadEnd, isToItself, nodeOf, type Party, podOf } from '../cluster/flow';
import type { Service, ServicePort } from '../cluster/service';
import { type Backing, endpointsOf, type ServiceEndpoint } from '../services/endpoints';
import type { PortQuestion } from './askedPorts';
import { classKey, partyOf } from './candidates';
import { type Door, doorsOf, nodeParty } from './doors';
import type { Leg } from './leg';
import type { Network } from './network';

/**
 * Every way by which a client that dials the address of a Service comes to an endpoint, one of each kind that rules tell
 * apart.
 */
export function legsThrough(
  network: Network,
  source: Party,
  target: { readonly service: Service; readonly address?: Party['address'] },
  ports: PortQuestion,
): readonly Leg[] {
  return portsOfService(target.service, ports).flatMap(port =>
    doorsOf(network, source, target, port).flatMap(door =>
      legsBehind(network, source, target.service, port, door),
    ),
  );
}

/** The ports of a Service that a question means. */
export function portsOfService({ ports }: Service, question: PortQuestion): readonly ServicePort[] {
  switch (question.kind) {
    case 'listening':
      return ports;
    case 'name':
      return ports.filter(({ name, protocol }) => name === question.name && protocol === question.protocol);
    case 'numbers':
      return ports.filter(
        ({ port, protocol }) =>
          protocol === question.protocol && intersect([question.span], [[port, port + 1]]).length > 0,
      );
  }
}

/** What a proxy does that looks endpoints up itself: it dials them by their own addresses (ingress-nginx, Envoy). */
export function legsToEndpoints(
  network: Network,
  source: Party,
  { service, port }: { readonly service: Service; readonly port: ServicePort },
): readonly Leg[] {
  const found = classesOf(network, source, endpointsOf(network, service, port, source.address.family));
  const { protocol } = port;
  if (found.length > 0)
    return found.map(endpoint => ({
      source,
      destination: partyAt(network, endpoint),
      protocol,
      ports: [endpoint.port, endpoint.port + 1],
      leadTo: { service, port: port.port },
    }));
  const [address = source.address] = network.addresses.ofService(service);
  const dialled: Party = { kind: 'service', service, address };
  return [deadEnd(source, service, port, { dialled, port: port.port }, 'no backend')];
}

/** What a door of a Service leads to; nowhere, if nobody is there. */
export function legsBehind(
  network: Network,
  source: Party,
  service: Service,
  port: ServicePort,
  door: Door,
): readonly Leg[] {
  const { family, value } = source.address;
  const own = nodeInReach(door, source);
  const all = endpointsOf(network, service, port, family);
  const inReach =
    door.leadsTo === 'Cluster' ? all : endpointsOf(network, service, port, family, node => node === own);
  if (inReach.length === 0)
    return [deadEnd(source, service, port, door, all.length === 0 ? 'no endpoints' : 'no local endpoints')];
  // Where there is no endpoint, there is no list of whom to admit either (pkg/proxy/iptables, usesFWChain).
  if (door.admits && !contains(door.admits[family], value))
    return [deadEnd(source, service, port, door, 'not admitted')];
  return classesOf(network, source, inReach).map(endpoint => {
    const destination = partyAt(network, endpoint);
    const masquerade = maskOf(network, source, destination, door);
    return {
      source,
      destination,
      protocol: port.protocol,
      ports: [endpoint.port, endpoint.port + 1],
      translation: {
        service,
        dialled: door.dialled,
        port: door.port,
        ...(door.balancer && { balancer: door.balancer }),
        ...(door.gateway && { gateway: door.gateway }),
        ...(masquerade && { masquerade }),
        ...(isUnjudged(network, source, door) && { isUnjudged: true }),
      },
    };
  });
}

function deadEnd(
  source: Party,
  service: Service,
  { protocol }: ServicePort,
  { dialled, port, gateway }: Pick<Door, 'dialled' | 'port' | 'gateway'>,
  reason: DeadEnd,
): Leg {
  return {
    source,
    destination: { kind: 'service', service, address: dialled.address },
    protocol,
    ports: [port, port + 1],
    translation: { service, dialled, port, deadEnd: reason, ...(gateway && { gateway }) },
  };
}

function nodeInReach({ gateway }: Door, source: Party): string | undefined {
  return gateway ? gateway.node : nodeOf(source);
}

/**
 * The node that stands for the client beyond the one that rewrites: where the door hides it, and where a pod is led
 * back to itself, as its answer would never leave it (pkg/proxy/iptables, KUBE-MARK-MASQ).
 */
function maskOf(network: Network, source: Party, destination: Party, door: Door) {
  const isHairpin = isToItself({ source, destination });
  const isKept = source.kind === 'external' && network.settings['outside-clients'] === 'kept';
  if (!isHairpin && (!door.hidesClient || isKept)) return undefined;
  return door.gateway ?? nodeParty(network, nodeInReach(door, source) ?? '', source.address.family);
}

function isUnjudged({ settings }: Network, source: Party, { hidesClient }: Door): boolean {
  return source.kind === 'external' && hidesClient && settings['outside-clients'] === 'unjudged';
}

/** Who is at an endpoint's address. */
function partyAt(network: Network, { pod, node, address }: Backing): Party {
  if (pod) return partyOf(network, pod, address);
  if (node !== undefined && network.addresses.ofNode(node).some(({ value }) => value === address.value))
    return { kind: 'node', node, address };
  return { kind: 'external', name: formatAddress(address), address };
}

/** Replicas that no rule can tell apart are asked once; the client itself is always one apart. */
function classesOf(
  network: Network,
  source: Party,
  found: readonly ServiceEndpoint[],
): readonly ServiceEndpoint[] {
  const classes = new Map<string, ServiceEndpoint>();
  for (const endpoint of found) {
    const { pod, port, address } = endpoint;
    const isClient = pod === podOf(source);
    const kind = pod ? classKey(network, pod, partyOf(network, pod, address)) : formatAddress(address);
    const key = [port, isClient, kind].join();
    if (!classes.has(key)) classes.set(key, endpoint);
  }
  return [...classes.values()];
}

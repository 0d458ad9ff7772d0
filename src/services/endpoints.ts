import { type Address, addressKey, type Family } from '../addresses/address';
import type { AddressPlan } from '../cluster/addressPlan';
import type { Cluster } from '../cluster/cluster';
import { type Pod, portsOf } from '../cluster/pod';
import type { EndpointSlice, Service, ServicePort, SliceEndpoint } from '../cluster/service';
import type { EndpointPort } from '../kubernetes/objects';
import { compileSelector } from '../kubernetes/selector';

/** Where traffic for a Service goes: an address, and who is known to be there. */
export interface Backing {
  readonly address: Address;
  readonly pod?: Pod;
  readonly node?: string;
  /** Its own name below that of a headless Service. */
  readonly hostname?: string;
}

/** One that takes traffic for a port of a Service, at a port of its own. */
export interface ServiceEndpoint extends Backing {
  readonly port: number;
}

/** What there is to find endpoints in. */
export interface Inventory {
  readonly cluster: Cluster;
  readonly addresses: AddressPlan;
}

/** Whether endpoints on a node may be had; a traffic policy of Local is about one node. */
export type Reach = (node: string | undefined) => boolean;

const everywhere: Reach = () => true;

/** Those that stand behind a Service in one family, whatever their ports. */
export function backingsOf(
  inventory: Inventory,
  service: Service,
  family: Family,
  reach: Reach = everywhere,
): readonly Backing[] {
  if (service.families && !service.families.includes(family)) return [];
  const written = slicesOf(inventory, service).flatMap(({ endpoints }) =>
    readyIn(service, endpoints, family).map(endpoint => backingAt(inventory, endpoint)),
  );
  const ofPods = podBackings(inventory, service, family, ({ node }) => reach(node));
  return [...ofPods, ...written.filter(({ node }) => reach(node))];
}

function podBackings(
  inventory: Inventory,
  service: Service,
  family: Family,
  isAsked: (pod: Pod) => boolean,
): readonly (Backing & { readonly pod: Pod })[] {
  return podsBehind(inventory, service, isAsked).flatMap(pod => {
    const address = inventory.addresses.ofPod(pod).find(known => known.family === family);
    if (!address) return [];
    const hasName = pod.hostname !== undefined && pod.subdomain === service.name;
    return [
      {
        address,
        pod,
        ...(hasName && { hostname: pod.hostname }),
        ...(pod.node !== undefined && { node: pod.node }),
      },
    ];
  });
}

/**
 * Those that take traffic for a port of a Service. A targetPort by name is looked up on each pod, and a pod without
 * it takes none (core/v1 ServicePort.targetPort).
 */
export function endpointsOf(
  inventory: Inventory,
  service: Service,
  port: ServicePort,
  family: Family,
  reach: Reach = everywhere,
): readonly ServiceEndpoint[] {
  const hasPort = (pod: Pod): boolean => reach(pod.node) && targetOn(pod, port) !== undefined;
  const ofPods = podBackings(inventory, service, family, hasPort).flatMap(backing => {
    const target = targetOn(backing.pod, port);
    return target === undefined ? [] : [{ ...backing, port: target }];
  });
  const written = slicesOf(inventory, service).flatMap(({ ports, endpoints }) =>
    ports
      .filter(other => answersFor(other, port))
      .flatMap(other =>
        readyIn(service, endpoints, family).map(endpoint => ({
          ...backingAt(inventory, endpoint),
          port: other.port ?? port.port,
        })),
      ),
  );
  return [...ofPods, ...written.filter(({ node }) => reach(node))];
}

/** The number of a targetPort on a pod; nothing where the pod has no port of that name. */
export function targetOn(pod: Pod, { targetPort, protocol }: ServicePort): number | undefined {
  if (typeof targetPort === 'number') return targetPort;
  return portsOf(pod).find(port => port.name === targetPort && port.protocol === protocol)?.port;
}

/**
 * Ready pods that a Service selects; where there is none within reach that has the port, those that serve on while they are
 * being deleted (pkg/proxy/topology.go, CategorizeEndpoints, asked for each port).
 */
function podsBehind(
  { cluster }: Inventory,
  service: Service,
  isAsked: (pod: Pod) => boolean,
): readonly Pod[] {
  const selected = selectedBy(cluster, service).filter(isAsked);
  if (service.publishNotReadyAddresses) return selected;
  const serving = selected.filter(pod => !pod.unready);
  const ready = serving.filter(pod => !pod.terminating);
  return ready.length > 0 ? ready : serving;
}

/** Pods that a Service selects, ready or not; those that have finished have no address any more. */
export function selectedBy({ pods }: Cluster, { namespace, selector }: Service): readonly Pod[] {
  if (!selector) return [];
  const selects = compileSelector({ matchLabels: selector });
  return [...pods.values()].filter(
    pod => pod.namespace === namespace && !pod.finished && selects(pod.labels),
  );
}

/** Those that somebody wrote: of a Service that selects pods, its controller writes those of the pods. */
function slicesOf({ cluster }: Inventory, { namespace, name, selector }: Service): readonly EndpointSlice[] {
  const own = cluster.endpointSlices.filter(slice => slice.namespace === namespace && slice.service === name);
  return selector
    ? own.map(slice => ({ ...slice, endpoints: slice.endpoints.filter(({ isOfPod }) => !isOfPod) }))
    : own;
}

function readyIn(
  { publishNotReadyAddresses }: Service,
  endpoints: readonly SliceEndpoint[],
  family: Family,
): readonly SliceEndpoint[] {
  return endpoints.filter(
    ({ address, ready }) => address.family === family && (ready || publishNotReadyAddresses),
  );
}

/** A slice names addresses; whoever has one is behind it. */
function backingAt({ cluster, addresses }: Inventory, { address, node, hostname }: SliceEndpoint): Backing {
  const key = addressKey(address);
  const has = (known: readonly Address[]): boolean => known.some(other => addressKey(other) === key);
  const pod = [...cluster.pods.values()].find(other => !other.hostNetwork && has(addresses.ofPod(other)));
  const on = pod ? pod.node : (node ?? [...cluster.nodes.keys()].find(name => has(addresses.ofNode(name))));
  return {
    address,
    ...(pod && { pod }),
    ...(on !== undefined && { node: on }),
    ...(hostname !== undefined && { hostname }),
  };
}

/** A port of a slice answers for the port of the Service that has its name (EndpointPort.name). */
function answersFor(slicePort: EndpointPort, port: ServicePort): boolean {
  return (slicePort.name ?? '') === (port.name ?? '') && slicePort.protocol === port.protocol;
}

import { families, formatAddress, parseAddress } from '../addresses/address';
import { namespacesOf } from '../cluster/cluster';
import { type Service, serviceKey } from '../cluster/service';
import { absoluteName } from '../kubernetes/names';
import { type Backing, backingsOf, type Inventory } from '../services/endpoints';
import type { DnsAnswer } from './dnsAnswer';
import { clusterDomain, isOfCluster } from './names';

const nothing: DnsAnswer = { kind: 'NXDOMAIN' };
const onlyNames: DnsAnswer = { kind: 'NODATA', because: 'there are only names below it' };

/** Namespaces of every cluster (Kubernetes documentation, Namespaces, "Initial namespaces"). */
const initialNamespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/**
 * What CoreDNS answers about an absolute name, with the plugin kubernetes for `cluster.local` and `pods insecure`, as
 * kubeadm sets it up (coredns plugin/kubernetes); about other names, what its forwarder knows. An alias is not followed.
 */
export function answerOf(inventory: Inventory, name: string): DnsAnswer {
  const absolute = absoluteName(name);
  return isOfCluster(absolute) ? answerOfCluster(inventory, absolute) : answerOutside(inventory, absolute);
}

/** What a resolver says that knows nothing of the cluster's own names, as that of a node. */
export function answerOutside({ cluster }: Inventory, name: string): DnsAnswer {
  const absolute = absoluteName(name);
  const endpoint = [...cluster.externals.values()].find(other => absoluteName(other.name) === absolute);
  return endpoint ? { kind: 'outside', endpoint } : nothing;
}

/** Its labels from the right: `svc` or `pod`, a namespace, a Service, and up to two below that (parse.go). */
function answerOfCluster(inventory: Inventory, absolute: string): DnsAnswer {
  const relative = absolute.slice(0, -clusterDomain.length - 1);
  if (relative === '') return onlyNames;
  const [form, namespace, name, ...below] = relative.split('.').reverse();
  if ((form !== 'svc' && form !== 'pod') || below.length > 2) return nothing;
  if (namespace === undefined) return onlyNames;
  if (!isNamespace(inventory, namespace)) return nothing;
  if (name === undefined) return onlyNames;
  return form === 'pod' ? podAnswer(name) : serviceAnswer(inventory, serviceKey({ namespace, name }), below);
}

function isNamespace({ cluster }: Inventory, name: string): boolean {
  const ofServices = [...cluster.services.values()].map(({ namespace }) => namespace);
  return [...initialNamespaces, ...namespacesOf(cluster), ...ofServices].includes(name);
}

/** `10-0-0-1` is 10.0.0.1, whoever has it (findPods in kubernetes.go). */
function podAnswer(name: string): DnsAnswer {
  const isIPv4 = name.split('-').length === 4 && !name.includes('--');
  const address = parseAddress(name.replaceAll('-', isIPv4 ? '.' : ':'));
  return address ? { kind: 'addresses', addresses: [address] } : nothing;
}

/** `below` is an endpoint's own name, or the protocol and the name of a port (findServices in kubernetes.go). */
function serviceAnswer(inventory: Inventory, key: string, below: readonly string[]): DnsAnswer {
  const service = inventory.cluster.services.get(key);
  if (!service) return nothing;
  if (service.type === 'ExternalName') return aliasAnswer(service, below);
  const [first, second] = below;
  if (second !== undefined && !hasPort(service, first, second)) return nothing;
  const ofEndpoint = first !== undefined && second === undefined;
  if (!service.headless && !ofEndpoint) return { kind: 'service', service };
  const ready = readyBackings(inventory, service);
  const backings = ofEndpoint ? ready.filter(backing => ownName(backing) === first) : ready;
  if (backings.length > 0) return { kind: 'backings', service, backings };
  return ready.length > 0 ? nothing : { kind: 'NXDOMAIN', unready: service };
}

/** An ExternalName that looks like an address is no name, so there is no alias. */
function aliasAnswer(service: Service, below: readonly string[]): DnsAnswer {
  const of = service.externalName;
  const isAlias = below.length === 0 && of !== undefined && !parseAddress(of);
  return isAlias ? { kind: 'alias', service, of } : nothing;
}

/** `_http._tcp.web`; the underscores may be left out. */
function hasPort({ ports }: Service, protocol: string | undefined, name: string): boolean {
  const [wantedProtocol, wantedName] = [protocol ?? '', name].map(label => label.replace(/^_/, ''));
  return ports.some(
    port => (port.name ?? '') === wantedName && port.protocol.toLowerCase() === wantedProtocol,
  );
}

/**
 * kube-proxy falls back on endpoints that are terminating where no other is left; CoreDNS reads the condition `ready`
 * alone, which these do not have (EndpointSliceToEndpoints in object/endpoint.go).
 */
function readyBackings(inventory: Inventory, service: Service): readonly Backing[] {
  return families
    .flatMap(family => backingsOf(inventory, service, family))
    .filter(({ pod }) => service.publishNotReadyAddresses || !pod?.terminating);
}

/** Its hostname, or else its address with dashes (endpointHostname in kubernetes.go). */
function ownName({ hostname, address }: Backing): string {
  return hostname?.toLowerCase() ?? formatAddress(address).replace(/[.:]/g, '-');
}

import { type Address, formatAddress } from '../addresses/address';
import { isPort, lastPort } from '../addresses/port';
import { withPods, withServices } from '../cluster/cluster';
import { type ClusterDns, defaultDns, dnsOf } from '../cluster/dns';
import { withNodePorts } from '../cluster/nodePorts';
import { ownerOf } from '../cluster/owner';
import type { Pod } from '../cluster/pod';
import type { Doorkeeper } from '../cluster/routes';
import { type EndpointSlice, type Service, serviceKey } from '../cluster/service';
import { resolveEndpoint } from '../english/endpoint';
import { readAddress, readBlock } from '../english/inventory';
import { instead, Refusal } from '../english/refusal';
import { readServices } from '../english/serviceTable';
import { podsNamed } from './inventory';
import { ofDns } from './ofDns';
import type { Scenario } from './scenario';

/** `the services:`; given again, it replaces all Services but those of the cluster itself. */
export function listServices(scenario: Scenario, cells: readonly (readonly string[])[]): void {
  const { cluster } = scenario.state;
  const services = readServices(cells, scenario.namespace);
  const own = [...cluster.services].filter(([, service]) => ofDns(cluster, service));
  refuseTaken(
    scenario,
    services,
    own.map(([, service]) => service),
  );
  const listed = withServices({ ...cluster, services: new Map(own) }, services);
  scenario.change({ cluster: { ...listed, services: withNodePorts(listed.services) } });
}

/** An address is one Service's, and no pod's or node's (core/v1 ServiceSpec.clusterIP). */
function refuseTaken({ state }: Scenario, services: readonly Service[], own: readonly Service[]): void {
  const bare = { ...state.cluster, services: new Map(own.map(service => [serviceKey(service), service])) };
  for (const { name, clusterIPs } of services)
    for (const address of clusterIPs) {
      const owner = ownerOf(bare, address);
      const whose =
        owner.kind === 'pods' ? owner.pods[0]?.name : owner.kind === 'node' ? owner.node : undefined;
      const taken = owner.kind === 'service' ? `service/${serviceKey(owner.service)}` : whose;
      if (taken !== undefined)
        throw new Refusal(
          `the services: ${formatAddress(address)} cannot be the cluster IP of ${name}, as ${taken} has it.`,
        );
    }
}

/** `pod backend is not ready`: it runs, and Services leave it out. */
export function setReady(scenario: Scenario, name: string, isReady: boolean): void {
  const pods = podsNamed(scenario, name).map(({ unready, ...pod }) =>
    isReady ? pod : { ...pod, unready: true as const },
  );
  scenario.change({ cluster: withPods(scenario.state.cluster, pods) });
}

/** `the ingress controller is ingress-nginx/controller`: pods, or an address or block outside. */
export function setIngressController(scenario: Scenario, endpoint: string): void {
  keepDoor(scenario, { endpoint });
}

/** `the gateway shop/web is served by envoy`. */
export function setGateway(scenario: Scenario, name: string, endpoint: string): void {
  const { gateways } = scenario.state.cluster.routes;
  const keys = gateways.map(serviceKey);
  const gateway = name.includes('/') ? name : `${scenario.namespace}/${name}`;
  if (!keys.includes(gateway))
    throw new Refusal(`There is no Gateway "${gateway}". ${instead(gateway, keys)}`);
  keepDoor(scenario, { gateway, endpoint });
}

function keepDoor(scenario: Scenario, keeper: Doorkeeper): void {
  const endpoint = resolveEndpoint(keeper.endpoint, scenario.surroundings);
  if (endpoint.kind !== 'pods' && endpoint.kind !== 'external')
    throw new Refusal(
      `${keeper.endpoint} carries nothing in: name the pods of the proxy, or addresses outside.`,
    );
  const { cluster } = scenario.state;
  const others = cluster.doorkeepers.filter(({ gateway }) => gateway !== keeper.gateway);
  scenario.change({ cluster: { ...cluster, doorkeepers: [...others, keeper] } });
}

/** `kube-dns`: the Service of that name and two pods of CoreDNS, as kubeadm sets them up, and `kubernetes`, unless they are there. */
export function addKubeDns(scenario: Scenario, port?: number): void {
  if (port !== undefined && !isPort(port))
    throw new Refusal(`${port} is no port: a port number lies between 1 and ${lastPort}.`);
  const { cluster } = scenario.state;
  const dns = cluster.dns ?? defaultDns;
  const isOwn = [...cluster.pods.values()].some(pod => ofDns(cluster, pod));
  if (cluster.services.has(defaultDns.service) && (!isOwn || port === undefined)) {
    if (port !== undefined)
      throw new Refusal(
        `The Service ${defaultDns.service} is there already: its manifests say where its pods listen.`,
      );
    scenario.change({ cluster: { ...cluster, dns } });
    return;
  }
  const hasApiServer = cluster.services.has(serviceKey(apiServer)) && !ofDns(cluster, apiServer);
  const listed = cluster.endpointSlices.filter(slice => serviceKey(slice) !== serviceKey(apiServerSlice));
  scenario.change({
    cluster: {
      ...withServices(withPods(cluster, coreDnsPods(port ?? 53)), [
        kubeDnsService(port ?? 53),
        ...(hasApiServer ? [] : [apiServer]),
      ]),
      endpointSlices: hasApiServer ? cluster.endpointSlices : [...listed, apiServerSlice],
      dns,
    },
  });
}

/** `NodeLocal DNSCache`: pods ask their own node, which asks kube-dns. */
export function addNodeCache(scenario: Scenario, address = '169.254.20.10'): void {
  addKubeDns(scenario);
  changeDns(scenario, { nodeCache: reachable(scenario, address) });
}

/** `kube-dns forwards to 10.0.0.2`. */
export function forwardDns(scenario: Scenario, address: string): void {
  if (!dnsOf(scenario.state.cluster))
    throw new Refusal('There is no kube-dns: write "Given kube-dns" first.');
  changeDns(scenario, { forwarder: reachable(scenario, address) });
}

/** An address of a family that the cluster has. */
function reachable({ state }: Scenario, text: string): Address {
  const address = readAddress(text);
  const ranges = state.cluster.podRanges.map(range => readBlock(range).family);
  if (ranges.includes(address.family)) return address;
  throw new Refusal(
    `${text} is ${address.family}, and the pods of this cluster are ${ranges.join(' and ')} alone.`,
  );
}

function changeDns(scenario: Scenario, changes: Partial<ClusterDns>): void {
  const { cluster } = scenario.state;
  scenario.change({ cluster: { ...cluster, dns: { ...(dnsOf(cluster) ?? defaultDns), ...changes } } });
}

/** The API server as pods know it; it runs outside the pod network, at an address that is made up here. */
const apiServer: Service = {
  namespace: 'default',
  name: 'kubernetes',
  type: 'ClusterIP',
  headless: false,
  clusterIPs: [readAddress('10.96.0.1')],
  externalIPs: [],
  ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: 6443 }],
  externalTrafficPolicy: 'Cluster',
  internalTrafficPolicy: 'Cluster',
  publishNotReadyAddresses: false,
};
const apiServerSlice: EndpointSlice = {
  namespace: 'default',
  name: 'kubernetes',
  service: 'kubernetes',
  ports: [{ name: 'https', protocol: 'TCP', port: 6443 }],
  endpoints: [{ address: readAddress('192.0.2.6'), ready: true }],
};

/** The manifests of kubeadm: cmd/kubeadm/app/phases/addons/dns/manifests.go. */
const labels = { 'k8s-app': 'kube-dns' };

function coreDnsPods(port: number): readonly Pod[] {
  return [1, 2].map(number => ({
    namespace: 'kube-system',
    name: `coredns-${number}`,
    labels,
    listening: {
      kind: 'only',
      ports: [
        { name: 'dns', port, protocol: 'UDP' },
        { name: 'dns-tcp', port, protocol: 'TCP' },
        { name: 'metrics', port: 9153, protocol: 'TCP' },
      ],
    },
    addresses: [],
    owner: { kind: 'Deployment', name: 'coredns' },
    hostNetwork: false,
    finished: false,
    terminating: false,
  }));
}

function kubeDnsService(targetPort: number): Service {
  return {
    namespace: 'kube-system',
    name: 'kube-dns',
    type: 'ClusterIP',
    headless: false,
    clusterIPs: [readAddress('10.96.0.10')],
    externalIPs: [],
    selector: labels,
    ports: [
      { name: 'dns', protocol: 'UDP', port: 53, targetPort },
      { name: 'dns-tcp', protocol: 'TCP', port: 53, targetPort },
      { name: 'metrics', protocol: 'TCP', port: 9153, targetPort: 9153 },
    ],
    externalTrafficPolicy: 'Cluster',
    internalTrafficPolicy: 'Cluster',
    publishNotReadyAddresses: false,
  };
}

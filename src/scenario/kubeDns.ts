import type { Address } from '../addresses/address';
import { isPort, lastPort } from '../addresses/port';
import { withPods, withServices } from '../cluster/cluster';
import { type ClusterDns, defaultDns, dnsOf } from '../cluster/dns';
import type { Pod } from '../cluster/pod';
import { type EndpointSlice, type Service, serviceKey } from '../cluster/service';
import { readAddress, readBlock } from '../english/inventory';
import { Refusal } from '../english/refusal';
import { refuseClaimedTwice } from './allocations';
import { isBroughtByKubeDns } from './broughtByKubeDns';
import type { Scenario } from './scenario';

/**
 * `kube-dns`: the Service of that name and two pods of CoreDNS, as kubeadm sets them up, and `kubernetes`, unless they
 * are there.
 */
export function addKubeDns(scenario: Scenario, port?: number): void {
  if (port !== undefined && !isPort(port))
    throw new Refusal(`${port} is no port: a port number lies between 1 and ${lastPort}.`);
  const { cluster } = scenario.state;
  const dns = cluster.dns ?? defaultDns;
  const isOwn = [...cluster.pods.values()].some(pod => isBroughtByKubeDns(cluster, pod));
  if (cluster.services.has(defaultDns.service) && (!isOwn || port === undefined)) {
    if (port !== undefined)
      throw new Refusal(
        `The Service ${defaultDns.service} is there already: its manifests say where its pods listen.`,
      );
    scenario.change({ cluster: { ...cluster, dns } });
    return;
  }
  const hasApiServer = cluster.services.has(serviceKey(apiServer)) && !isBroughtByKubeDns(cluster, apiServer);
  const listed = cluster.endpointSlices.filter(slice => serviceKey(slice) !== serviceKey(apiServerSlice));
  const served = withServices(withPods(cluster, coreDnsPods(port ?? 53)), [
    kubeDnsService(port ?? 53),
    ...(hasApiServer ? [] : [apiServer]),
  ]);
  refuseClaimedTwice(served);
  scenario.change({
    cluster: {
      ...served,
      endpointSlices: hasApiServer ? cluster.endpointSlices : [...listed, apiServerSlice],
      dns,
    },
  });
}

/** `NodeLocal DNSCache`: pods ask their own node, which asks kube-dns. */
export function addNodeCache(scenario: Scenario, address = '169.254.20.10'): void {
  const nodeCache = reachable(scenario, address);
  addKubeDns(scenario);
  changeDns(scenario, { nodeCache });
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

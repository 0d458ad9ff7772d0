import { type Address, parseAddress } from '../addresses/address';
import { addressSetOf } from '../addresses/addressSet';
import { parseBlock } from '../addresses/block';
import { planAddresses } from '../cluster/addressPlan';
import type { Cluster } from '../cluster/cluster';
import { withServices } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import type { EndpointSlice, Service } from '../cluster/service';
import type { Inventory } from '../services/endpoints';
import { clusterOf } from './smallNetworks';

// A cluster with a name of each kind in the namespaces default and shop.

export const address = (text: string): Address => {
  const read = parseAddress(text);
  if (!read) throw new Error(`${text} is no address`);
  return read;
};

export const podOf = (key: string, ip: string, more: Partial<Pod> = {}): Pod => {
  const [namespace = '', name = ''] = key.split('/');
  return {
    namespace,
    name,
    labels: { app: name },
    listening: { kind: 'everything' },
    addresses: ip === '' ? [] : ip.split(' ').map(address),
    hostNetwork: false,
    finished: false,
    terminating: false,
    ...more,
  };
};

export const serviceOf = (key: string, more: Partial<Service> = {}): Service => {
  const [namespace = '', name = ''] = key.split('/');
  return {
    namespace,
    name,
    type: 'ClusterIP',
    headless: false,
    clusterIPs: [],
    externalIPs: [],
    selector: { app: name },
    ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
    externalTrafficPolicy: 'Cluster',
    internalTrafficPolicy: 'Cluster',
    publishNotReadyAddresses: false,
    ...more,
  };
};

const { selector: _, ...unselecting } = serviceOf('default/x');
const alias = (key: string, of: string): Service => ({
  ...unselecting,
  ...{ namespace: key.split('/')[0] ?? '', name: key.split('/')[1] ?? '' },
  type: 'ExternalName',
  ports: [],
  externalName: of,
});

const ofDb = { labels: { app: 'db' }, owner: { kind: 'StatefulSet', name: 'db' } };

const pods: readonly Pod[] = [
  podOf('default/frontend', '10.1.0.1'),
  podOf('shop/backend', '10.1.0.2'),
  podOf('shop/db-0', '10.1.1.0 fd01::10', { ...ofDb, hostname: 'db-0', subdomain: 'db' }),
  podOf('shop/db-1', '10.1.1.1 fd01::11', { ...ofDb, hostname: 'db-1', subdomain: 'db' }),
  podOf('shop/late', '10.1.2.0', { unready: true }),
  podOf('shop/leaving', '10.1.3.0', { terminating: true }),
];

const services: readonly Service[] = [
  serviceOf('default/web', { clusterIPs: [address('10.96.0.20')] }),
  serviceOf('shop/backend', { clusterIPs: [address('10.96.0.21')] }),
  serviceOf('kube-system/kube-dns', { clusterIPs: [address('10.96.0.10')] }),
  serviceOf('shop/db', { headless: true }),
  serviceOf('shop/late', { headless: true }),
  serviceOf('shop/early', { headless: true, selector: { app: 'late' }, publishNotReadyAddresses: true }),
  serviceOf('shop/leaving', { headless: true }),
  serviceOf('shop/parting', { headless: true, selector: { app: 'leaving' }, publishNotReadyAddresses: true }),
  { ...unselecting, namespace: 'shop', name: 'outdoors', headless: true },
  alias('default/pay', 'Shop.Example.com.'),
  alias('default/data', 'db.shop.svc.cluster.local'),
  alias('default/twice', 'data.default.svc.cluster.local'),
  alias('default/short', 'backend.shop'),
  alias('default/gone', 'nobody.shop.svc.cluster.local'),
  alias('default/tick', 'tock.default.svc.cluster.local'),
  alias('default/tock', 'tick.default.svc.cluster.local'),
  alias('default/self', 'self.default.svc.cluster.local'),
  alias('default/number', '203.0.113.9'),
];

const slices: readonly EndpointSlice[] = ['one', 'two'].map(name => ({
  namespace: 'shop',
  name,
  service: 'outdoors',
  ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
  endpoints: [
    { address: address('192.0.2.1'), ready: true, hostname: 'Mail' },
    { address: address('192.0.2.2'), ready: true },
    { address: address('192.0.2.3'), ready: false },
  ],
}));

const external = 'shop.example.com';
const block = parseBlock('203.0.113.80/32')?.block;

const cluster: Cluster = {
  ...withServices(clusterOf(pods), services),
  namespaces: new Map([['empty', {}]]),
  endpointSlices: slices,
  externals: new Map([[external, { name: external, addresses: addressSetOf(block ? [block] : []) }]]),
  dns: {
    service: 'kube-system/kube-dns',
    nodeCache: address('169.254.20.10'),
    forwarder: address('192.0.2.53'),
  },
};

export const inventoryOf = (change: Partial<Cluster> = {}): Inventory => {
  const changed = { ...cluster, ...change };
  return { cluster: changed, addresses: planAddresses(changed) };
};

/** The above, with more Services and pods. */
export const inventoryWith = (more: readonly Service[], morePods: readonly Pod[] = []): Inventory =>
  inventoryOf({
    services: withServices(cluster, more).services,
    pods: new Map([...pods, ...morePods].map(pod => [`${pod.namespace}/${pod.name}`, pod])),
  });

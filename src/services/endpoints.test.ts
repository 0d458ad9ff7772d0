import { expect } from 'chai';
import { formatAddress } from '../addresses/address';
import type { Pod } from '../cluster/pod';
import type { EndpointSlice, Service } from '../cluster/service';
import { address, inventoryOf, podOf, serviceOf } from '../testing/smallZone';
import { backingEndpoints } from './backingEndpoints';
import { whyEmpty } from './emptiness';
import { endpointsOf, type Inventory } from './endpoints';

const { selector: _, ...byHand } = serviceOf('shop/web');
const named = (port: string): Partial<Service> => ({
  ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: port }],
});
const web = (name: string, ip: string, more: Partial<Pod> = {}): Pod =>
  podOf(`shop/${name}`, ip, { labels: { app: 'web' }, ...more });
const listening = (name: string, port: number): Partial<Pod> => ({
  listening: { kind: 'only', ports: [{ name, port, protocol: 'TCP' }] },
});

const slice = (more: Partial<EndpointSlice> = {}): EndpointSlice => ({
  namespace: 'shop',
  name: 'one',
  service: 'web',
  ports: [{ name: 'http', port: 5432, protocol: 'TCP' }],
  endpoints: [{ address: address('192.0.2.1'), ready: true }],
  ...more,
});
const at = (ip: string, ready = true): EndpointSlice['endpoints'][number] => ({
  address: address(ip),
  ready,
});

interface Row {
  readonly title: string;
  readonly service?: Partial<Service>;
  readonly pods?: readonly Pod[];
  /** The Service has no selector then. */
  readonly slices?: readonly EndpointSlice[];
  readonly expected: readonly string[];
  /** Why there is none. */
  readonly why?: string;
}

const rows: readonly Row[] = [
  {
    title: 'every pod with its labels, in its namespace',
    pods: [
      web('a', '10.0.0.1'),
      web('b', '10.0.0.2'),
      podOf('shop/c', '10.0.0.3'),
      web('d', '10.0.0.4', { namespace: 'x' }),
    ],
    expected: ['a 10.0.0.1:8080', 'b 10.0.0.2:8080'],
  },
  { title: 'nobody where no pod has them', expected: [], why: 'no pod of shop is app=web' },
  {
    title: 'no pod that is not ready',
    pods: [web('a', '10.0.0.1', { unready: true }), web('b', '10.0.0.2')],
    expected: ['b 10.0.0.2:8080'],
  },
  {
    title: 'nobody where none is ready',
    pods: [web('a', '10.0.0.1', { unready: true })],
    expected: [],
    why: 'no pod that it selects is ready',
  },
  {
    title: 'whoever is not ready, where that is published',
    service: { publishNotReadyAddresses: true },
    pods: [web('a', '10.0.0.1', { unready: true, terminating: true })],
    expected: ['a 10.0.0.1:8080'],
  },
  {
    title: 'no pod that is being deleted, as long as there is another',
    pods: [web('a', '10.0.0.1', { terminating: true }), web('b', '10.0.0.2')],
    expected: ['b 10.0.0.2:8080'],
  },
  {
    title: 'those that are being deleted and serve on, where there is no other',
    pods: [
      web('a', '10.0.0.1', { terminating: true }),
      web('b', '10.0.0.2', { terminating: true, unready: true }),
    ],
    expected: ['a 10.0.0.1:8080'],
  },
  {
    title: 'no pod that has finished',
    pods: [web('a', '10.0.0.1', { finished: true })],
    expected: [],
    why: 'no pod of shop is app=web',
  },
  {
    title: 'a port by name, at the number that each pod has for it',
    service: named('http'),
    pods: [web('a', '10.0.0.1', listening('http', 8080)), web('b', '10.0.0.2', listening('http', 9090))],
    expected: ['a 10.0.0.1:8080', 'b 10.0.0.2:9090'],
  },
  {
    title: 'no pod without the name of the port',
    service: named('http'),
    pods: [web('a', '10.0.0.1', listening('http', 8080)), web('b', '10.0.0.2')],
    expected: ['a 10.0.0.1:8080'],
  },
  {
    title: 'nobody where no pod has the name of the port',
    service: named('https'),
    pods: [web('a', '10.0.0.1', listening('http', 8080))],
    expected: [],
    why: 'no pod that it selects has a port named https/TCP',
  },
  {
    title: 'a port that nobody listens on: that is found out by dialling',
    pods: [web('a', '10.0.0.1', listening('http', 80))],
    expected: ['a 10.0.0.1:8080'],
  },
  {
    title: 'those of its slices, at the port of the slice',
    slices: [slice(), slice({ name: 'two', endpoints: [at('192.0.2.2')] })],
    expected: ['192.0.2.1:5432', '192.0.2.2:5432'],
  },
  {
    title: 'no slice of another Service',
    slices: [slice({ service: 'db' }), slice({ namespace: 'x' })],
    expected: [],
    why: 'it has no selector, and no EndpointSlice names it',
  },
  {
    title: 'no slice of nobody',
    slices: [{ namespace: 'shop', name: 'one', ports: slice().ports, endpoints: slice().endpoints }],
    expected: [],
    why: 'it has no selector, and no EndpointSlice names it',
  },
  {
    title: 'nobody in slices without endpoints',
    slices: [slice({ endpoints: [] })],
    expected: [],
    why: 'its EndpointSlices are empty',
  },
  {
    title: 'no endpoint of a slice that is not ready',
    slices: [slice({ endpoints: [at('192.0.2.1', false)] })],
    expected: [],
    why: 'no endpoint of its EndpointSlices is ready',
  },
  {
    title: 'endpoints of slices that are not ready, where that is published',
    service: { publishNotReadyAddresses: true },
    slices: [slice({ endpoints: [at('192.0.2.1', false)] })],
    expected: ['192.0.2.1:5432'],
  },
  {
    title: 'no slice without the name of the port',
    slices: [slice({ ports: [{ port: 5432, protocol: 'TCP' }] })],
    expected: [],
    why: 'none of its EndpointSlices has a port named http/TCP',
  },
  {
    title: 'no slice with a name for a port that has none',
    service: { ports: [{ protocol: 'TCP', port: 80, targetPort: 80 }] },
    slices: [slice()],
    expected: [],
    why: 'none of its EndpointSlices has a TCP port without a name, as the Service has',
  },
  {
    title: 'no slice with the port of another protocol',
    slices: [slice({ ports: [{ name: 'http', port: 5432, protocol: 'UDP' }] })],
    expected: [],
    why: 'none of its EndpointSlices has a port named http/TCP',
  },
  {
    title: 'the port of the Service, where the slice says none',
    slices: [slice({ ports: [{ name: 'http', protocol: 'TCP' }] })],
    expected: ['192.0.2.1:80'],
  },
  {
    title: 'the pod that has an address of a slice, unless it has that of its node',
    pods: [podOf('x/db', '10.0.0.9'), podOf('x/agent', '10.0.0.8', { hostNetwork: true })],
    slices: [slice({ endpoints: [at('10.0.0.9'), at('10.0.0.8')] })],
    expected: ['db 10.0.0.9:5432', '10.0.0.8:5432'],
  },
];

function shop({ service = {}, pods = [], slices }: Omit<Row, 'title' | 'expected'>): [Inventory, Service] {
  const web = slices ? { ...byHand, ...service } : serviceOf('shop/web', service);
  const inventory = inventoryOf({
    pods: new Map(pods.map(pod => [`${pod.namespace}/${pod.name}`, pod])),
    services: new Map([['shop/web', web]]),
    endpointSlices: slices ?? [],
  });
  return [inventory, web];
}

function told([inventory, service]: [Inventory, Service], family: 'IPv4' | 'IPv6' = 'IPv4') {
  const [port] = service.ports;
  const found = port ? endpointsOf(inventory, service, port, family) : [];
  return found.map(({ pod, address: ip, port: number }) =>
    [...(pod ? [pod.name] : []), `${formatAddress(ip)}:${number}`].join(' '),
  );
}

describe('behind a Service', () => {
  for (const { title, expected, why, ...given } of rows)
    it(`stands ${title}`, () => {
      const [inventory, service] = shop(given);
      expect(told([inventory, service])).to.deep.equal(expected);
      expect(whyEmpty(inventory, service)).to.equal(why);
    });

  it('stands whoever has an address of the family', () => {
    const dual = shop({ pods: [web('a', '10.0.0.1 fd00::1'), web('b', '10.0.0.2')] });
    expect(told(dual, 'IPv6')).to.deep.equal(['a fd00::1:8080']);
  });

  it('knows the node of each: of the pod, as the slice says, or whose address it is', () => {
    const [{ cluster, addresses }, service] = shop({
      pods: [podOf('x/db', '10.0.0.9', { node: 'a' })],
      slices: [
        slice({
          endpoints: [{ ...at('10.0.0.9'), node: 'b' }, { ...at('192.0.2.1'), node: 'b' }, at('192.168.0.1')],
        }),
      ],
    });
    const nodes = new Map([['c', { name: 'c', labels: {}, addresses: [address('192.168.0.1')] }]]);
    const more = { cluster: { ...cluster, nodes }, addresses };
    const [port] = service.ports;
    const planned = {
      ...more,
      addresses: { ...addresses, ofNode: (name: string) => nodes.get(name)?.addresses ?? [] },
    };
    expect(port && endpointsOf(planned, service, port, 'IPv4').map(({ node }) => node)).to.deep.equal([
      'a',
      'b',
      'c',
    ]);
  });

  it('asks for a port alone, where only that is empty', () => {
    const sql = { name: 'sql', protocol: 'TCP', port: 5432, targetPort: 'sql' } as const;
    const ports = [...serviceOf('shop/web').ports, sql];
    const [inventory, service] = shop({ service: { ports }, pods: [web('a', '10.0.0.1')] });
    expect(service.ports.map(port => whyEmpty(inventory, service, port))).to.deep.equal([
      undefined,
      'no pod that it selects has a port named sql/TCP',
    ]);
  });

  it('is no question of a port, for a headless Service', () => {
    expect(
      whyEmpty(...shop({ service: { ...named('https'), headless: true }, pods: [web('a', '10.0.0.1')] })),
    ).to.equal(undefined);
  });

  it('is nobody behind an alias, which is no reason to wonder', () => {
    expect(whyEmpty(...shop({ service: { type: 'ExternalName' }, slices: [] }))).to.equal(undefined);
  });
});

describe('the endpoints behind a Service', () => {
  it('are its pods together, and everybody else one by one', () => {
    const [inventory, service] = shop({
      pods: [web('a', '10.0.0.1'), web('b', '10.0.0.2')],
      slices: [slice({ endpoints: ['10.0.0.1', '192.0.2.1', '10.0.0.2', '192.0.2.2'].map(ip => at(ip)) })],
    });
    const found = backingEndpoints(inventory, service, 'IPv4');
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal([
      'pods web',
      'external 192.0.2.1',
      'external 192.0.2.2',
    ]);
  });

  it('are none where nobody stands behind it', () => {
    expect(backingEndpoints(...shop({}), 'IPv4')).to.deep.equal([]);
  });
});

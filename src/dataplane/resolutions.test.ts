import { expect } from 'chai';
import { formatPorts } from '../addresses/port';
import type { Party } from '../cluster/flow';
import { readQuestion } from '../english/question';
import { listExternals, listNodes, listPods, useDualStack } from '../scenario/inventory';
import { addKubeDns, addNodeCache, forwardDns } from '../scenario/kubeDns';
import { addManifestText } from '../scenario/manifests';
import { Scenario } from '../scenario/scenario';
import { listServices } from '../scenario/services';
import { nowhere } from '../testing/edge';
import { candidatesOf } from './candidates';
import type { Leg } from './leg';
import { resolutionsOf } from './resolutions';

function shop(...more: readonly ((scenario: Scenario) => void)[]): Scenario {
  const scenario = new Scenario(nowhere);
  listNodes(scenario, [
    ['node', 'ip'],
    ['a', '192.168.0.1'],
    ['b', ''],
  ]);
  listPods(scenario, [
    ['pod', 'labels', 'ip'],
    ['api', '', '10.0.0.1'],
    ['web', '', '10.0.0.2'],
    ['resolver', '', '10.0.0.53'],
    ...Array.from({ length: 30 }, (_, i) => [`many-${i}`, 'app=many', '']),
  ]);
  listServices(scenario, [
    ['service', 'ports', 'type', 'cluster ip', 'selector'],
    ['web', '80', '', '', ''],
    ['many', '80', 'headless', '', ''],
    ['resolvers', '53/UDP', '', '10.96.0.30', 'app=resolver'],
  ]);
  listExternals(scenario, [
    ['name', 'addresses'],
    ['shop.example.com', '203.0.113.9'],
  ]);
  for (const change of more) change(scenario);
  return scenario;
}

/** `DNS: api → service/kube-dns → coredns:53/UDP`. */
function told({ names }: Scenario, leg: Leg): string {
  const { source, destination, ports, protocol, purpose, translation } = leg;
  const named = (party: Party): string => names.party(party).replace('kube-system/', '');
  const through = translation ? ` → ${named(translation.dialled)}` : '';
  const end = translation?.deadEnd ?? `${named(destination)}:${formatPorts([ports])}/${protocol}`;
  return `${purpose}: ${named(source)}${through} → ${end}`;
}

function asked(scenario: Scenario, host: string, client = 'api'): readonly string[] {
  const { network, surroundings } = scenario;
  const { source } = readQuestion(`${client} → web:80`, surroundings);
  const [from] = candidatesOf(network, source);
  if (!from) throw new Error(`${client} is nobody`);
  return resolutionsOf(network, from.party, host).map(({ before, last, target }) =>
    [
      ...[...before, last].map(leg => told(scenario, leg)),
      target ? `${target.kind} ${target.name}` : 'nothing',
    ].join('; '),
  );
}

const plain = (scenario: Scenario): void => addKubeDns(scenario);
const cached = (scenario: Scenario): void => addNodeCache(scenario);
const forwarding =
  (address: string) =>
  (scenario: Scenario): void => {
    addKubeDns(scenario);
    forwardDns(scenario, address);
  };

/** A pod `own` that resolves names by other servers. */
const ownServers =
  (dns: string) =>
  (scenario: Scenario): void => {
    addKubeDns(scenario);
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Pod
metadata: { name: own }
spec: { ${dns}, containers: [{ name: own, image: own }] }`,
    );
  };

const question = 'DNS: api → service/kube-dns → coredns:53/UDP';
const overTcp = 'DNS over TCP: api → service/kube-dns → coredns:53/TCP';
const onward = 'forwarded DNS: coredns → the upstream resolver:53/UDP';
const ofCache = 'DNS: api → the DNS cache of its node:53/UDP';
const ofCacheOverTcp = 'DNS over TCP: api → the DNS cache of its node:53/TCP';
const fromCache = 'forwarded DNS: a node → service/kube-dns → coredns:53/TCP';

const rows: readonly (readonly [string, (scenario: Scenario) => void, string, readonly string[]])[] = [
  ['a Service', plain, 'web', [`${question}; service web`]],
  [
    'a Service by its whole name',
    plain,
    'web.default.svc.cluster.local.',
    [`${question}; service web.default.svc.cluster.local.`],
  ],
  ['too many endpoints for UDP', plain, 'many', [`${question}; ${overTcp}; pods many`]],
  ['a name outside', plain, 'shop.example.com', [`${question}; ${onward}; external shop.example.com`]],
  ['a name that nobody has', plain, 'wbe', [`${question}; ${onward}; nothing`]],
  [
    'a name that nobody has, asked for as it stands before others',
    plain,
    'a.b.c.d.e.example',
    [`${question}; ${onward}; nothing`],
  ],
  [
    'too many endpoints at the second name',
    plain,
    'many.default',
    [`${question}; ${overTcp}; pods many.default`],
  ],
  ['an address spelt as a name', plain, '10-0-0-2.default.pod.cluster.local', [`${question}; pods 10.0.0.2`]],
  [
    'a name outside, by a pod',
    forwarding('10.0.0.53'),
    'shop.example.com',
    [`${question}; forwarded DNS: coredns → resolver:53/UDP; external shop.example.com`],
  ],
  [
    'a name outside, by a Service',
    forwarding('10.96.0.30'),
    'shop.example.com',
    [`${question}; forwarded DNS: coredns → service/resolvers → resolver:53/UDP; external shop.example.com`],
  ],
  [
    'a name outside, by a node',
    forwarding('192.168.0.1'),
    'shop.example.com',
    [`${question}; forwarded DNS: coredns → node/a:53/UDP; external shop.example.com`],
  ],
  [
    'a name outside, by whom nobody knows',
    forwarding('198.51.100.54'),
    'shop.example.com',
    [`${question}; forwarded DNS: coredns → 198.51.100.54:53/UDP; external shop.example.com`],
  ],
  [
    'a name outside, by the cache, which asks for it itself',
    cached,
    'shop.example.com',
    [`${ofCache}; external shop.example.com`],
  ],
  ['a Service, by the cache', cached, 'web', [`${ofCache}; ${fromCache}; service web`]],
  [
    'too many endpoints, by the cache',
    cached,
    'many',
    [`${ofCache}; ${ofCacheOverTcp}; ${fromCache}; pods many`],
  ],
  [
    'a Service, by whoever has the resolver of its node',
    ownServers('dnsPolicy: Default'),
    'web.default.svc.cluster.local',
    ['DNS: own → the upstream resolver:53/UDP; nothing'],
  ],
  [
    'a name outside, by whoever has the resolver of its node',
    ownServers('dnsPolicy: Default'),
    'shop.example.com',
    ['DNS: own → the upstream resolver:53/UDP; external shop.example.com'],
  ],
  [
    'a name outside, by a server of its own',
    ownServers('dnsPolicy: None, dnsConfig: { nameservers: [198.51.100.53, 198.51.100.54] }'),
    'shop.example.com',
    ['DNS: own → 198.51.100.53:53/UDP; external shop.example.com'],
  ],
  [
    'a name, by the cluster IP of the DNS itself',
    ownServers('dnsPolicy: None, dnsConfig: { nameservers: [10.96.0.10] }'),
    'web.default.svc.cluster.local',
    ['DNS: own → service/kube-dns → coredns:53/UDP; service web.default.svc.cluster.local'],
  ],
];

describe('questions for a name', () => {
  for (const [title, setting, host, expected] of rows)
    it(`go their way for ${title}`, () => {
      const scenario = shop(setting);
      const client = scenario.network.cluster.pods.has('default/own') ? 'own' : 'api';
      expect(asked(scenario, host, client)).to.deep.equal(expected);
    });

  it('go to each kind of DNS pod, as the client does not choose, and to the same one again', () => {
    const scenario = shop(plain);
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Pod
metadata: { name: dns-3, namespace: kube-system, labels: { k8s-app: kube-dns, tier: new } }
spec: { containers: [{ name: dns, image: dns }] }`,
    );
    expect(asked(scenario, 'web')).to.deep.equal([
      `${question}; service web`,
      'DNS: api → service/kube-dns → dns-3:53/UDP; service web',
    ]);
    expect(asked(scenario, 'many')).to.deep.equal([
      `${question}; ${overTcp}; pods many`,
      'DNS: api → service/kube-dns → dns-3:53/UDP; DNS over TCP: api → service/kube-dns → dns-3:53/TCP; pods many',
    ]);
  });

  it('end at the Service where no DNS pod is ready, for every name', () => {
    const scenario = shop(plain);
    const pods = [...scenario.state.cluster.pods].filter(([, pod]) => pod.namespace === 'default');
    scenario.change({ cluster: { ...scenario.state.cluster, pods: new Map(pods) } });
    const deadEnd = 'DNS: api → service/kube-dns → no endpoints';
    expect(asked(scenario, 'web')).to.deep.equal([`${deadEnd}; service web`]);
    expect(asked(scenario, 'shop.example.com')).to.deep.equal([`${deadEnd}; external shop.example.com`]);
  });

  /** Another Service of that name than the one of kubeadm. */
  const dnsService = (spec: string) => (scenario: Scenario) => {
    addKubeDns(scenario);
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Service
metadata: { name: kube-dns, namespace: kube-system }
spec: { selector: { k8s-app: kube-dns }, ${spec} }`,
    );
  };

  it('lead nowhere over TCP where the Service has no such port', () => {
    const scenario = shop(
      dnsService('clusterIP: 10.96.0.10, ports: [{ name: dns, port: 53, protocol: UDP }]'),
    );
    expect(asked(scenario, 'many')).to.deep.equal([
      `${question}; DNS over TCP: api → service/kube-dns → no such Service; pods many`,
    ]);
  });

  it('are none without DNS, without its Service, or where that has no address', () => {
    expect(asked(shop(), 'web')).to.deep.equal([]);
    const headless = 'clusterIP: None, ports: [{ name: dns, port: 53, protocol: UDP }]';
    expect(asked(shop(dnsService(headless)), 'web')).to.deep.equal([]);
    const scenario = shop(plain);
    scenario.change({ cluster: { ...scenario.state.cluster, services: new Map() } });
    expect(asked(scenario, 'shop.example.com')).to.deep.equal([]);
  });

  it('are none to a server of a family that the client does not have', () => {
    const toIPv6 = shop(ownServers('dnsPolicy: None, dnsConfig: { nameservers: ["2001:db8::53"] }'));
    expect(asked(toIPv6, 'shop.example.com', 'own')).to.deep.equal([]);
    const withCache = shop(useDualStack, scenario => addNodeCache(scenario, 'fd00::10'));
    expect(asked(withCache, 'web')).to.deep.equal([]);
    expect(asked(withCache, 'web', 'many-1')).not.to.deep.equal([]);
  });

  it('go from the address of the family that the server has, whatever the client dials then', () => {
    const scenario = shop(useDualStack, forwarding('2001:db8::53'));
    const { network, surroundings } = scenario;
    const familiesFor = (client: string) =>
      candidatesOf(network, readQuestion(`${client} → web:80`, surroundings).source).map(({ party }) =>
        resolutionsOf(network, party, 'shop.example.com').map(({ before, last }) =>
          [...before, last].map(leg => `${leg.source.address.family} → ${leg.destination.address.family}`),
        ),
      );
    const byKubeDns = [['IPv4 → IPv4', 'IPv6 → IPv6']];
    expect(familiesFor('many-1')).to.deep.equal([byKubeDns, byKubeDns]);
    const byForwarder = [['IPv6 → IPv6']];
    expect(familiesFor('node/b')).to.deep.equal([byForwarder, byForwarder]);
    expect(familiesFor('node/a')).to.deep.equal([[]]);
  });
});

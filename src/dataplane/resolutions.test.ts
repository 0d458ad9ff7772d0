import { expect } from 'chai';
import type { Party } from '../cluster/flow';
import { readQuestion } from '../english/question';
import { listExternals, listPods, useDualStack } from '../scenario/inventory';
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
  listPods(scenario, [
    ['pod', 'labels', 'ip'],
    ['api', '', '10.0.0.1'],
    ['web', '', '10.0.0.2'],
    ['resolver', '', '10.0.0.53'],
    ...Array.from({ length: 30 }, (_, i) => [`many-${i}`, 'app=many', '']),
  ]);
  listServices(scenario, [
    ['service', 'ports', 'type'],
    ['web', '80', ''],
    ['many', '80', 'headless'],
  ]);
  listExternals(scenario, [
    ['name', 'addresses'],
    ['shop.example.com', '203.0.113.9'],
  ]);
  for (const change of more) change(scenario);
  return scenario;
}

function named(party: Party): string {
  switch (party.kind) {
    case 'pod':
      return party.pod.owner?.name ?? party.pod.name;
    case 'node':
      return party.isLocal ? 'its own node' : 'the node';
    case 'service':
      return `service/${party.service.name}`;
    case 'external':
      return party.name;
  }
}

/** `DNS: api → kube-dns → coredns:53/UDP`. */
function told({ source, destination, ports: [port], protocol, purpose, translation }: Leg): string {
  const through = translation ? ` → ${translation.service.name}` : '';
  return `${purpose}: ${named(source)}${through} → ${named(destination)}:${port}/${protocol}`;
}

function asked(scenario: Scenario, host: string, client = 'api'): readonly string[] {
  const { network, surroundings } = scenario;
  const { source } = readQuestion(`${client} → web:80`, surroundings);
  const [from] = candidatesOf(network, source);
  if (!from) throw new Error(`${client} is nobody`);
  return resolutionsOf(network, from.party, host).map(({ before, last, target }) =>
    [...[...before, last].map(told), target ? `${target.kind} ${target.name}` : 'nothing'].join('; '),
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

const question = 'DNS: api → kube-dns → coredns:53/UDP';
const overTcp = 'DNS over TCP: api → kube-dns → coredns:53/TCP';
const onward = 'forwarded DNS: coredns → the upstream resolver:53/UDP';
const ofCache = 'DNS: api → its own node:53/UDP';
const ofCacheOverTcp = 'DNS over TCP: api → its own node:53/TCP';
const fromCache = 'forwarded DNS: the node → kube-dns → coredns:53/TCP';

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
  ['an address spelt as a name', plain, '10-0-0-2.default.pod.cluster.local', [`${question}; pods 10.0.0.2`]],
  [
    'a name outside, by a pod',
    forwarding('10.0.0.53'),
    'shop.example.com',
    [`${question}; forwarded DNS: coredns → resolver:53/UDP; external shop.example.com`],
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
    ownServers('dnsPolicy: None, dnsConfig: { nameservers: [198.51.100.53] }'),
    'shop.example.com',
    ['DNS: own → 198.51.100.53:53/UDP; external shop.example.com'],
  ],
  [
    'a name, by the cluster IP of the DNS itself',
    ownServers('dnsPolicy: None, dnsConfig: { nameservers: [10.96.0.10] }'),
    'web.default.svc.cluster.local',
    ['DNS: own → kube-dns → coredns:53/UDP; service web.default.svc.cluster.local'],
  ],
];

describe('questions for a name', () => {
  for (const [title, setting, host, expected] of rows)
    it(`go their way for ${title}`, () => {
      const scenario = shop(setting);
      const client = scenario.network.cluster.pods.has('default/own') ? 'own' : 'api';
      expect(asked(scenario, host, client)).to.deep.equal(expected);
    });

  it('go to each kind of DNS pod, as the client does not choose', () => {
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
      'DNS: api → kube-dns → dns-3:53/UDP; service web',
    ]);
  });

  it('end at the Service where no DNS pod is ready', () => {
    const scenario = shop(plain);
    const pods = [...scenario.state.cluster.pods].filter(([, pod]) => pod.namespace === 'default');
    scenario.change({ cluster: { ...scenario.state.cluster, pods: new Map(pods) } });
    expect(asked(scenario, 'web')).to.deep.equal([
      'DNS: api → kube-dns → service/kube-dns:53/UDP; service web',
    ]);
  });

  it('are none without DNS', () => {
    expect(asked(shop(), 'web')).to.deep.equal([]);
  });

  it('go over IPv4 for whoever speaks both, as the Service has that address', () => {
    const scenario = shop(useDualStack, plain);
    expect(asked(scenario, 'web', 'many-1')).to.deep.equal([
      'DNS: many-1 → kube-dns → coredns:53/UDP; service web',
    ]);
  });
});

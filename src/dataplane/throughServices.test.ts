import { expect } from 'chai';
import { formatAddress } from '../addresses/address';
import { formatPorts } from '../addresses/port';
import type { Party } from '../cluster/flow';
import { readQuestion } from '../english/question';
import { useDualStack } from '../scenario/inventory';
import { addManifestText } from '../scenario/manifests';
import type { Scenario } from '../scenario/scenario';
import { setReady } from '../scenario/services';
import { isolate, only, type Shop, shopWith, whereabouts } from '../testing/smallServices';
import { casesOf } from './cases';
import type { Leg } from './leg';
import { legsToEndpoints, portsOfService } from './throughServices';

function nameOf(party: Party): string {
  switch (party.kind) {
    case 'pod':
      return party.pod.name;
    case 'node':
      return `node/${party.node ?? ''}`;
    case 'service':
      return `${party.service.name} ${formatAddress(party.address)}`;
    case 'external':
      return party.name;
  }
}

/** `api → node/a:30080 → web:8080 by node/a as node/a`. */
function told({ source, destination, ports, translation, leadTo }: Leg): string {
  const end = `${nameOf(destination)}:${formatPorts([ports])}`;
  if (leadTo) return `${nameOf(source)} → ${end} for ${leadTo.service.name}:${leadTo.port}`;
  if (!translation) return `${nameOf(source)} → ${end}`;
  const { dialled, port: door, balancer, gateway, masquerade, deadEnd } = translation;
  const balanced = balancer ? `${formatAddress(balancer.address)}:${balancer.port} → ` : '';
  return [
    `${nameOf(source)} → ${balanced}${nameOf(dialled)}:${door}`,
    deadEnd ? `→ ${formatPorts([ports])} ${deadEnd}` : `→ ${end}`,
    ...(gateway ? [`by ${nameOf(gateway)}`] : []),
    ...(masquerade ? [`as ${nameOf(masquerade)}`] : []),
  ].join(' ');
}

function legs(scenario: Scenario, flow: string): readonly string[] {
  return casesOf(scenario.network, readQuestion(flow, scenario.surroundings)).map(told);
}

const local = { external: 'Local' };

/** Which doors a client may take, and who is behind them. */
const doors: readonly (readonly [string, Shop, readonly string[]])[] = [
  ['api → service/web:80', {}, ['api → web 10.96.0.20:80 → web:8080']],
  ['api → 203.0.113.80:80', {}, ['api → web 203.0.113.80:80 → web:8080 as node/a']],
  ['api → 203.0.113.80:80', local, ['api → web 203.0.113.80:80 → web:8080']],
  ['api → 10.96.0.20:80', local, ['api → web 10.96.0.20:80 → web:8080']],
  ['api → node/a:30080', {}, ['api → node/a:30080 → web:8080 by node/a as node/a']],
  ['api → node/b:30080', local, ['api → node/b:30080 → web:8080 by node/b']],
  // A client outside does not choose the node, so it meets all that differ.
  [
    'laptop → service/web:80',
    {},
    [
      'laptop → 203.0.113.80:80 → node/a:30080 → web:8080 by node/a as node/a',
      'laptop → 203.0.113.80:80 → node/b:30080 → web:8080 by node/b as node/b',
    ],
  ],
  ['laptop → service/web:80', local, ['laptop → 203.0.113.80:80 → node/b:30080 → web:8080 by node/b']],
  ['laptop → node/a:30080', local, ['laptop → node/a:30080 → 30080 no local endpoints by node/a']],
  ['web → node/a:30080', local, ['web → node/a:30080 → 30080 no local endpoints by node/a']],
  // Who is on the node is led as from inside.
  ['api → node/a:30080', local, ['api → node/a:30080 → web:8080 by node/a']],
  ['node/a → node/a:30080', local, ['node/a → node/a:30080 → web:8080 by node/a']],
  ['api → service/web:80', { internal: 'Local' }, ['api → web 10.96.0.20:80 → 80 no local endpoints']],
  ['api → service/web:80', { internal: 'Local', api: 'b' }, ['api → web 10.96.0.20:80 → web:8080']],
  ['api → 203.0.113.80:80', { internal: 'Local' }, ['api → web 203.0.113.80:80 → web:8080 as node/a']],
];

/** More pods behind the Service; the node of each, and its labels beside app=web. */
function withReplicas(scenario: Scenario, pods: readonly (readonly [string, string, string])[]): void {
  for (const [name, nodeName, labels] of pods)
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: web, ${labels} } }
spec: { nodeName: ${nodeName}, containers: [{ name: web, image: web }] }`,
    );
}

/** Pods and nodes get addresses of every family that the cluster has. */
function withoutAddresses(): Scenario {
  const scenario = shopWith();
  const { cluster } = scenario.state;
  const bare = <Thing extends object>(things: ReadonlyMap<string, Thing>) =>
    new Map([...things].map(([key, thing]) => [key, { ...thing, addresses: [] }]));
  scenario.change({ cluster: { ...cluster, pods: bare(cluster.pods), nodes: bare(cluster.nodes) } });
  return scenario;
}

describe('a client of a Service', () => {
  for (const [flow, shop, expected] of doors)
    it(`goes ${flow}, ${JSON.stringify(shop)}`, () => {
      expect(legs(shopWith(shop), flow)).to.deep.equal(expected);
    });

  it('is refused at each door where nobody is behind', () => {
    const scenario = shopWith();
    setReady(scenario, 'web', false);
    expect(legs(scenario, 'api → service/web:80')).to.deep.equal([
      'api → web 10.96.0.20:80 → 80 no endpoints',
    ]);
    expect(legs(scenario, 'laptop → node/a:30080')).to.deep.equal([
      'laptop → node/a:30080 → 30080 no endpoints by node/a',
    ]);
  });

  it('meets one of the replicas that no rule tells apart', () => {
    const scenario = shopWith();
    withReplicas(scenario, [
      ['one', 'a', ''],
      ['two', 'a', ''],
      ['three', 'a', 'tier: x'],
    ]);
    expect(legs(scenario, 'api → service/web:80')).to.deep.equal(
      ['web', 'one', 'three'].map(name => `api → web 10.96.0.20:80 → ${name}:8080`),
    );
  });

  it('meets itself apart, as another address stands for it there', () => {
    const scenario = shopWith();
    withReplicas(scenario, [
      ['one', 'a', ''],
      ['two', 'a', ''],
    ]);
    expect(legs(scenario, 'two → service/web:80')).to.deep.equal([
      'two → web 10.96.0.20:80 → web:8080',
      'two → web 10.96.0.20:80 → one:8080',
      'two → web 10.96.0.20:80 → two:8080 as node/a',
    ]);
  });

  it('meets itself behind the node that pods of no known node run on', () => {
    const scenario = shopWith();
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Pod
metadata: { name: adrift, labels: { app: web, tier: x } }
spec: { containers: [{ name: web, image: web }] }`,
    );
    expect(legs(scenario, 'adrift → service/web:80')).to.deep.equal([
      'adrift → web 10.96.0.20:80 → web:8080',
      'adrift → web 10.96.0.20:80 → adrift:8080 as node/',
    ]);
  });

  it('meets whoever has the addresses that were written, and no node hides it there', () => {
    const scenario = shopWith();
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Service
metadata: { name: written }
spec: { clusterIP: 10.96.0.30, ports: [{ port: 80, targetPort: 9100 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: written-1, labels: { kubernetes.io/service-name: written } }
addressType: IPv4
ports: [{ port: 9100 }]
endpoints:
  - { addresses: [${whereabouts.api}] }
  - { addresses: ['${whereabouts['node/b']}'] }
  - { addresses: ['${whereabouts.laptop}'] }
  - { addresses: ['192.0.2.1'], nodeName: a }
  - { addresses: ['192.0.2.2'], nodeName: gone }`,
    );
    const ends = ['api', 'node/b', '198.51.100.7', '192.0.2.1', '192.0.2.2'].map(name => `${name}:9100`);
    for (const client of ['web', 'node/a'])
      expect(legs(scenario, `${client} → service/written:80`)).to.deep.equal(
        ends.map(end => `${client} → written 10.96.0.30:80 → ${end}`),
      );
  });

  it('comes by each of the nodes that rules tell apart', () => {
    const scenario = shopWith();
    addManifestText(
      scenario,
      ['c', 'd']
        .map(
          (name, i) => `apiVersion: v1
kind: Node
metadata: { name: ${name} }
status: { addresses: [{ type: InternalIP, address: 192.168.0.${i + 3} }] }`,
        )
        .join('\n---\n'),
    );
    const gateways = () => legs(scenario, 'laptop → service/web:80').map(leg => leg.split(' by ')[1]);
    expect(gateways()).to.deep.equal(['node/a as node/a', 'node/b as node/b']);
    isolate(scenario, 'web', `ingress: [{ from: [${only('node/a')}] }]`);
    expect(gateways()).to.deep.equal(['node/a as node/a', 'node/b as node/b', 'node/c as node/c']);
  });

  it('is not led from one family to the other', () => {
    const scenario = shopWith();
    useDualStack(scenario);
    expect(legs(scenario, '2001:db8::1 → service/web:80')).to.deep.equal([]);
  });

  it('is led in its own family where the Service and the nodes have both', () => {
    const scenario = withoutAddresses();
    useDualStack(scenario);
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Service
metadata: { name: both }
spec:
  type: LoadBalancer
  ipFamilyPolicy: RequireDualStack
  clusterIP: 10.96.0.40
  clusterIPs: [10.96.0.40, 'fd00:96::40']
  externalIPs: [203.0.113.81, '2001:db8::81']
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080, nodePort: 30082 }]`,
    );
    expect(legs(scenario, 'api → service/both:80')).to.deep.equal([
      'api → both 10.96.0.40:80 → web:8080',
      'api → both fd00:96::40:80 → web:8080',
    ]);
    expect(legs(scenario, '2001:db8::1 → service/both:80')).to.deep.equal(
      ['a', 'b'].map(
        node =>
          `2001:db8::1 → 2001:db8::81:80 → node/${node}:30082 → web:8080 by node/${node} as node/${node}`,
      ),
    );
    expect(legs(scenario, '2001:db8::1 → [fd00:96::40]:80')).to.deep.equal([]);
  });

  it('comes to an external address of a family in which the Service has no other', () => {
    const scenario = withoutAddresses();
    useDualStack(scenario);
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Service
metadata: { name: routed }
spec:
  clusterIP: 10.96.0.40
  externalIPs: ['2001:db8::81']
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]`,
    );
    expect(legs(scenario, 'api → [2001:db8::81]:80')).to.deep.equal([
      'api → routed 2001:db8::81:80 → web:8080 as node/a',
    ]);
  });

  it('is led by the port of a node for its own protocol', () => {
    const scenario = shopWith();
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Service
metadata: { name: dns }
spec:
  type: NodePort
  selector: { app: web }
  ports:
    - { name: udp, port: 53, protocol: UDP, nodePort: 30053 }
    - { name: tcp, port: 53, targetPort: 8080, nodePort: 30053 }`,
    );
    expect(legs(scenario, 'laptop → node/b:30053')).to.deep.equal([
      'laptop → node/b:30053 → web:8080 by node/b as node/b',
    ]);
    expect(legs(scenario, 'laptop → node/b:30053/UDP')).to.deep.equal([
      'laptop → node/b:30053 → web:53 by node/b as node/b',
    ]);
  });

  for (const [external, mask] of [
    ['', ' as node/'],
    ['Local', ''],
  ] as const)
    it(`comes by whichever node it is where none is listed${external && `, and ${external}`}`, () => {
      const scenario = shopWith({ external });
      const { cluster } = scenario.state;
      const pods = [...cluster.pods].map(([key, { node, ...pod }]) => [key, pod] as const);
      scenario.change({ cluster: { ...cluster, nodes: new Map(), pods: new Map(pods) } });
      expect(legs(scenario, 'laptop → service/web:80')).to.deep.equal([
        `laptop → 203.0.113.80:80 → node/:30080 → web:8080 by node/${mask}`,
      ]);
    });

  it('comes to the ports of nodes without a balancer, and to an external address without ports of nodes', () => {
    const scenario = shopWith({ api: 'b' });
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Service
metadata: { name: ported }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30081 }] }
---
apiVersion: v1
kind: Service
metadata: { name: routed }
spec: { externalIPs: [203.0.113.81], selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }`,
    );
    expect(legs(scenario, 'laptop → service/ported:80')).to.deep.equal([
      'laptop → node/a:30081 → web:8080 by node/a as node/a',
      'laptop → node/b:30081 → web:8080 by node/b as node/b',
    ]);
    expect(legs(scenario, 'laptop → service/routed:80')).to.deep.equal([
      'laptop → routed 203.0.113.81:80 → web:8080 by node/a as node/a',
      'laptop → routed 203.0.113.81:80 → web:8080 by node/b as node/b',
    ]);
  });

  it('asks nobody outside for a cluster IP', () => {
    const scenario = shopWith();
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Service
metadata: { name: inner }
spec: { selector: { app: web }, ports: [{ port: 80 }] }`,
    );
    expect(legs(scenario, 'laptop → service/inner:80')).to.deep.equal([]);
    expect(legs(scenario, 'laptop → 10.96.0.20:80')).to.deep.equal([]);
  });
});

describe('a proxy that looks endpoints up', () => {
  it('dials them by their own addresses, or nobody', () => {
    const scenario = shopWith();
    const [source] = casesOf(scenario.network, readQuestion('api → web:80', scenario.surroundings)).map(
      ({ source: proxy }) => proxy,
    );
    const service = scenario.network.cluster.services.get('default/web');
    const [port] = service?.ports ?? [];
    if (!source || !service || !port) throw new Error('there is a pod api and a Service web');
    const lead = () => legsToEndpoints(scenario.network, source, { service, port }).map(told);
    expect(lead()).to.deep.equal(['api → web:8080 for web:80']);
    setReady(scenario, 'web', false);
    expect(lead()[0]).to.match(/^api → web \S+:80 → 80 no backend$/);
  });
});

describe('the ports of a Service that are asked', () => {
  it('are those of the number, the range, the name, or all', () => {
    const scenario = shopWith();
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Service
metadata: { name: many }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80 }, { name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53 }]`,
    );
    const service = scenario.network.cluster.services.get('default/many');
    if (!service) throw new Error('there is a Service many');
    const asked = (question: Parameters<typeof portsOfService>[1]) =>
      portsOfService(service, question).map(({ name }) => name);
    expect(asked({ kind: 'listening' })).to.deep.equal(['http', 'dns', 'dns-tcp']);
    expect(asked({ kind: 'name', name: 'dns', protocol: 'UDP' })).to.deep.equal(['dns']);
    expect(asked({ kind: 'name', name: 'dns', protocol: 'TCP' })).to.deep.equal([]);
    expect(asked({ kind: 'numbers', protocol: 'TCP', span: [53, 54] })).to.deep.equal(['dns-tcp']);
    expect(asked({ kind: 'numbers', protocol: 'TCP', span: [54, 80] })).to.deep.equal([]);
    expect(asked({ kind: 'numbers', protocol: 'TCP', span: [53, 81] })).to.deep.equal(['http', 'dns-tcp']);
  });
});

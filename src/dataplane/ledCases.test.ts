import { expect } from 'chai';
import { readQuestion } from '../english/question';
import { setIngressController } from '../scenario/doorkeepers';
import { listExternals } from '../scenario/inventory';
import { addManifestText } from '../scenario/manifests';
import { addPolicies } from '../scenario/policies';
import type { Scenario } from '../scenario/scenario';
import { setReady } from '../scenario/services';
import { shopWith, whereabouts } from '../testing/smallServices';
import { answer } from './answer';
import { casesOf } from './cases';
import { legsOf } from './leg';

// What is asked where a client is led on: by a Service of whatever kind, by ports of nodes, by a proxy.

/** Beside the Service web: `pods` and `written`, which are no more than names. */
function shop(): Scenario {
  const scenario = shopWith();
  addManifestText(
    scenario,
    `apiVersion: v1
kind: Service
metadata: { name: pods }
spec:
  clusterIP: None
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: 8080 }, { name: dns, port: 53, protocol: UDP }]
---
apiVersion: v1
kind: Service
metadata: { name: written }
spec: { clusterIP: None }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: written-1, labels: { kubernetes.io/service-name: written } }
addressType: IPv4
endpoints:
  - { addresses: ['${whereabouts['service/web']}'] }
  - { addresses: ['${whereabouts['node/a']}'] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }`,
  );
  listExternals(scenario, [
    ['name', 'addresses'],
    ['laptop', whereabouts.laptop ?? ''],
    ['office', '198.51.100.128/25'],
  ]);
  return scenario;
}

/** The connections of each case, as people write them. */
function asked(scenario: Scenario, flow: string): readonly string[] {
  const { network, names, surroundings } = scenario;
  return casesOf(network, readQuestion(flow, surroundings)).map(one =>
    legsOf(one)
      .map(leg => `${leg.purpose ? `${leg.purpose}: ` : ''}${names.flow({ ranges: {}, ...leg })}`)
      .join('; '),
  );
}

const rows: readonly (readonly [string, readonly string[]])[] = [
  // A name maps no ports.
  ['api → service/pods:8080', ['api → web:8080/TCP']],
  ['api → service/pods:80', ['api → web:80/TCP']],
  ['api → service/pods', ['api → web:80/TCP', 'api → web:53/UDP']],
  ['api → service/pods:dns/UDP', ['api → web:53/UDP']],
  // What it leads to leads on as if it were dialled by itself.
  ['api → service/written:80', ['api → service/web:80 → web:8080/TCP', 'api → node/a:80/TCP']],
  ['api → service/written:30080', ['api → node/a:30080 → web:8080/TCP']],
  // Of a block that is outside, all addresses come to a Service alike.
  [
    'office → service/web:80',
    ['a', 'b'].map(node => `office (198.51.100.128-198.51.100.255) → node/${node}:30080 → web:8080/TCP`),
  ],
  // Ports of a node, all of them, and of one protocol.
  [
    'laptop → node/a',
    [
      'laptop → node/a:30080 → web:8080/TCP',
      'laptop → node/a:1-30079/TCP',
      'laptop → node/a:30081-65535/TCP',
    ],
  ],
  ['laptop → node/a:30070-30079', ['laptop → node/a:30070-30079/TCP']],
  [
    'laptop → node/a:30080-30089',
    ['laptop → node/a:30080 → web:8080/TCP', 'laptop → node/a:30081-30089/TCP'],
  ],
  ['laptop → node/a:30081-30089/UDP', ['laptop → node/a:30081-30089/UDP']],
];

describe('the cases of a client that is led on', () => {
  for (const [flow, expected] of rows)
    it(`of ${flow}`, () => {
      expect(asked(shop(), flow)).to.deep.equal(expected);
    });

  it('are none at a node by the name of a port', () => {
    const { network, surroundings } = shop();
    const question = readQuestion('laptop → node/a:80', surroundings);
    const ports = { kind: 'name', name: 'http', protocol: 'TCP' } as const;
    expect(casesOf(network, { ...question, ports })).to.deep.equal([]);
  });
});

describe('the cases of a web address', () => {
  const site = 'laptop → http://shop.example.com';

  it('begin at a proxy outside the cluster, as nobody knows how it is reached', () => {
    const scenario = shop();
    setIngressController(scenario, '203.0.113.7');
    expect(asked(scenario, site)).to.deep.equal(['203.0.113.7 → web:8080/TCP']);
  });

  it('go through the proxy, by its Service where it has one', () => {
    const scenario = shop();
    setIngressController(scenario, 'api');
    expect(asked(scenario, site)).to.deep.equal(['way in: laptop → api:80/TCP; api → web:8080/TCP']);
  });

  const proxy = `apiVersion: v1
kind: Service
metadata: { name: proxy }
spec: { type: NodePort, selector: { app: api }, ports: [{ port: 80, nodePort: 30081 }] }`;

  it('end on the way in where no proxy is ready', () => {
    const scenario = shop();
    addManifestText(scenario, proxy);
    setIngressController(scenario, 'api');
    setReady(scenario, 'api', false);
    expect(asked(scenario, site)).to.deep.equal(['way in: laptop → node/a:30081 → service/proxy:30081/TCP']);
  });

  for (const proxy of ['api', '203.0.113.7'])
    it(`are refused by the proxy ${proxy} where it finds no endpoint`, () => {
      const scenario = shop();
      setIngressController(scenario, proxy);
      setReady(scenario, 'web', false);
      const { network, surroundings } = scenario;
      const { kind, cases } = answer(network, 'stateful', readQuestion(site, surroundings));
      expect(kind).to.equal('refused');
      const packets = cases.flatMap(({ walks }) => walks.flatMap(({ trace }) => trace));
      expect(packets.map(({ seen }) => seen)).to.deep.equal([[]]);
    });

  it('send nothing where the proxy finds no endpoint, even if policy is asked before addresses are translated', () => {
    const scenario = shop();
    setIngressController(scenario, 'api');
    setReady(scenario, 'web', false);
    scenario.change({
      settings: {
        ...scenario.state.settings,
        'service-addresses': 'judged-first',
        'empty-services': 'judged-first',
      },
    });
    addPolicies(
      scenario,
      `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api }
spec: { podSelector: { matchLabels: { app: api } }, policyTypes: [Egress] }`,
    );
    const { network, surroundings } = scenario;
    expect(answer(network, 'stateful', readQuestion(site, surroundings)).kind).to.equal('refused');
  });
});

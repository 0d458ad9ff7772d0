import { expect } from 'chai';
import { readQuestion } from '../english/question';
import { setIngressController } from '../scenario/doorkeepers';
import { listExternals, useDualStack } from '../scenario/inventory';
import { addKubeDns } from '../scenario/kubeDns';
import { addManifestText } from '../scenario/manifests';
import { addPolicies } from '../scenario/policies';
import type { Scenario } from '../scenario/scenario';
import { isolate, shopWith } from '../testing/smallServices';
import { answer } from './answer';

/** Beside the pod web, one behind the same Service that nobody may connect to. */
function withClosedReplica(scenario: Scenario): void {
  addManifestText(
    scenario,
    `apiVersion: v1
kind: Pod
metadata: { name: closed, labels: { app: web, tier: closed } }
spec: { nodeName: b, containers: [{ name: web, image: web }] }`,
  );
  addPolicies(
    scenario,
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed }
spec: { podSelector: { matchLabels: { tier: closed } }, policyTypes: [Ingress] }`,
  );
}

/** The name `pods` leads to the pods behind the Service web themselves. */
function withName(scenario: Scenario): void {
  addKubeDns(scenario);
  withClosedReplica(scenario);
  addManifestText(
    scenario,
    `apiVersion: v1
kind: Service
metadata: { name: pods }
spec: { clusterIP: None, selector: { app: web } }`,
  );
}

/** A Service with several ports to the pod web, of which policy opens 8080/TCP alone. */
const withPorts =
  (ports: string) =>
  (scenario: Scenario): void => {
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Service
metadata: { name: ported }
spec: { selector: { app: web }, ports: [${ports}] }`,
    );
    isolate(scenario, 'web', 'ingress: [{ ports: [{ port: 8080 }] }]');
  };

/** Pods of both families, of which policy lets in IPv4 alone. */
function inBothFamilies(scenario: Scenario): void {
  const { cluster } = scenario.state;
  const pods = [...cluster.pods].map(([key, pod]) => [key, { ...pod, addresses: [] }] as const);
  scenario.change({ cluster: { ...cluster, pods: new Map(pods) } });
  useDualStack(scenario);
  addManifestText(
    scenario,
    `apiVersion: v1
kind: Service
metadata: { name: both }
spec: { ipFamilyPolicy: RequireDualStack, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }`,
  );
  isolate(scenario, 'web', 'ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]');
}

/** The pod `api` leads a web address to the pod web. */
function withSite(scenario: Scenario): void {
  addManifestText(
    scenario,
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }`,
  );
  listExternals(scenario, [
    ['name', 'addresses'],
    ['office', '198.51.100.0/25'],
  ]);
}

/** Inside the cluster, and open to a part of the office alone. */
function throughPod(scenario: Scenario): void {
  withSite(scenario);
  setIngressController(scenario, 'api');
  isolate(scenario, 'api', 'ingress: [{ from: [{ ipBlock: { cidr: 198.51.100.0/26 } }] }]');
}

/** Outside the cluster, and let in by a part of its addresses alone. */
function throughOutside(scenario: Scenario): void {
  withSite(scenario);
  setIngressController(scenario, '203.0.113.0/25');
  isolate(scenario, 'web', 'ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/26 } }] }]');
}

const rows: readonly (readonly [string, string, (scenario: Scenario) => void, string])[] = [
  ['the endpoint behind a Service', 'api → service/web:80', withClosedReplica, 'unreliable'],
  ['the endpoint behind its address', 'api → 10.96.0.20:80', withClosedReplica, 'unreliable'],
  ['the endpoint behind a port of a node', 'laptop → node/a:30080', withClosedReplica, 'unreliable'],
  ['the pod that a name leads to', 'api → http://pods:8080', withName, 'unreliable'],
  [
    'none of the ports',
    'api → service/ported',
    withPorts('{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 81 }'),
    'mixed',
  ],
  [
    'none of the protocols',
    'api → service/ported',
    withPorts(
      '{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 80, targetPort: 8080, protocol: UDP }',
    ),
    'mixed',
  ],
  ['the address of a proxy', 'office → http://shop.example.com', throughOutside, 'unreliable'],
  ['none of the addresses that clients have', 'office → http://shop.example.com', throughPod, 'mixed'],
  ['none of the families', 'api → service/both:80', inBothFamilies, 'mixed'],
];

describe('chance decides for a client', () => {
  for (const [what, flow, change, kind] of rows)
    it(`${what}: ${flow} is ${kind}`, () => {
      const scenario = shopWith();
      change(scenario);
      const question = readQuestion(flow, scenario.surroundings);
      const { kinds, kind: all } = answer(scenario.network, 'stateful', question);
      expect(all).to.equal(kind);
      expect(new Set(kinds)).to.have.property('size', kind === 'unreliable' ? 1 : 2);
    });
});

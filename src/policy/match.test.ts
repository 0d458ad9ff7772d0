import { expect } from 'chai';
import { casesOf } from '../dataplane/cases';
import { readQuestion } from '../english/question';
import { addManifestText } from '../scenario/manifests';
import { defaultSettings, type Settings } from '../settings/settings';
import { isolate, shopWith } from '../testing/smallServices';
import { ruleMatches } from './match';

const judgedFirst = { 'service-addresses': 'judged-first' } as const;

/**
 * Whether an egress rule of api matches what it sends to the Service web:80, whose pod listens at 8080, before that is
 * rewritten.
 */
function matches(
  rule: string,
  flow = 'api → service/web:80',
  settingsOfRule: Partial<Settings> = judgedFirst,
): boolean {
  const scenario = shopWith({}, judgedFirst);
  addManifestText(
    scenario,
    `apiVersion: v1
kind: Service
metadata: { name: free, namespace: default }
spec: { clusterIP: 10.96.0.30, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: dns, namespace: default }
spec:
  clusterIP: 10.96.0.10
  selector: { app: web }
  ports: [{ name: tcp, port: 53 }, { name: udp, port: 53, protocol: UDP }]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: free, namespace: default, labels: { kubernetes.io/service-name: free } }
addressType: IPv4
ports: [{ port: 8080 }]
endpoints: [{ addresses: [10.244.2.2] }]`,
  );
  isolate(scenario, 'api', `policyTypes: [Egress], egress: [${rule}]`);
  const { network, surroundings } = scenario;
  const [asked] = casesOf(network, readQuestion(flow, surroundings));
  const [policy] = network.policies.policies;
  const [compiled] = policy?.rules.egress ?? [];
  if (!asked?.translation || !policy || !compiled) throw new Error('there is one way, and one rule');
  const { source, protocol, translation } = asked;
  const { dialled: destination, port: destinationPort } = translation;
  const header = { source, destination, protocol, sourcePort: 40000, destinationPort };
  const { policies: set, settings } = network;
  const judgement = { set, settings: { ...settings, ...settingsOfRule }, flow: header } as const;
  return ruleMatches({ ...judgement, direction: 'egress' }, policy, compiled);
}

const web = 'podSelector: { matchLabels: { app: web } }';

/** What amazon-network-policy-controller-k8s makes of rules for the address of a Service (pkg/resolvers/endpoints.go). */
const rows: readonly (readonly [string, boolean])[] = [
  ['{}', true],
  [`{ to: [{ ${web} }] }`, true],
  ['{ to: [{ podSelector: {} }] }', true],
  ['{ to: [{ podSelector: { matchLabels: { app: db } } }] }', false],
  [`{ to: [{ ${web}, namespaceSelector: {} }] }`, true],
  [`{ to: [{ ${web}, namespaceSelector: { matchLabels: { team: b } } }] }`, false],
  // Ports are those of the pods, and lead to the port of the Service.
  [`{ to: [{ ${web} }], ports: [{ port: 8080 }] }`, true],
  [`{ to: [{ ${web} }], ports: [{ port: 80 }] }`, false],
  [`{ to: [{ ${web} }], ports: [{ port: 8080, protocol: UDP }] }`, false],
  // Blocks are compared as they stand, and so are the ports beside them.
  ['{ to: [{ ipBlock: { cidr: 10.96.0.20/32 } }], ports: [{ port: 80 }] }', true],
  ['{ to: [{ ipBlock: { cidr: 10.96.0.20/32 } }], ports: [{ port: 8080 }] }', false],
  ['{ to: [{ ipBlock: { cidr: 10.244.2.2/32 } }] }', false],
  ['{ to: [{ ipBlock: { cidr: 10.96.0.0/16, except: [10.96.0.20/32] } }] }', false],
  // Each peer with the ports as they count for it.
  [`{ to: [{ ipBlock: { cidr: 10.0.0.0/24 } }, { ${web} }], ports: [{ port: 8080 }] }`, true],
  [`{ to: [{ ipBlock: { cidr: 10.96.0.0/16 } }, { ${web} }], ports: [{ port: 80 }] }`, true],
  // Without peers there is nobody whose ports they could be.
  ['{ ports: [{ port: 80 }] }', true],
  ['{ ports: [{ port: 8080 }] }', false],
];

describe('a rule that is read at the address of a Service', () => {
  for (const [rule, matched] of rows)
    it(`${rule} ${matched ? 'matches' : 'does not match'}`, () => {
      expect(matches(rule)).to.equal(matched);
    });

  it('knows a Service without a selector by its address alone', () => {
    const flow = 'api → service/free:80';
    expect(matches(`{ to: [{ ${web} }] }`, flow)).to.equal(false);
    expect(matches('{ to: [{ ipBlock: { cidr: 10.96.0.30/32 } }] }', flow)).to.equal(true);
  });

  it('is about the port of its own protocol', () => {
    const rule = `{ to: [{ ${web} }], ports: [{ port: 53, protocol: UDP }] }`;
    expect(matches(rule, 'api → service/dns:53/UDP')).to.equal(true);
    expect(matches(rule, 'api → service/dns:53/TCP')).to.equal(false);
  });

  it('selects nobody by that address where it is rewritten first', () => {
    const rewrittenFirst = { 'service-addresses': defaultSettings['service-addresses'] };
    expect(matches(`{ to: [{ ${web} }] }`, undefined, rewrittenFirst)).to.equal(false);
  });
});

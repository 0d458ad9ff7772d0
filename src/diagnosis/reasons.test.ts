import { expect } from 'chai';
import { casesOf } from '../dataplane/cases';
import { readQuestion } from '../english/question';
import { peerText, portText } from '../policy/words';
import { listExternals, listPods } from '../scenario/inventory';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { nowhere } from '../testing/edge';
import { isolate, shopWith } from '../testing/smallServices';
import { type Reason, reasonsOf } from './reasons';

const policies = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: nothing }
spec: { podSelector: {} }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: some }
spec:
  podSelector: {}
  ingress:
    - { from: [{ podSelector: { matchLabels: { app: db } } }], ports: [{ port: 443 }, { port: 53, protocol: UDP }] }
    - { from: [{ podSelector: { matchLabels: { app: db } } }, { podSelector: { matchLabels: { app: web } } }], ports: [{ port: 443 }] }
    - { from: [{ podSelector: { matchLabels: { app: db } } }, { ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 80 }] }
    - { from: [{ namespaceSelector: { matchLabels: { team: a } } }] }
`;

/** At the ingress of the destination, asked on port 80. */
function reasonsAt({ network, surroundings }: Scenario, question: string): readonly Reason[] {
  const [asked] = casesOf(network, readQuestion(question, surroundings));
  if (asked?.destination.kind !== 'pod') throw new Error(`${question} is no case`);
  const { source, destination } = asked;
  const flow = { source, destination, protocol: 'TCP', sourcePort: 50000, destinationPort: 80 } as const;
  const { policies: set, settings } = network;
  const isolating = set.isolating(destination.pod, 'ingress');
  return reasonsOf({ set, settings, direction: 'ingress', flow }, isolating);
}

describe('the rules that did not match', () => {
  it('come nearest first, each with what it asks for that the packet has not', () => {
    const scenario = new Scenario(nowhere);
    listPods(scenario, [['pod'], ['web'], ['api'], ['db']]);
    addPolicies(scenario, policies);
    const told = reasonsAt(scenario, 'web → api:80').map(({ code, policy, rule, peer, port }) => [
      code,
      policy.name,
      rule?.number,
      ...(peer ? [peerText(peer.source)] : []),
      ...(port ? [portText(port.source)] : []),
    ]);
    expect(told).to.deep.equal([
      ['port', 'some', 2, '443/TCP'],
      ['namespace', 'some', 4, 'every pod in namespaces team=a'],
      ['labels', 'some', 3, 'pods app=db'],
      ['peer-and-port', 'some', 1],
      ['no-rule', 'nothing', undefined],
    ]);
  });

  it('want the ports of the pods where the address of their Service is judged', () => {
    const scenario = shopWith({}, { 'service-addresses': 'judged-first' });
    const web = 'podSelector: { matchLabels: { app: web } }';
    isolate(scenario, 'api', `policyTypes: [Egress], egress: [{ to: [{ ${web} }], ports: [{ port: 80 }] }]`);
    const { network, surroundings } = scenario;
    const [asked] = casesOf(network, readQuestion('api → service/web:80', surroundings));
    if (asked?.source.kind !== 'pod' || !asked.translation)
      throw new Error('api → service/web:80 is no case');
    const { source, protocol, translation } = asked;
    const { dialled: destination, port: destinationPort } = translation;
    const flow = { source, destination, protocol, sourcePort: 50000, destinationPort };
    const { policies: set, settings } = network;
    const isolating = set.isolating(source.pod, 'egress');
    const reasons = reasonsOf({ set, settings, direction: 'egress', flow }, isolating);
    expect(reasons.map(({ code }) => code)).to.deep.equal(['port']);
  });

  const codes: readonly (readonly [string, string, Reason['code']])[] = [
    ['web → api:80', 'from: [{ ipBlock: { cidr: 100.64.0.0/16, except: [100.64.0.0/24] } }]', 'except'],
    ['web → api:80', 'from: [{ ipBlock: { cidr: 10.0.0.0/8 } }]', 'block'],
    ['web → api:80', 'ports: [{ port: 80, protocol: UDP }]', 'protocol'],
    ['web → api:80', 'ports: [{ port: http }]', 'port-name'],
    ['web → api:80', 'ports: [{ port: 81 }]', 'port'],
    ['y/web → x/api:80', 'from: [{ podSelector: { matchLabels: { app: web } } }]', 'namespace'],
    ['y/web → x/api:80', 'from: [{ podSelector: { matchLabels: { app: db } } }]', 'peer'],
    ['laptop → x/api:80', 'from: [{ podSelector: {} }]', 'peer'],
    [
      'web → api:80',
      'from: [{ podSelector: { matchLabels: { app: db } } }], ports: [{ port: 81 }]',
      'peer-and-port',
    ],
  ];
  for (const [flow, rule, code] of codes)
    it(`${flow} against ${rule}: ${code}`, () => {
      const scenario = new Scenario(nowhere, { namespace: 'x' });
      listPods(scenario, [['pod'], ['x/web'], ['x/api'], ['y/web']]);
      listExternals(scenario, [
        ['name', 'addresses'],
        ['laptop', '198.51.100.7'],
      ]);
      addPolicies(
        scenario,
        `{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: some }, spec: { podSelector: {}, ingress: [{ ${rule} }] } }`,
      );
      expect(reasonsAt(scenario, flow).map(reason => reason.code)).to.deep.equal([code]);
    });
});

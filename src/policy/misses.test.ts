import { expect } from 'chai';
import { casesOf } from '../dataplane/cases';
import { readQuestion } from '../english/question';
import { listPods } from '../scenario/inventory';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { nowhere } from '../testing/edge';
import { isolate, shopWith } from '../testing/smallServices';
import { missesOf } from './misses';

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
    - { from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 443 }] }
    - { from: [{ podSelector: { matchLabels: { app: db } } }, { ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 80 }] }
    - { from: [{ namespaceSelector: { matchLabels: { team: a } } }] }
`;

describe('the rules that did not match', () => {
  it('come nearest first, each with what it asks for that the packet has not', () => {
    const scenario = new Scenario(nowhere);
    listPods(scenario, [['pod'], ['web'], ['api'], ['db']]);
    addPolicies(scenario, policies);
    const { network } = scenario;
    const [asked] = casesOf(network, readQuestion('web → api:80', scenario.surroundings));
    if (asked?.destination.kind !== 'pod') throw new Error('web → api:80 is no case');
    const { source, destination } = asked;
    const flow = { source, destination, protocol: 'TCP', sourcePort: 50000, destinationPort: 80 } as const;
    const { policies: set, settings } = network;
    const misses = missesOf(
      { set, settings, direction: 'ingress', flow },
      set.isolating(destination.pod, 'ingress'),
    );

    const told = misses.map(({ policy, rule, wants }) => [policy.name, rule, wants]);
    expect(told).to.deep.equal([
      ['some', 2, { ports: ['443/TCP'] }],
      ['some', 3, { peers: ['pods app=db', '10.0.0.0/8'] }],
      ['some', 4, { peers: ['every pod in namespaces team=a'] }],
      ['some', 1, { peers: ['pods app=db'], ports: ['443/TCP', '53/UDP'] }],
      ['nothing', undefined, {}],
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
    const misses = missesOf({ set, settings, direction: 'egress', flow }, isolating);
    expect(misses.map(({ wants }) => wants)).to.deep.equal([{ ports: ['80/TCP'] }]);
  });
});

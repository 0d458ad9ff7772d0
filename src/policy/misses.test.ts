import { expect } from 'chai';
import { casesOf } from '../dataplane/cases';
import { readQuestion } from '../english/question';
import { listExternals, listPods } from '../scenario/inventory';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { nowhere } from '../testing/edge';
import { isolate, shopWith } from '../testing/smallServices';
import { type Miss, missesOf } from './misses';

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
function missesAt({ network, surroundings }: Scenario, question: string): readonly Miss[] {
  const [asked] = casesOf(network, readQuestion(question, surroundings));
  if (asked?.destination.kind !== 'pod') throw new Error(`${question} is no case`);
  const { source, destination } = asked;
  const flow = { source, destination, protocol: 'TCP', sourcePort: 50000, destinationPort: 80 } as const;
  const { policies: set, settings } = network;
  const isolating = set.isolating(destination.pod, 'ingress');
  return missesOf({ set, settings, direction: 'ingress', flow }, isolating);
}

describe('the rules that did not match', () => {
  it('come nearest first, each with what it asks for that the packet has not', () => {
    const scenario = new Scenario(nowhere);
    listPods(scenario, [['pod'], ['web'], ['api'], ['db']]);
    addPolicies(scenario, policies);
    const told = missesAt(scenario, 'web → api:80').map(({ policy, rule, wants }) => [
      policy.name,
      rule,
      wants,
    ]);
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

  it('are about pods of the own namespace, which is said where the other end is of another', () => {
    const scenario = new Scenario(nowhere, { namespace: 'x' });
    listPods(scenario, [['pod'], ['x/web'], ['x/api'], ['y/web']]);
    listExternals(scenario, [
      ['name', 'addresses'],
      ['laptop', '198.51.100.7'],
    ]);
    addPolicies(
      scenario,
      `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: some, namespace: x }
spec:
  podSelector: {}
  ingress:
    - { from: [{ podSelector: { matchLabels: { app: db } } }] }
    - { from: [{ podSelector: { matchLabels: { app: db } }, namespaceSelector: { matchLabels: { team: a } } }] }
    - { from: [{ namespaceSelector: { matchLabels: { team: a } } }] }`,
    );
    const others = ['pods app=db in namespaces team=a', 'every pod in namespaces team=a'];
    const wanted = (flow: string) => missesAt(scenario, flow).flatMap(({ wants }) => wants.peers);
    expect(wanted('y/web → x/web:80')).to.deep.equal(['pods app=db in namespace x', ...others]);
    expect(wanted('x/web → x/api:80')).to.deep.equal(['pods app=db', ...others]);
    expect(wanted('laptop → x/web:80')).to.deep.equal(['pods app=db', ...others]);
  });
});

import { expect } from 'chai';
import { Refusal } from '../english/refusal';
import { nowhere } from '../testing/edge';
import { allow, denyAllIn, hasOnly } from './authored';
import { listPods, useNamespace } from './inventory';
import { addPolicies, deleteAllPolicies, deletePolicy, policyKeyNamed, replacePolicies } from './policies';
import { Scenario } from './scenario';
import { expectBlockedBy } from './verdicts';

function shop(...pods: readonly string[]): Scenario {
  const scenario = new Scenario(nowhere);
  listPods(scenario, [['pod'], ...pods.map(pod => [pod])]);
  return scenario;
}

const policy = (name: string, spec = '{}'): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { ${name} }\nspec: ${spec}\n`;
const keys = ({ state }: Scenario): readonly string[] => [...state.policies.keys()];

describe('the policies of a scenario', () => {
  it('keep the names that they have, two hyphens in a row as well', () => {
    const scenario = shop('web');
    addPolicies(scenario, policy('name: allow--web'));
    expect(keys(scenario)).to.deep.equal(['default/allow--web']);
  });

  it('go to their namespace, else to that of the scenario', () => {
    const scenario = shop('web');
    useNamespace(scenario, 'shop');
    addPolicies(scenario, `${policy('name: a')}---\n${policy('name: b, namespace: bank')}`);
    expect(keys(scenario)).to.deep.equal(['shop/a', 'bank/b']);
  });

  it('are replaced by a later one of their namespace and name, and by no other', () => {
    const scenario = shop('web');
    addPolicies(scenario, policy('name: a'));
    addPolicies(scenario, policy('name: a, namespace: x'));
    addPolicies(scenario, policy('name: a, namespace: default', '{ policyTypes: [Egress] }'));
    expect(keys(scenario)).to.deep.equal(['default/a', 'x/a']);
    expect(scenario.state.policies.get('default/a')?.spec.policyTypes).to.deep.equal(['Egress']);
  });

  it('are all replaced at once, and stay where the new ones cannot be read', () => {
    const scenario = shop('web');
    denyAllIn(scenario, {});
    expect(() => replacePolicies(scenario, 'spec: {}')).to.throw();
    expect(keys(scenario)).to.deep.equal(['default/deny-all']);
    replacePolicies(scenario, policy('name: a'));
    expect(keys(scenario)).to.deep.equal(['default/a']);
  });

  it('are deleted one by one or all', () => {
    const scenario = shop('web', 'api');
    denyAllIn(scenario, {});
    hasOnly(scenario, 'web', 'ingress');
    deletePolicy(scenario, 'web-only-ingress');
    expect(keys(scenario)).to.deep.equal(['default/deny-all', 'default/api-egress-to-web']);
    expect(scenario.state.halves.map(half => half.policy.metadata.name)).to.deep.equal(['api-egress-to-web']);
    deleteAllPolicies(scenario);
    expect([keys(scenario), scenario.state.halves]).to.deep.equal([[], []]);
  });

  it('are found by name: in the namespace first, else where there is one only', () => {
    const scenario = shop('web');
    for (const key of [
      'a, namespace: default',
      'a, namespace: x',
      'b, namespace: x',
      'c, namespace: x',
      'c, namespace: z',
    ])
      addPolicies(scenario, policy(`name: ${key}`));
    expect(policyKeyNamed(scenario, 'a')).to.equal('default/a');
    expect(policyKeyNamed(scenario, 'x/a')).to.equal('x/a');
    expect(policyKeyNamed(scenario, 'b')).to.equal('x/b');
    expect(() => policyKeyNamed(scenario, 'c')).to.throw(
      Refusal,
      '"c" could be policy x/c or z/c: write which.',
    );
    expect(() => policyKeyNamed(scenario, 'd')).to.throw(
      Refusal,
      'There is no policy "d". There are: a, x/a, x/b, x/c, z/c.',
    );
  });

  it('deny-all needs somebody to isolate', () => {
    const scenario = shop('x/web', 'y/web');
    expect(() => denyAllIn(scenario, {})).to.throw(
      Refusal,
      'deny-all has nothing to isolate: namespace default has no pod. Namespaces with pods: x and y.',
    );
    denyAllIn(scenario, { namespace: 'x', direction: 'Egress' });
    expect(keys(scenario)).to.deep.equal(['x/deny-all-egress']);
  });

  it('come from a doc string that holds at least one', () => {
    expect(() => addPolicies(shop('web'), '')).to.throw(Refusal, 'The doc string holds no NetworkPolicy.');
  });

  it('that a sentence made are overruled by a later one about the same pod', () => {
    const scenario = shop('web', 'api');
    denyAllIn(scenario, {});
    hasOnly(scenario, 'web', 'ingress');
    hasOnly(scenario, 'web', 'egress');
    expect(keys(scenario)).to.deep.equal([
      'default/deny-all',
      'default/web-only-egress',
      'default/api-ingress-from-web',
    ]);
  });

  it('can be named in a sentence, whatever their name', async () => {
    const scenario = shop('web', 'api');
    addPolicies(scenario, policy('name: ingress-and-egress', '{ policyTypes: [Ingress, Egress] }'));
    denyAllIn(scenario, {});
    await expectBlockedBy(
      scenario,
      { flow: 'web → api:80', model: 'stateful' },
      'deny-all and ingress-and-egress',
    );
  });

  it('that sentences made all stand, however alike the sentences', () => {
    const scenario = shop('web', 'api');
    allow(scenario, 'web', 'ingress from api on port 80-90');
    allow(scenario, 'web', 'ingress from api on ports 80 and 90');
    expect(keys(scenario)).to.have.length(2);
  });
});

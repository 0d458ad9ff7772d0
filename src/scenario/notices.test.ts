import { expect } from 'chai';
import { nowhere } from '../testing/edge';
import { denyAllIn, hasOnly } from './authored';
import { listPods } from './inventory';
import { addPolicies, deletePolicy } from './policies';
import { Scenario } from './scenario';
import { expectKind } from './verdicts';

/** A scenario of web and api, and what its report shows. */
function shop(): { scenario: Scenario; shown: string[] } {
  const shown: string[] = [];
  const scenario = new Scenario({
    ...nowhere,
    attach: (text, { fileName }) => shown.push(`${fileName}: ${text}`),
  });
  listPods(scenario, [['pod'], ['web'], ['api']]);
  return { scenario, shown };
}

const metadata = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:';
const dead = `${metadata} { name: dead }\nspec: { podSelector: { matchLabels: { app: db } } }`;
const open = `${metadata} { name: open }\nspec: { podSelector: {}, policyTypes: [Egress], egress: [{}] }`;

describe('a notice of a scenario', () => {
  it('is shown with the first verdict, once, however often it holds', async () => {
    const { scenario, shown } = shop();
    addPolicies(scenario, dead);
    expect(shown).to.deep.equal([]);
    for (let times = 0; times < 2; times++) await expectKind(scenario, { flow: 'web → api:80' }, 'succeeds');
    deletePolicy(scenario, 'dead');
    addPolicies(scenario, dead);
    await expectKind(scenario, { flow: 'web → api:80' }, 'succeeds');
    expect(shown).to.deep.equal([
      'notice: Notice: policy default/dead does nothing: no pod of default is app=db.',
    ]);
  });

  it('ends with one full stop', () => {
    const { scenario, shown } = shop();
    for (const text of ['a', 'b.']) scenario.notice(text);
    expect(shown).to.deep.equal(['notice: Notice: a.', 'notice: Notice: b.']);
  });

  it('tells of a policy that opens what a sentence does not grant', () => {
    const { scenario, shown } = shop();
    addPolicies(scenario, open);
    hasOnly(scenario, 'web', 'ingress');
    expect(shown).to.deep.equal([
      'notice: Notice: web was to have no egress, but open grants some: policies only ever add.',
    ]);
  });

  it('tells where upstream Kubernetes would say otherwise', async () => {
    const { scenario, shown } = shop();
    denyAllIn(scenario, {});
    hasOnly(scenario, 'api', 'ingress');
    await expectKind(scenario, { flow: 'web → api:80' }, 'fails');
    await expectKind(scenario, { flow: 'web → api:80', model: 'stateful' }, 'succeeds');
    expect(shown).to.deep.equal([
      'differs from upstream Kubernetes: web → api:80 fails at api egress for the reply (three-check). Upstream Kubernetes (stateful) lets this reply through: replies of an allowed connection are tracked.',
    ]);
  });
});

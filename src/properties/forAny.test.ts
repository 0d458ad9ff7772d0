import { expect } from 'chai';
import { Refusal } from '../english/refusal';
import { addManifestText } from '../scenario/manifests';
import { Scenario } from '../scenario/scenario';
import { nowhere } from '../testing/edge';
import { expectForAny } from './forAny';

const pod = (name: string, status = ''): string => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { containers: [{ name: a, image: a }] }
${status}
`;

const policy = (podSelector: string): string => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: { podSelector: ${podSelector}, policyTypes: [Egress] }
`;

/** What the report says of a sentence that holds. */
async function reportOf(manifests: string, flow: string, verdict: 'succeeds' | 'fails'): Promise<string[]> {
  const said: string[] = [];
  const edge = { ...nowhere, attach: (text: string) => said.push(text) };
  const scenario = new Scenario(edge, { model: 'stateful', trials: { runs: 5, seed: 1 } });
  addManifestText(scenario, manifests);
  await expectForAny(scenario, 'pod that could be added to namespace shop', {
    flow,
    verdict,
  });
  return said;
}

describe('a sentence about any pod that could be added', () => {
  it('says what is odd about the scenario, and nothing about what is only tried', async () => {
    const said = await reportOf(
      `${pod('web')}${policy('{ matchLabels: { app: none } }')}`,
      'web → it:80',
      'succeeds',
    );
    expect(said).to.deep.equal([
      'Notice: policy shop/p does nothing: no pod of shop is app=none.',
      'all 2 that rules can tell apart',
    ]);
  });

  it('says nothing about policies that are only tried', async () => {
    const said: string[] = [];
    const edge = { ...nowhere, attach: (text: string) => said.push(text) };
    const scenario = new Scenario(edge, { model: 'stateful', trials: { runs: 200, seed: 1 } });
    addManifestText(scenario, `${pod('web')}${pod('db')}`);
    const broken = expectForAny(scenario, 'policy that could be added to namespace shop', {
      flow: 'web → db:80',
      verdict: 'succeeds',
    });
    expect(await broken.catch(error => String(error))).to.contain('new-policy');
    expect(said.filter(text => text.startsWith('Notice'))).to.deep.equal([]);
  });

  it('leaves out whom nobody can ask', async () => {
    const headless = `---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 80 }] }
`;
    const said = await reportOf(`${pod('web')}${headless}`, 'it → service/shop/db:80', 'succeeds');
    expect(said.at(-1)).to.equal('all 1 that rules can tell apart');
  });

  it('is refused where nobody can be asked', async () => {
    const IPv6 = pod('web', 'status: { podIPs: [{ ip: "fd00::1" }] }');
    const refused = await reportOf(IPv6, 'it → 10.0.0.1:80', 'succeeds').catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Refusal);
    expect(refused).to.have.property('message').that.includes('no address family in common');
  });

  it('says how many are drawn where there are too many', async () => {
    const keys = Array.from({ length: 15 }, (_, i) =>
      policy(`{ matchLabels: { k${i}: v } }`).replace('name: p', `name: p${i}`),
    );
    const said = await reportOf(`${pod('web')}${keys.join('')}`, 'web → it:80', 'succeeds');
    expect(said.slice(-2)).to.deep.equal([
      'Notice: of 32768 ways in which a pod that could be added to namespace shop may differ, 5 were drawn, as more than 20000 are not tried one by one; the world parameter runs says how many.',
      '5 cases, seed 1',
    ]);
  });
});

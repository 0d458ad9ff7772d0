import { expect } from 'chai';
import { Refusal } from '../english/refusal';
import { nowhere } from '../testing/edge';
import { openConnections } from './connections';
import { attachAcl } from './firewalls';
import { listPods } from './inventory';
import { addNodeCache } from './kubeDns';
import { addManifestText } from './manifests';
import { addPolicies, replacePolicies } from './policies';
import { Scenario } from './scenario';

const policy = (metadata: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: ${metadata}\nspec: {podSelector: {}}\n`;

/** Alike only in the namespace of the scenario. */
const twice = `${policy('{name: web}')}---\n${policy('{name: web, namespace: shop}')}`;

const rules = [
  ['rule', 'direction', 'action', 'protocol', 'ports', 'peer'],
  ['100', 'inbound', 'allow', 'all', 'all', '0.0.0.0/0'],
];

const sentences: Readonly<Record<string, (scenario: Scenario) => void>> = {
  'manifests with a policy twice': scenario =>
    addManifestText(
      scenario,
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\n---\n${twice}`,
    ),
  'policies that are there twice': scenario => addPolicies(scenario, twice),
  'other policies that are there twice': scenario => replacePolicies(scenario, twice),
  'NodeLocal DNSCache at what is no address': scenario => addNodeCache(scenario, '__proto__'),
  'a second network ACL of one pod': scenario => attachAcl(scenario, 'private', 'shop/a', rules),
  'more connections than ports are left': scenario =>
    openConnections(scenario, 'a', 'b:80 from port 65534', 3),
  'more connections than a sentence opens': scenario => openConnections(scenario, 'a', 'b:80', 30_000),
};

describe('a sentence that is refused', () => {
  for (const [title, say] of Object.entries(sentences))
    it(`leaves everything as it was: ${title}`, () => {
      const scenario = new Scenario(nowhere);
      listPods(scenario, [['pod'], ['shop/a'], ['shop/b']]);
      addPolicies(scenario, policy('{name: deny-all}'));
      attachAcl(scenario, 'public', 'shop/a', rules);
      const before = scenario.state;
      expect(() => say(scenario)).to.throw(Refusal);
      expect(scenario.state).to.equal(before);
      expect(scenario.isLive ? scenario.lives.under('stateful').connections : []).to.deep.equal([]);
    });
});

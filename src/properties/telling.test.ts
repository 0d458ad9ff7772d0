import { expect } from 'chai';
import fc from 'fast-check';
import { attachAcl, attachGroup } from '../scenario/firewalls';
import { listNamespaces, listNodes, listPods } from '../scenario/inventory';
import { addManifestText } from '../scenario/manifests';
import { addPolicies, replacePolicies } from '../scenario/policies';
import { Scenario, type State } from '../scenario/scenario';
import { nowhere } from '../testing/edge';
import { withPolicies } from './rewrites/policies';
import type { Sentence } from './sentence';
import { sentencesBetween } from './telling';
import { anyCluster, anyFirewalls, anyPolicies, trialsOf } from './unknowns';

const fresh = (): Scenario => new Scenario(nowhere, {});

function states(): fc.Arbitrary<State> {
  const scenario = fresh();
  anyCluster(scenario);
  anyPolicies(scenario);
  anyFirewalls(scenario);
  return trialsOf(scenario).trials.map(({ state }) => state);
}

/** What the step definitions do with a sentence. */
const sayings: Readonly<
  Record<string, (scenario: Scenario, said: Required<Sentence>, words: readonly string[]) => void>
> = {
  'the namespaces:': (scenario, { table }) => listNamespaces(scenario, table),
  'the nodes:': (scenario, { table }) => listNodes(scenario, table),
  'the pods:': (scenario, { table }) => listPods(scenario, table),
  'the manifests:': (scenario, { docString }) => addManifestText(scenario, docString),
  'the policies:': (scenario, { docString }) => addPolicies(scenario, docString),
  'the policies are replaced by:': (scenario, { docString }) => replacePolicies(scenario, docString),
  'the network ACL of:': (scenario, { table }, [name = '', of = '']) => attachAcl(scenario, name, of, table),
  'the security group of:': (scenario, { table }, [name = '', of = '']) =>
    attachGroup(scenario, name, of, table),
};

function say(scenario: Scenario, sentence: Sentence): void {
  const [, start = sentence.text, name = '', of = ''] = /^(.*) "(.*)" of (.*):$/.exec(sentence.text) ?? [];
  const saying = sayings[start === sentence.text ? start : `${start} of:`];
  if (!saying) throw new Error(`nobody says ${sentence.text}`);
  saying(scenario, { table: [], docString: '', ...sentence }, [name, of]);
}

function whatMatters({ cluster, policies, firewalls }: State): object {
  const { pods, nodes, namespaces } = cluster;
  const rulesSorted = (rules: readonly { readonly way: string }[]) => ({
    inbound: rules.filter(({ way }) => way === 'inbound'),
    outbound: rules.filter(({ way }) => way === 'outbound'),
  });
  return {
    pods: [...pods].sort(([a], [b]) => a.localeCompare(b)),
    nodes,
    namespaces: [...namespaces].filter(([, labels]) => Object.keys(labels).length > 0),
    policies: [...policies],
    acls: firewalls.acls,
    groups: firewalls.groups.map(({ filter, guards }) => ({ guards, ...rulesSorted(filter.rules) })),
  };
}

describe('a state in sentences', () => {
  it('is the state again, once they are said', () => {
    fc.assert(
      fc.property(states(), state => {
        const scenario = fresh();
        for (const sentence of sentencesBetween(scenario.state, state)) say(scenario, sentence);
        expect(whatMatters(scenario.state)).to.deep.equal(whatMatters(state));
      }),
      { numRuns: 300 },
    );
  });

  it('comes to another one, once the difference is said', () => {
    fc.assert(
      fc.property(states(), states(), (before, other) => {
        const scenario = fresh();
        for (const sentence of sentencesBetween(scenario.state, before)) say(scenario, sentence);
        const after = { ...withPolicies(before, [...other.policies.values()]), cluster: before.cluster };
        fc.pre(after.policies.size > 0);
        for (const sentence of sentencesBetween(before, after)) say(scenario, sentence);
        expect(whatMatters(scenario.state)).to.deep.equal(whatMatters(after));
      }),
      { numRuns: 100 },
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { addressKey, type Family, families, parseAddress } from '../addresses/address';
import { clusters } from '../arbitraries/clusters';
import { firewallDraws } from '../arbitraries/firewalls';
import { labels } from '../arbitraries/labels';
import { networkPolicies } from '../arbitraries/policies';
import { smallVocabulary } from '../arbitraries/vocabulary';
import { planAddresses } from '../cluster/addressPlan';
import { nodeNamesOf, withNamespaces, withPods } from '../cluster/cluster';
import { type Pod, podKey } from '../cluster/pod';
import { answer } from '../dataplane/answer';
import { readQuestion } from '../english/question';
import type { NetworkPolicy } from '../kubernetes/objects';
import { quietScenario } from '../scenario/quietScenario';
import type { State } from '../scenario/scenario';
import { modelNames } from '../settings/models';
import { outcomeOfVerdict } from './outcome';
import { podStates } from './podStates';
import { withPolicy } from './rewrites/policies';

const { podLabels, namespaceLabels } = smallVocabulary;
const { 'kubernetes.io/metadata.name': _name, ...ownLabels } = namespaceLabels;

/** A pod as somebody may add it, in a namespace that there is or in a new one. */
const additions = fc.record({
  namespace: fc.constantFrom('x', 'y', 'z'),
  newLabels: labels(ownLabels),
  own: labels(podLabels),
  node: fc.constantFrom('n1', 'n2', undefined),
  host: fc.integer({ min: 1, max: 12 }),
  ports: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom(...smallVocabulary.portNames),
      port: fc.constantFrom(80, 81, 40000),
      protocol: fc.constant('TCP' as const),
    }),
    { selector: ({ name }) => name, maxLength: 2 },
  ),
});

type Drawn = typeof additions extends fc.Arbitrary<infer One> ? One : never;

function withDrawn(state: State, { namespace, newLabels, own, node, host, ports }: Drawn): State | undefined {
  const all = [...state.cluster.pods.values()];
  const used = families.filter(family =>
    all.some(pod => !pod.hostNetwork && pod.addresses.some(address => address.family === family)),
  );
  const addresses = used.flatMap(family => parseAddress(addressAt(family, host)) ?? []);
  const taken = new Set(all.flatMap(pod => pod.addresses.map(addressKey)));
  if (used.length === 0 || addresses.some(address => taken.has(addressKey(address)))) return undefined;
  const pod: Pod = {
    namespace,
    name: 'new-pod',
    labels: own,
    listening: ports.length > 0 ? { kind: 'declared', ports } : { kind: 'everything' },
    addresses,
    bare: true,
    hostNetwork: false,
    finished: false,
    terminating: false,
    ...(node !== undefined && { node }),
  };
  const around = namespace === 'z' ? withNamespaces(state.cluster, [[namespace, newLabels]]) : state.cluster;
  return { ...state, cluster: withPods(around, [pod]) };
}

function addressAt(family: Family, host: number): string {
  return family === 'IPv4' ? `10.0.0.${host}` : `fd00::${host}`;
}

/** So that something is isolated everywhere. */
const denials = ['x', 'y'].map(
  (namespace): NetworkPolicy => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny-all', namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  }),
);

/** Under every model, so that pods which are alike by chance in one of them are told apart. */
function outcomes(state: State, flow: string): string {
  const world = quietScenario(state);
  const it = [...state.cluster.pods.values()].find(({ name }) => name === 'new-pod');
  const named = flow.replace(/\bit\b/, it ? podKey(it) : '');
  const question = readQuestion(named, world.surroundings);
  return modelNames
    .map(model => {
      const { cases } = answer(world.network, model, question);
      return [...new Set(cases.map(verdict => JSON.stringify(outcomeOfVerdict(verdict))))].sort().join();
    })
    .join('\n');
}

describe('the states with one pod more', () => {
  it('have the addresses that their cluster would be planned with', () => {
    fc.assert(
      fc.property(
        clusters(),
        networkPolicies(smallVocabulary, { maxLength: 3 }),
        fc.nat(3),
        (listed, policies, first) => {
          const unlisted = [...listed.pods].map(
            ([key, pod], i) => [key, i < first ? pod : { ...pod, addresses: [] }] as const,
          );
          const cluster = { ...listed, pods: new Map(unlisted) };
          const scenario = quietScenario(policies.reduce(withPolicy, quietScenario({ cluster }).state));
          const { count, nth } = podStates(scenario, {}, {}, { flow: 'it → 203.0.113.7:80' });
          for (let i = 0; i < count; i++) {
            const { cluster: after } = nth(i);
            const all = [...after.pods.values()];
            const [plan, anew] = [planAddresses(after), planAddresses({ ...after })];
            expect(all.map(plan.ofPod)).to.deep.equal(all.map(anew.ofPod));
            expect(all.map(plan.isAssigned)).to.deep.equal(all.map(anew.isAssigned));
            expect(nodeNamesOf(after).map(plan.ofNode)).to.deep.equal(nodeNamesOf(after).map(anew.ofNode));
          }
        },
      ),
    );
  });

  it('have one that is judged as any pod whatsoever', () => {
    const scenes = fc.record({
      cluster: clusters(),
      policies: networkPolicies(smallVocabulary, { maxLength: 3 }),
      firewalls: fc.option(firewallDraws),
      drawn: additions,
      isCertain: fc.boolean(),
      flow: fc.constantFrom(
        'it → P:80',
        'P → it:80',
        'P → it:40000',
        'P → it:79-82',
        'it → node/n1:80',
        'node/n2 → it:80',
        '203.0.113.7 → it:80',
        'it → 203.0.113.130:80',
      ),
    });
    fc.assert(
      fc.property(scenes, ({ cluster, policies, firewalls, drawn, isCertain, flow }) => {
        const keys = [...cluster.pods.keys()];
        const begun = quietScenario({ cluster, ...(firewalls && { firewalls: firewalls(keys) }) });
        const scenario = quietScenario([...policies, ...denials].reduce(withPolicy, begun.state));
        const state = withDrawn(scenario.state, drawn);
        fc.pre(state !== undefined);
        const asked = flow.replace('P', keys[0] ?? '');
        const found = outcomes(state, asked);
        const where = isCertain && drawn.namespace !== 'z' ? { to: drawn.namespace } : {};
        const certain = isCertain ? { having: drawn.own } : {};
        const { count, nth } = podStates(scenario, where, certain, { flow: asked, model: 'stateless' });
        for (let i = 0; i < count; i++) if (outcomes(nth(i), asked) === found) return;
        expect.fail(`none of ${count} is judged so: ${found}`);
      }),
      { numRuns: 1000 },
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { parseManifests } from '../kubernetes/manifests';
import { toYaml } from '../kubernetes/manifestYaml';
import { outcomeOf } from '../properties/outcome';
import { anyCluster, anyPolicies, trialsOf } from '../properties/unknowns';
import { quietScenario } from '../scenario/quietScenario';
import { clusters } from './clusters';
import { flows } from './flows';
import { networkPolicies } from './policies';
import { smallVocabulary, vocabularyOf } from './vocabulary';

describe('generated policies', () => {
  it('are what the API server accepts', () => {
    fc.assert(
      fc.property(networkPolicies(smallVocabulary, { minLength: 1 }), policies => {
        const { policies: read } = parseManifests(toYaml(policies), { strictCidr: true, file: 'p.yaml' });
        expect(read.map(({ policy }) => policy)).to.deep.equal(policies);
      }),
      { numRuns: 300 },
    );
  });

  it('come to every corner of the API', () => {
    const texts = fc
      .sample(networkPolicies(), { numRuns: 2000, seed: 1 })
      .flat()
      .map(policy => JSON.stringify(policy.spec));
    const corners = [
      /^{"podSelector":{}}$/,
      /"policyTypes":\[\]/,
      /"policyTypes":\["Egress","Ingress"\]/,
      /"policyTypes":\["Ingress"\].*"egress":\[{/,
      /"egress":\[\]/,
      /"from":\[\]/,
      /"ports":\[\]/,
      /"ports":\[{}/,
      /"operator":"NotIn"/,
      /"operator":"DoesNotExist"/,
      /"values":\[[^\]]*""/,
      /"podSelector":{},"namespaceSelector":{}/,
      /"except":\[\]/,
      /"except":\["[^\]]*","/,
      /"cidr":"::\/0"/,
      /"port":"http"/,
      /"port":(\d+),"endPort":\1}/,
      /"protocol":"SCTP"/,
    ];
    expect(corners.filter(corner => !texts.some(text => corner.test(text)))).to.deep.equal([]);
  });
});

describe('generated flows', () => {
  it('come to every verdict that policy can give', () => {
    const scenario = quietScenario();
    anyCluster(scenario);
    anyPolicies(scenario);
    const kinds = fc
      .sample(trialsOf(scenario).trials, { numRuns: 200, seed: 1 })
      .flatMap(({ state, flows: asked }) => {
        const world = quietScenario(state);
        return asked.map(flow => outcomeOf(world, 'three-check', flow).kind);
      });
    expect([...new Set(kinds)].sort()).to.deep.equal(['fails', 'refused', 'succeeds', 'unreliable']);
  });
});

describe('generated clusters', () => {
  it('have pods of every kind', () => {
    const pods = fc
      .sample(clusters(), { numRuns: 500, seed: 1 })
      .flatMap(cluster => [...cluster.pods.values()]);
    const kinds: Readonly<Record<string, (pod: (typeof pods)[number]) => boolean>> = {
      hostNetwork: pod => pod.hostNetwork,
      'both families': pod => pod.addresses.length === 2,
      'IPv6 alone': pod => pod.addresses.every(({ family }) => family === 'IPv6'),
      'no labels': pod => Object.keys(pod.labels).length === 0,
      'no known node': pod => pod.node === undefined,
      'a named port': ({ listening }) =>
        listening.kind === 'only' && listening.ports.some(({ name }) => name),
    };
    expect(Object.keys(kinds).filter(kind => !pods.some(pod => kinds[kind]?.(pod)))).to.deep.equal([]);
  });

  it('have flows, of which each passes a pod', () => {
    const asked = clusters().chain(cluster => flows(cluster).map(flow => ({ cluster, flow })));
    fc.assert(
      fc.property(asked, ({ cluster, flow }) => {
        const ends = [flow.source, flow.destination].flatMap(end => (end.kind === 'pod' ? end.key : []));
        expect(ends).not.to.deep.equal([]);
        expect(ends.every(key => cluster.pods.has(key))).to.equal(true);
      }),
    );
  });
});

describe('the vocabulary of a cluster', () => {
  it('holds what its policies ask for, and something that nothing has', () => {
    const [cluster] = fc.sample(clusters(), { numRuns: 1, seed: 1 });
    const words =
      cluster &&
      vocabularyOf(cluster, [
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'p', namespace: 'x' },
          spec: {
            podSelector: { matchLabels: { role: 'db' } },
            ingress: [
              {
                from: [{ ipBlock: { cidr: '198.51.100.0/24' } }],
                ports: [{ port: 5432 }, { port: 'metrics' }],
              },
            ],
          },
        },
      ]);
    expect(words?.podLabels.role).to.deep.equal(['db', 'another']);
    expect(words?.ports).to.include(5432);
    expect(words?.portNames).to.include('metrics');
    expect(words?.blocks).to.include('198.51.100.0/24');
  });
});

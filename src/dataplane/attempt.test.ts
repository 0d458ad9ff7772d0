import { expect } from 'chai';
import { formatPorts } from '../addresses/port';
import { readQuestion } from '../english/question';
import { listPods } from '../scenario/inventory';
import { addKubeDns } from '../scenario/kubeDns';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { setReady } from '../scenario/services';
import { type ModelName, modelNames } from '../settings/models';
import { nowhere } from '../testing/edge';
import { isolate, shopWith } from '../testing/smallServices';
import { answer } from './answer';
import type { VerdictKind } from './attempt';

/** `api` may open anything and is open; on its way out `web` has the given egress rules. */
function verdictOf(egress: string, flow: string, model: ModelName) {
  const scenario = new Scenario(nowhere);
  listPods(scenario, [
    ['pod', 'ports'],
    ['api', ''],
    ['web', '80, 53/UDP, 9/SCTP'],
  ]);
  addPolicies(
    scenario,
    `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress: ${egress}`,
  );
  const [verdict] = answer(scenario.network, model, readQuestion(flow, scenario.surroundings)).cases;
  if (!verdict) throw new Error(`${flow} has no case`);
  return verdict;
}

describe('an attempt', () => {
  const replies: readonly (readonly [string, string, VerdictKind, string])[] = [
    ['every ephemeral port', '[{ ports: [{ port: 32768, endPort: 60999 }] }]', 'succeeds', '32768-60999'],
    ['a wider range', '[{ ports: [{ port: 1024, endPort: 65535 }] }]', 'succeeds', '32768-60999'],
    [
      'all but the first ephemeral port',
      '[{ ports: [{ port: 32769, endPort: 60999 }] }]',
      'unreliable',
      '32769-60999',
    ],
    ['all but the last', '[{ ports: [{ port: 32768, endPort: 60998 }] }]', 'unreliable', '32768-60998'],
    ['one ephemeral port', '[{ ports: [{ port: 40000 }] }]', 'unreliable', '40000'],
    ['ports below the ephemeral ones', '[{ ports: [{ port: 1, endPort: 32767 }] }]', 'fails', ''],
    ['ports above them', '[{ ports: [{ port: 61000, endPort: 65535 }] }]', 'fails', ''],
    ['another protocol', '[{ ports: [{ protocol: UDP }] }]', 'fails', ''],
    ['nothing', '[]', 'fails', ''],
  ];
  for (const [title, egress, kind, works] of replies)
    it(`${kind} where the server may send to ${title}`, () => {
      const verdict = verdictOf(egress, 'api → web:80', 'three-check');
      expect(verdict.kind).to.equal(kind);
      const passed = verdict.walks.filter(({ dropped }) => !dropped).map(({ sourcePorts }) => sourcePorts);
      expect(formatPorts(passed)).to.equal(works);
    });

  it('walks once for each range of client ports that rules tell apart', () => {
    const { walks } = verdictOf(
      '[{ ports: [{ port: 40000 }, { port: 50000, endPort: 50009 }] }]',
      'api → web:80',
      'three-check',
    );
    expect(walks.map(({ sourcePorts }) => formatPorts([sourcePorts]))).to.deep.equal([
      '32768-39999',
      '40000',
      '40001-49999',
      '50000-50009',
      '50010-60999',
    ]);
  });

  /** What becomes of a packet to a port where nothing listens, under each model, where the server may send nothing. */
  const closed: readonly (readonly ['TCP' | 'UDP' | 'SCTP', Readonly<Record<ModelName, VerdictKind>>])[] = [
    ['TCP', { unenforced: 'refused', stateful: 'refused', 'three-check': 'fails', stateless: 'fails' }],
    ['UDP', { unenforced: 'refused', stateful: 'refused', 'three-check': 'refused', stateless: 'refused' }],
    ['SCTP', { unenforced: 'refused', stateful: 'refused', 'three-check': 'fails', stateless: 'fails' }],
  ];
  for (const [protocol, expected] of closed)
    for (const model of modelNames)
      it(`${expected[model]} at a closed ${protocol} port, its server mute, under ${model}`, () => {
        expect(verdictOf('[]', `api → web:81/${protocol}`, model).kind).to.equal(expected[model]);
      });

  for (const model of modelNames)
    for (const protocol of ['TCP', 'UDP', 'SCTP'])
      it(`is refused at a closed ${protocol} port whose server may speak, under ${model}`, () => {
        expect(verdictOf('[{}]', `api → web:81/${protocol}`, model).kind).to.equal('refused');
      });

  it('finds a port open for its own protocol alone', () => {
    expect(verdictOf('[{}]', 'api → web:53/UDP', 'stateful').kind).to.equal('succeeds');
    expect(verdictOf('[{}]', 'api → web:53/TCP', 'stateful').kind).to.equal('refused');
    expect(verdictOf('[{}]', 'api → web:9/SCTP', 'stateful').kind).to.equal('succeeds');
  });

  /** By what is written and who is isolated: the verdict, what the last leg is for, how many came before. */
  const legs: readonly (readonly [string, string, string, readonly [VerdictKind, string, number]])[] = [
    ['api → http://web', '', '', ['succeeds', 'itself', 1]],
    ['api → http://web', 'web', 'policyTypes: [Ingress]', ['fails', 'itself', 1]],
    ['api → http://web', 'api', 'policyTypes: [Egress]', ['fails', 'DNS', 0]],
    ['api → http://wbe', '', '', ['unresolved', 'forwarded DNS', 1]],
    ['api → http://wbe', 'api', 'policyTypes: [Egress]', ['fails', 'DNS', 0]],
  ];
  for (const [flow, isolated, rules, expected] of legs)
    it(`of ${flow} ends where a leg does not succeed${isolated ? `, ${isolated} isolated` : ''}`, () => {
      const scenario = shopWith();
      addKubeDns(scenario);
      if (isolated) isolate(scenario, isolated, rules);
      const [verdict] = answer(scenario.network, 'stateful', readQuestion(flow, scenario.surroundings)).cases;
      expect([verdict?.kind, verdict?.leg.purpose ?? 'itself', verdict?.earlier.length]).to.deep.equal(
        expected,
      );
    });

  it('is unresolved where questions are refused', () => {
    const scenario = shopWith();
    addKubeDns(scenario);
    setReady(scenario, 'kube-system/coredns', false);
    const [verdict] = answer(
      scenario.network,
      'stateful',
      readQuestion('api → http://web', scenario.surroundings),
    ).cases;
    expect([verdict?.kind, verdict?.leg.purpose]).to.deep.equal(['unresolved', 'DNS']);
  });

  it('is refused by a Service without endpoints, dropped by one without any here', () => {
    const kinds = ['Cluster', 'Local'].map(internal => {
      const scenario = shopWith({ internal });
      if (internal === 'Cluster') setReady(scenario, 'web', false);
      return answer(scenario.network, 'stateful', readQuestion('api → service/web:80', scenario.surroundings))
        .kind;
    });
    expect(kinds).to.deep.equal(['refused', 'fails']);
  });
});

import { expect } from 'chai';
import { listNamespaces, listPods } from '../scenario/inventory';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { nowhere } from '../testing/edge';
import { noticesOf } from './notices';

/** What is said of one policy `p` of namespace x with the given spec, in a cluster of x/web, x/api and y/db. */
function told(spec: string, namespace = 'x', ip = ''): readonly string[] {
  const scenario = new Scenario(nowhere, { namespace: 'x' });
  listNamespaces(scenario, [
    ['namespace', 'labels'],
    ['x', ''],
    ['y', 'team=b'],
    ['empty', 'team=e'],
  ]);
  listPods(scenario, [
    ['pod', 'ports', 'ip'],
    ['web', 'http=80', ip],
    ['api', '', '10.0.0.2'],
    ['y/db', 'sql=5432', '10.0.0.3'],
  ]);
  addPolicies(
    scenario,
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, namespace: ${namespace} }
spec: ${spec}`,
  );
  return noticesOf(scenario.network);
}

const all = 'podSelector: {}';
const rows: readonly (readonly [string, string, readonly string[]])[] = [
  ['nothing odd', `{ ${all} }`, []],
  [
    'a selector that no pod answers to',
    '{ podSelector: { matchLabels: { app: db } } }',
    ['policy x/p does nothing: no pod of x is app=db'],
  ],
  [
    'a peer that no pod of the namespace answers to',
    `{ ${all}, ingress: [{ from: [{ podSelector: { matchLabels: { app: db } } }] }] }`,
    ['x/p, ingress rule 1 names pods app=db: there is none in namespace x'],
  ],
  [
    'namespaces that do not exist, in the second rule',
    `{ ${all}, ingress: [{}, { from: [{ namespaceSelector: { matchLabels: { team: q } } }] }] }`,
    ['x/p, ingress rule 2 names every pod in namespaces team=q: no namespace is team=q'],
  ],
  [
    'a namespace without a pod',
    `{ ${all}, egress: [{ to: [{ namespaceSelector: { matchLabels: { team: e } } }] }] }`,
    ['x/p, egress rule 1 names every pod in namespaces team=e: there is none'],
  ],
  [
    'no such pod in the namespaces',
    `{ ${all}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: b } }, podSelector: { matchLabels: { app: web } } }] }] }`,
    ['x/p, ingress rule 1 names pods app=web in namespaces team=b: there is none'],
  ],
  [
    'a peer that matches, beside one that does not',
    `{ ${all}, ingress: [{ from: [{ podSelector: {} }, { podSelector: { matchLabels: { app: db } } }] }] }`,
    ['x/p, ingress rule 1 names pods app=db: there is none in namespace x'],
  ],
  [
    'a port name that nobody has',
    `{ ${all}, egress: [{ ports: [{ port: sql }, { port: https }] }] }`,
    ['x/p, egress rule 1 names port https/TCP, which no pod has'],
  ],
  [
    'a port name that only others have',
    `{ ${all}, ingress: [{ ports: [{ port: sql }] }] }`,
    ['x/p, ingress rule 1 names port sql/TCP, which no pod has that it leads to'],
  ],
  [
    'namespaces that every cluster has, whoever lists them',
    `{ ${all}, egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }] }] }`,
    [],
  ],
  [
    'a block around an address that was made up',
    `{ ${all}, ingress: [{ from: [{ ipBlock: { cidr: 100.64.0.0/10 } }] }] }`,
    [
      'x/p, ingress rule 1 has 100.64.0.0/10, which covers 100.64.0.1, an address that was made up for pod x/web: list its real one',
    ],
  ],
  [
    'a block around addresses that were listed',
    `{ ${all}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }`,
    [],
  ],
  [
    'a block that leaves the addresses out which were made up',
    `{ ${all}, ingress: [{ from: [{ ipBlock: { cidr: 100.64.0.0/10, except: [100.64.0.0/11] } }] }] }`,
    [],
  ],
  ['a block of everything', `{ ${all}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }`, []],
  [
    'rules of a direction that is not isolated, which are dead',
    `{ ${all}, policyTypes: [Ingress], egress: [{ ports: [{ port: https }] }] }`,
    [],
  ],
];

describe('a notice', () => {
  for (const [title, spec, expected] of rows)
    it(`${expected.length > 0 ? 'tells' : 'is silent'} of ${title}`, () => {
      expect(told(spec)).to.deep.equal(expected);
    });

  it('tells of a policy in a namespace without a pod', () => {
    expect(told(`{ ${all} }`, 'empty')).to.deep.equal([
      'policy empty/p does nothing: namespace empty has no pod',
    ]);
  });

  it('is silent of a block where every pod has its own address', () => {
    expect(
      told(`{ ${all}, ingress: [{ from: [{ ipBlock: { cidr: 100.64.0.0/10 } }] }] }`, 'x', '100.64.0.9'),
    ).to.deep.equal([]);
  });
});

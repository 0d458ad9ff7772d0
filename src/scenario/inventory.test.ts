import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Refusal } from '../english/refusal';
import { nowhere } from '../testing/edge';
import { labelNamespace, labelPod, listNamespaces, listPods, useNamespace, usePodRanges } from './inventory';
import { addManifests } from './manifests';
import { Scenario } from './scenario';

const folder = mkdtempSync(join(tmpdir(), 'netpol-bdd-inventory-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

const nothing = { ...nowhere, folder };
const inNamespaces = (...pods: readonly string[]): Scenario => {
  const scenario = new Scenario(nothing);
  listPods(scenario, [['pod', 'labels'], ...pods.map(pod => [pod, 'app=web,tier=front'])]);
  return scenario;
};

const manifests = `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 80, name: http }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec: { podSelector: {} }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web }
`;

describe('the inventory of a scenario', () => {
  after(() => rmSync(folder, { recursive: true }));

  /** Pods, the namespace that is set, and the scenario's namespace. */
  const namespaces: readonly (readonly [readonly string[], string | undefined, string])[] = [
    [[], undefined, 'default'],
    [['shop/web', 'shop/api'], undefined, 'shop'],
    [['shop/web', 'bank/api'], undefined, 'default'],
    [['shop/web'], 'bank', 'bank'],
  ];
  for (const [pods, set, expected] of namespaces)
    it(`${pods.join(' and ') || 'nobody'}${set ? ` and the namespace ${set}` : ''}: names mean those of ${expected}`, () => {
      const scenario = inNamespaces(...pods);
      if (set) useNamespace(scenario, set);
      expect(scenario.namespace).to.equal(expected);
    });

  for (const namespace of ['shop', undefined])
    it(`has manifests without a namespace in ${namespace ?? 'default'}`, () => {
      const scenario = new Scenario(nothing, namespace ? { namespace } : {});
      addManifests(scenario, file('web.yaml', manifests));
      const where = namespace ?? 'default';
      expect([...scenario.state.cluster.pods.keys()]).to.deep.equal([`${where}/web`]);
      expect([...scenario.state.policies.keys()]).to.deep.equal([`${where}/web`]);
      expect(scenario.state.cluster.pods.get(`${where}/web`)?.listening).to.deep.equal({
        kind: 'declared',
        ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
      });
    });

  it('has one pod of a name: a table replaces all, a manifest its own', () => {
    const scenario = inNamespaces('default/web', 'default/api');
    addManifests(scenario, file('again.yaml', manifests));
    expect([...scenario.state.cluster.pods.keys()]).to.deep.equal(['default/web', 'default/api']);
    expect(scenario.state.cluster.pods.get('default/web')?.labels).to.deep.equal({});
    listPods(scenario, [['pod'], ['db']]);
    expect([...scenario.state.cluster.pods.keys()]).to.deep.equal(['default/db']);
  });

  it('relabels pods and namespaces as kubectl does', () => {
    const scenario = inNamespaces('shop/web');
    labelPod(scenario, 'web', 'tier-, app=api, new=');
    expect(scenario.state.cluster.pods.get('shop/web')?.labels).to.deep.equal({ app: 'api', new: '' });
    listNamespaces(scenario, [
      ['namespace', 'labels'],
      ['shop', 'a=1,b=2'],
    ]);
    labelNamespace(scenario, 'shop', 'a-,b=3');
    expect(scenario.state.cluster.namespaces.get('shop')).to.deep.equal({ b: '3' });
    expect(scenario.network.policies.labelsOfNamespace('shop')).to.deep.equal({
      b: '3',
      'kubernetes.io/metadata.name': 'shop',
    });
  });

  const refused: readonly (readonly [string, (scenario: Scenario) => void, string])[] = [
    [
      'no label',
      s => labelPod(s, 'web', ','),
      '"," holds no label: write key=value to set one, key- to remove one.',
    ],
    ['no such pod', s => labelPod(s, 'q', 'a=b'), 'There is no pod, workload or external endpoint "q".'],
    ['no such namespace', s => labelNamespace(s, 'q', 'a=b'), 'There is no namespace "q". There are: shop.'],
    [
      'another name for a namespace',
      s => labelNamespace(s, 'shop', 'kubernetes.io/metadata.name=q'),
      "The label kubernetes.io/metadata.name cannot be changed: it is always the namespace's name.",
    ],
    [
      'no name for a namespace',
      s => labelNamespace(s, 'shop', 'kubernetes.io/metadata.name-'),
      "The label kubernetes.io/metadata.name cannot be changed: it is always the namespace's name.",
    ],
    [
      'two ranges of a family',
      s => usePodRanges(s, '10.0.0.0/8 and 11.0.0.0/8'),
      '"10.0.0.0/8 and 11.0.0.0/8": pods get one address of each family, so name one block of each.',
    ],
  ];
  for (const [title, change, message] of refused)
    it(`refuses ${title}`, () => {
      expect(() => change(inNamespaces('shop/web'))).to.throw(Refusal, message);
    });
});

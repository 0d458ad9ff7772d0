import { expect } from 'chai';
import { formatAddress } from '../addresses/address';
import { emptyCluster } from '../cluster/cluster';
import type { LabelSelector, NetworkPolicy, NetworkPolicySpec } from '../kubernetes/objects';
import { listPods } from '../scenario/inventory';
import { quietScenario } from '../scenario/quietScenario';
import { listServices } from '../scenario/services';
import { possiblePods } from './possiblePods';

const policyOf = (spec: NetworkPolicySpec): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'shop' },
  spec,
});

const allOf = (...[cluster, policies, wanted]: Parameters<typeof possiblePods>) => {
  const { count, nth } = possiblePods(cluster, policies, wanted);
  return Array.from({ length: count }, (_, i) => nth(i));
};

const shop = { name: 'new-pod', namespaces: ['shop'] };

describe('the pods that could be added', () => {
  it('are one where no rule reads anything of them', () => {
    const [only, ...others] = allOf(emptyCluster, [policyOf({ podSelector: {} })], shop);
    expect(others).to.deep.equal([]);
    expect(only).to.include({ namespace: 'shop', name: 'new-pod', hostNetwork: false });
    expect(only?.labels).to.deep.equal({});
  });

  it('have labels for each way in which selectors match or not, the plainest first', () => {
    const policy = policyOf({
      podSelector: { matchLabels: { app: 'db' } },
      ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } }] }],
    });
    expect(allOf(emptyCluster, [policy], shop).map(({ labels }) => labels)).to.deep.equal([
      {},
      { app: 'db' },
      { tier: 'another' },
      { app: 'db', tier: 'another' },
    ]);
  });

  it('have the labels that are certain, and no others of their keys', () => {
    const policy = policyOf({ podSelector: { matchLabels: { app: 'db' } } });
    const labels = allOf(emptyCluster, [policy], { ...shop, having: { app: 'web' } }).map(pod => pod.labels);
    expect(labels).to.deep.equal([{ app: 'web' }]);
  });

  it('have the labels that Services ask for', () => {
    const scenario = quietScenario();
    listPods(scenario, [['pod'], ['shop/web']]);
    listServices(scenario, [
      ['service', 'selector', 'ports'],
      ['shop/web', 'app=web', '80'],
    ]);
    const labels = allOf(scenario.state.cluster, [], shop).map(pod => pod.labels);
    expect(labels).to.deep.equal([{}, { app: 'web' }]);
  });

  it('are in every namespace and on every node', () => {
    const scenario = quietScenario();
    listPods(scenario, [
      ['pod', 'node'],
      ['shop/web', 'n1'],
    ]);
    const places = allOf(scenario.state.cluster, [], { name: 'x', namespaces: ['shop', 'dev'] });
    expect(places.map(({ namespace, node }) => `${namespace} ${node ?? '-'}`)).to.deep.equal([
      'shop -',
      'dev -',
      'shop n1',
      'dev n1',
    ]);
  });

  it('have addresses in and out of the blocks that rules name, and none that is taken', () => {
    const scenario = quietScenario();
    listPods(scenario, [
      ['pod', 'ip'],
      ['shop/a', '10.1.0.1'],
      ['shop/b', '10.2.0.1'],
    ]);
    const policy = policyOf({
      podSelector: {},
      ingress: [{ from: [{ ipBlock: { cidr: '10.1.0.0/16' } }] }],
    });
    const addresses = allOf(scenario.state.cluster, [policy], shop).map(pod =>
      pod.addresses.map(formatAddress).join(),
    );
    expect(addresses).to.deep.equal(['', '10.1.0.2']);
  });

  it('give the names that rules know to the port that is asked for', () => {
    const policy = policyOf({ podSelector: {}, ingress: [{ ports: [{ port: 'http' }] }] });
    const listening = allOf(emptyCluster, [policy], { ...shop, dialled: { span: [8080, 8081] } }).map(
      pod => pod.listening,
    );
    expect(listening).to.deep.equal([
      { kind: 'everything' },
      { kind: 'declared', ports: [{ name: 'http', port: 8080, protocol: 'TCP' }] },
    ]);
  });

  it('have labels that rules elsewhere ask for, where these look into their namespace', () => {
    const asking = (namespaceSelector: LabelSelector) =>
      policyOf({
        podSelector: {},
        ingress: [{ from: [{ namespaceSelector, podSelector: { matchLabels: { app: 'db' } } }] }],
      });
    const dev = { name: 'x', namespaces: ['dev'] };
    expect(allOf(emptyCluster, [asking({})], dev)).to.have.length(2);
    expect(allOf(emptyCluster, [asking({ matchLabels: { team: 'a' } })], dev)).to.have.length(1);
  });

  it('are on nodes that hold somebody whom they speak with, and on one of each kind that firewalls guard', () => {
    const scenario = quietScenario();
    listPods(scenario, [['pod', 'node'], ...['n1', 'n2', 'n3', 'n4'].map(node => [`shop/${node}`, node])]);
    const guards = ['n3', 'n4'].map(node => ({ kind: 'node', node }) as const);
    const firewalls = { acls: [{ filter: { name: 'a', rules: [] }, guards }], groups: [] };
    const pods = allOf(scenario.state.cluster, [], { ...shop, nodes: ['n1'], firewalls });
    expect(pods.map(({ node }) => node)).to.deep.equal([undefined, 'n1', 'n4']);
  });

  it('are owned by a controller and not, where that matters', () => {
    const pods = allOf(emptyCluster, [], { ...shop, owners: true });
    expect(pods.map(({ bare, owner }) => bare ?? owner?.kind)).to.deep.equal([true, 'ReplicaSet']);
  });
});

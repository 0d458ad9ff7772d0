import { expect } from 'chai';
import { emptyCluster } from '../cluster/cluster';
import type { LabelSelector, NetworkPolicy } from '../kubernetes/objects';
import { possibleNamespaces, standingNamespaces } from './possibleNamespaces';

const policyFrom = (...selectors: readonly LabelSelector[]): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'shop' },
  spec: { podSelector: {}, ingress: [{ from: selectors.map(namespaceSelector => ({ namespaceSelector })) }] },
});

const named = (...names: readonly string[]): LabelSelector => ({
  matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: names }],
});

describe('namespaces that could be added', () => {
  it('are one where no selector looks at namespaces', () => {
    expect(possibleNamespaces(emptyCluster, [])).to.deep.equal([['new-namespace', {}]]);
  });

  it('have labels for each way in which selectors match or not', () => {
    const policy = policyFrom({ matchLabels: { team: 'ops' } });
    expect(possibleNamespaces(emptyCluster, [policy])).to.deep.equal([
      ['new-namespace', {}],
      ['new-namespace', { team: 'ops' }],
    ]);
  });

  it('have the names that selectors ask for, if nobody has them and they can be names', () => {
    const policy = policyFrom(named('shop', 'ops', 'new-namespace', 'No_Name'));
    expect(possibleNamespaces(emptyCluster, [policy])).to.deep.equal([
      ['new-namespace-2', {}],
      ['ops', {}],
      ['new-namespace', {}],
    ]);
  });

  it('are not those in which there is a policy already', () => {
    expect(standingNamespaces(emptyCluster, [policyFrom()])).to.deep.equal(['shop']);
  });
});

import { expect } from 'chai';
import { clusterOf, podWith } from '../testing/smallNetworks';
import { compilePolicy } from './compiledPolicy';
import { policySetOf } from './policySet';

describe('a policy whose rules remember no connection', () => {
  it('takes the tracker from the pods that it selects, in its own namespace', () => {
    const pods = ['x', 'y'].map(namespace => podWith('web', { namespace, labels: { app: 'web' } }));
    const stateless = compilePolicy(
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'p', annotations: { 'k8s.ovn.org/acl-stateless': 'true' } },
        spec: { podSelector: { matchLabels: { app: 'web' } } },
      },
      'x',
    );
    const set = policySetOf([stateless], clusterOf(pods));
    expect(pods.map(set.isStateless)).to.deep.equal([true, false]);
  });
});

import { expect } from 'chai';
import { formatAddress } from '../addresses/address';
import { addressSetOf } from '../addresses/addressSet';
import { parseBlock } from '../addresses/block';
import type { Cluster } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import { type Firewalls, noFirewalls } from '../dataplane/firewalls';
import type { NetworkPolicy } from '../kubernetes/objects';
import { listPods, useDualStack, usePodRanges } from '../scenario/inventory';
import { quietScenario } from '../scenario/quietScenario';
import type { Scenario } from '../scenario/scenario';
import { addressesFor } from './podAddresses';

const plain: Pod = {
  namespace: 'shop',
  name: 'new-pod',
  labels: {},
  listening: { kind: 'everything' },
  addresses: [],
  hostNetwork: false,
  finished: false,
  terminating: false,
};

const policyFrom = (...cidrs: readonly string[]): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'shop' },
  spec: { podSelector: {}, ingress: [{ from: cidrs.map(cidr => ({ ipBlock: { cidr } })) }] },
});

const clusterWith = (ips: readonly string[], change?: (scenario: Scenario) => void): Cluster => {
  const scenario = quietScenario();
  listPods(scenario, [['pod', 'ip'], ...ips.map((ip, i) => [`shop/p${i}`, ip])]);
  change?.(scenario);
  return scenario.state.cluster;
};

const texts = (cluster: Cluster, policy: NetworkPolicy, firewalls: Firewalls = noFirewalls) =>
  addressesFor(cluster, plain, { policies: [policy], firewalls }).map(list =>
    list.map(formatAddress).join(' '),
  );

describe('the addresses that a pod may get', () => {
  it('are the assigned one alone where rules speak of what is outside', () => {
    expect(texts(clusterWith(['', '']), policyFrom('10.0.0.0/8'))).to.deep.equal(['']);
  });

  it('are in and out of blocks within the ranges that nobody chose', () => {
    expect(texts(clusterWith(['']), policyFrom('100.70.0.0/16'))).to.deep.equal(['', '100.70.0.1']);
  });

  it('are in and out of blocks within the ranges that are told', () => {
    const told = clusterWith([''], scenario => usePodRanges(scenario, '10.244.0.0/16'));
    expect(texts(told, policyFrom('10.244.7.0/24'))).to.deep.equal(['', '10.244.7.1']);
  });

  it('are around those that are listed, and not made up, where rules could tell', () => {
    expect(texts(clusterWith(['10.244.0.1']), policyFrom('10.0.0.0/8'))).to.deep.equal(['10.244.0.2']);
    expect(texts(clusterWith(['10.244.0.1']), policyFrom('203.0.113.0/24'))).to.deep.equal(['']);
  });

  it('are in and out of what firewalls guard', () => {
    const guarded = parseBlock('100.64.1.0/24')?.block;
    const guards = guarded ? [{ kind: 'addresses', addresses: addressSetOf([guarded]) } as const] : [];
    const firewalls = { acls: [{ filter: { name: 'a', rules: [] }, guards }], groups: [] };
    expect(texts(clusterWith(['']), policyFrom(), firewalls)).to.deep.equal(['', '100.64.1.1']);
  });

  it('are of both families in a dual-stack cluster', () => {
    const both = clusterWith([''], useDualStack);
    expect(texts(both, policyFrom('100.70.0.0/16'))).to.deep.equal(['', '100.70.0.1 fd00:64::2']);
  });
});

import { expect } from 'chai';
import { formatAddress, parseAddress } from '../addresses/address';
import { readNodes, readPods } from '../english/inventory';
import { clusterOf } from '../testing/smallNetworks';
import { planAddresses } from './addressPlan';
import type { Cluster } from './cluster';
import type { Pod } from './pod';

function clusterWith(pods: readonly (readonly string[])[], change: Partial<Cluster> = {}): Cluster {
  const nodes = new Map(
    readNodes([
      ['node', 'ip'],
      ['n1', '192.168.0.1'],
      ['n2', ''],
    ]).map(node => [node.name, node]),
  );
  return { ...clusterOf(readPods([['pod', 'ip', 'node'], ...pods], 'x')), nodes, ...change };
}

const planned = (cluster: Cluster): readonly string[] => {
  const { ofPod, isAssigned } = planAddresses(cluster);
  return [...cluster.pods.values()].map(
    pod => `${pod.name} ${ofPod(pod).map(formatAddress).join(' ')}${isAssigned(pod) ? ', made up' : ''}`,
  );
};

const hosts = (pods: ReadonlyMap<string, Pod>): ReadonlyMap<string, Pod> =>
  new Map([...pods].map(([key, pod]) => [key, { ...pod, hostNetwork: true }]));

describe('the addresses of a cluster', () => {
  it('are those that were given, and the next free one for everybody else', () => {
    expect(
      planned(
        clusterWith([
          ['a', '', ''],
          ['b', '100.64.0.2', ''],
          ['c', '10.0.0.1', ''],
          ['d', '', ''],
        ]),
      ),
    ).to.deep.equal(['a 100.64.0.1, made up', 'b 100.64.0.2', 'c 10.0.0.1', 'd 100.64.0.3, made up']);
  });

  it('leave out what a node was given', () => {
    const cluster = clusterWith([['a', '', '']], { podRanges: ['192.168.0.0/24'] });
    expect(planned(cluster)).to.deep.equal(['a 192.168.0.2, made up']);
  });

  it('are one of each range, IPv4 first', () => {
    const cluster = clusterWith(
      [
        ['a', '', ''],
        ['b', 'fd00::1', ''],
      ],
      { podRanges: ['fd00::/64', '10.0.0.0/8'] },
    );
    expect(planned(cluster)).to.deep.equal(['a 10.0.0.1 fd00::2, made up', 'b fd00::1']);
  });

  it('end with their range', () => {
    const cluster = clusterWith(
      [
        ['a', '', ''],
        ['b', '', ''],
      ],
      { podRanges: ['10.0.0.0/31'] },
    );
    expect(planned(cluster)).to.deep.equal(['a 10.0.0.1, made up', 'b , made up']);
  });

  it('are those of its node for a pod with hostNetwork, where it has one', () => {
    const cluster = clusterWith([
      ['a', '', 'n1'],
      ['b', '', 'n2'],
      ['c', '10.0.0.1', 'n1'],
      ['d', '', ''],
    ]);
    expect(planned({ ...cluster, pods: hosts(cluster.pods) })).to.deep.equal([
      'a 192.168.0.1',
      'b 100.96.0.1',
      'c 10.0.0.1',
      'd 100.64.0.1, made up',
    ]);
  });

  it('are those of nodes by name, listed or only named by a pod', () => {
    const { ofNode } = planAddresses(clusterWith([['a', '', 'n3']]));
    expect(['n1', 'n2', 'n3', 'n4'].map(name => ofNode(name).map(formatAddress))).to.deep.equal([
      ['192.168.0.1'],
      ['100.96.0.1'],
      ['100.96.0.2'],
      [],
    ]);
  });

  it('are planned once a cluster', () => {
    const cluster = clusterWith([['a', '', '']]);
    expect(planAddresses(cluster)).to.equal(planAddresses(cluster));
    expect(planAddresses({ ...cluster })).not.to.equal(planAddresses(cluster));
    expect([...cluster.pods.values()].flatMap(planAddresses(cluster).ofPod)).to.deep.equal([
      parseAddress('100.64.0.1'),
    ]);
  });
});

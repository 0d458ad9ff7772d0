import { expect } from 'chai';
import { clusterOf } from '../testing/smallNetworks';
import { address, podOf, serviceOf } from '../testing/smallZone';
import { type Cluster, withServices } from './cluster';
import { ownerOf } from './owner';

const cluster: Cluster = {
  ...withServices(
    clusterOf([
      podOf('x/web', '10.0.0.1'),
      podOf('x/made-up', '', { node: 'n2' }),
      podOf('x/agent', '192.168.0.1', { hostNetwork: true, node: 'n1' }),
    ]),
    [
      serviceOf('x/web', { clusterIPs: [address('10.96.0.20')] }),
      serviceOf('x/lb', { type: 'LoadBalancer', externalIPs: [address('203.0.113.80')] }),
      serviceOf('x/headless', { headless: true }),
    ],
  ),
  nodes: new Map([['n1', { name: 'n1', labels: {}, addresses: [address('192.168.0.1')] }]]),
};

const rows: readonly (readonly [string, string])[] = [
  ['10.0.0.1', 'pods web'],
  ['100.64.0.1', 'pods made-up'],
  // Who shares the address of a node counts as the node.
  ['192.168.0.1', 'node n1'],
  ['100.96.0.1', 'node n2'],
  ['10.96.0.20', 'service web'],
  // Given out in order of listing, after those of kubernetes and kube-dns.
  ['10.96.0.0', 'external'],
  ['10.96.0.2', 'service lb'],
  ['203.0.113.80', 'service lb'],
  ['198.51.100.7', 'external'],
];

describe('the owner of an address', () => {
  for (const [text, expected] of rows)
    it(`${text} is ${expected}`, () => {
      const owner = ownerOf(cluster, address(text));
      const who =
        owner.kind === 'pods'
          ? owner.pods.map(({ name }) => name).join()
          : owner.kind === 'node'
            ? owner.node
            : owner.kind === 'service'
              ? owner.service.name
              : '';
      expect(`${owner.kind} ${who}`.trim()).to.equal(expected);
      expect(owner.name).to.equal(text);
    });

  it('is called as somebody wrote it, and means that address alone', () => {
    expect(ownerOf(cluster, address('10.0.0.1'), 'the web')).to.include({ name: 'the web' });
    expect(ownerOf(cluster, address('10.0.0.1'))).to.deep.include({ address: address('10.0.0.1') });
  });
});

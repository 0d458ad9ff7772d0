import { expect } from 'chai';
import { formatAddress, parseAddress } from '../addresses/address';
import { readNodes, readPods } from '../english/inventory';
import { clusterOf } from '../testing/smallNetworks';
import { address, serviceOf } from '../testing/smallZone';
import { planAddresses } from './addressPlan';
import { type Cluster, withServices } from './cluster';
import type { Pod } from './pod';
import type { Service } from './service';

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

/** By name, cluster IPs and what is reached from outside. */
function ofServices(
  services: readonly (readonly [string, Partial<Service>])[],
  change: Partial<Cluster> = {},
): readonly string[] {
  const cluster = withServices(
    { ...clusterWith([['a', '10.96.0.3', '']]), ...change },
    services.map(([name, more]) => serviceOf(`x/${name}`, more)),
  );
  const { ofService, ofBalancer } = planAddresses(cluster);
  return [...cluster.services.values()].map(service =>
    [
      service.name,
      ...ofService(service).map(formatAddress),
      '|',
      ...ofBalancer(service).map(formatAddress),
    ].join(' '),
  );
}

const balancer = { type: 'LoadBalancer' } as const;
const dualStack = { serviceRanges: ['fd01::/112', '10.96.0.0/12'], balancerRanges: ['203.0.113.0/24'] };

/** Services, and which addresses they have. */
const services: readonly (readonly [
  string,
  readonly (readonly [string, Partial<Service>])[],
  Partial<Cluster>,
  readonly string[],
])[] = [
  [
    'the next free ones, without those that kubeadm gives to its own',
    [
      ['a', {}],
      ['b', {}],
    ],
    {},
    ['a 10.96.0.2 |', 'b 10.96.0.3 |'],
  ],
  [
    'those that were given, which nobody else gets',
    [
      ['a', {}],
      ['b', { clusterIPs: [address('10.96.0.2')] }],
    ],
    {},
    ['a 10.96.0.3 |', 'b 10.96.0.2 |'],
  ],
  [
    'none, of a headless one or an alias',
    [
      ['a', { headless: true }],
      ['b', { type: 'ExternalName' }],
    ],
    {},
    ['a |', 'b |'],
  ],
  [
    'one for the balancer as well, where there is one and none was given',
    [
      ['a', balancer],
      ['b', { ...balancer, externalIPs: [address('203.0.113.1')] }],
      ['c', { externalIPs: [address('198.51.100.1')] }],
      ['d', { type: 'NodePort' }],
      ['e', balancer],
    ],
    {},
    [
      'a 10.96.0.2 | 203.0.113.2',
      'b 10.96.0.3 | 203.0.113.1',
      'c 10.96.0.4 | 198.51.100.1',
      'd 10.96.0.5 |',
      'e 10.96.0.6 | 203.0.113.3',
    ],
  ],
  ['one of each family, IPv4 first', [['a', {}]], dualStack, ['a 10.96.0.2 fd01::1 |']],
];

describe('the addresses of Services', () => {
  for (const [title, listed, change, expected] of services)
    it(`are ${title}`, () => {
      expect(ofServices(listed, change)).to.deep.equal(expected);
    });
});

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

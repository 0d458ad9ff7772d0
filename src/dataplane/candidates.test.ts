import { expect } from 'chai';
import type { Endpoint } from '../cluster/endpoint';
import type { Pod } from '../cluster/pod';
import { useDualStack } from '../scenario/inventory';
import type { Scenario } from '../scenario/scenario';
import { shopWith } from '../testing/smallServices';
import { candidatesOf } from './candidates';
import type { Network } from './network';

/** The pod api twice, alike in all that rules may read. */
function replicas({ network }: Scenario): readonly Pod[] {
  const api = network.cluster.pods.get('default/api');
  if (!api) throw new Error('there is a pod api');
  return ['one', 'two'].map(name => ({ ...api, name }));
}

const asked = (network: Network, pods: readonly Pod[]) =>
  candidatesOf(network, { kind: 'pods', name: 'api', pods }).map(({ party, sibling }) =>
    [party, sibling].map(each => (each?.kind === 'pod' ? each.pod.name : undefined)),
  );

/** What becomes of one of them alone. */
const surfaces: readonly (readonly [string, Partial<Network>])[] = [
  ['is not tracked', { untracked: new Map([['default/one', 'requests']]) }],
  ['has just started', { starting: new Set(['default/one']) }],
];

describe('the parties that an endpoint stands for', () => {
  it('are one of several replicas, and another for it to talk to', () => {
    const scenario = shopWith();
    const network = { ...scenario.network, addresses: planOf(scenario) };
    expect(asked(network, replicas(scenario))).to.deep.equal([['one', 'two']]);
  });

  for (const [title, surface] of surfaces)
    it(`are both where one ${title}`, () => {
      const scenario = shopWith();
      const network = { ...scenario.network, addresses: planOf(scenario), ...surface };
      expect(asked(network, replicas(scenario))).to.deep.equal([
        ['one', undefined],
        ['two', undefined],
      ]);
    });

  it('are a pod at each of its addresses, IPv4 first', () => {
    const scenario = shopWith();
    useDualStack(scenario);
    const [pod] = scenario.network.cluster.pods.values();
    if (!pod) throw new Error('there is a pod');
    const both = { ...pod, addresses: [] };
    const cluster = { ...scenario.network.cluster, pods: new Map([['default/api', both]]) };
    scenario.change({ cluster });
    const found = candidatesOf(scenario.network, { kind: 'pods', name: 'api', pods: [both] });
    expect(found.map(({ party }) => party.address.family)).to.deep.equal(['IPv4', 'IPv6']);
  });

  it('are an unnamed node where nobody knows which one it is', () => {
    const scenario = shopWith();
    const kubelet: Endpoint = { kind: 'node', name: 'the kubelet', node: '', isLocal: true };
    const names = candidatesOf(scenario.network, kubelet).map(({ party }) => scenario.names.party(party));
    expect(names).to.deep.equal(['its own node']);
  });

  it('are nobody where it is looked up who they are', () => {
    const { network } = shopWith();
    const service = network.cluster.services.get('default/web');
    if (!service) throw new Error('there is a Service web');
    const leading: readonly Endpoint[] = [
      { kind: 'service', name: 'service/web', service },
      { kind: 'name', name: 'http://web', host: 'web' },
      { kind: 'site', name: 'https://shop.example.com', ways: [] },
    ];
    expect(leading.flatMap(endpoint => candidatesOf(network, endpoint))).to.deep.equal([]);
  });
});

/** Replicas have the address of the one that they are copies of. */
function planOf({ network }: Scenario): Network['addresses'] {
  return { ...network.addresses, ofPod: ({ addresses }) => addresses };
}

import { expect } from 'chai';
import type { Endpoint } from '../cluster/endpoint';
import { type Party, podOf } from '../cluster/flow';
import type { Pod } from '../cluster/pod';
import type { NetworkPolicy } from '../kubernetes/objects';
import { compilePolicy } from '../policy/compiledPolicy';
import { defaultSettings } from '../settings/settings';
import { clusterOf } from '../testing/smallNetworks';
import { answer } from './answer';
import { casesOf } from './cases';
import { networkOf } from './network';

const replica = (name: string, more: Partial<Pod> = {}): Pod => ({
  namespace: 'x',
  name,
  labels: { app: 'web' },
  listening: { kind: 'everything' },
  addresses: [],
  owner: { kind: 'Deployment', name: 'web' },
  hostNetwork: false,
  finished: false,
  terminating: false,
  ...more,
});

const denyAll: NetworkPolicy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny-all', namespace: 'x' },
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
};

const ask = (pods: readonly Pod[], policy: NetworkPolicy = denyAll, from?: Endpoint) => {
  const network = networkOf(clusterOf(pods), [compilePolicy(policy, 'x')], defaultSettings);
  const web: Endpoint = { kind: 'pods', name: 'web', pods };
  const question = {
    source: from ?? web,
    destination: web,
    ports: { kind: 'numbers', protocol: 'TCP', span: [80, 81] },
  } as const;
  const nameOf = (party: Party): string =>
    party.kind === 'external' ? party.name : (podOf(party)?.name ?? `${party.kind === 'node' && party.node}`);
  const pairs = casesOf(network, question).map(
    ({ source, destination }) => `${nameOf(source)} → ${nameOf(destination)}`,
  );
  return { pairs, kind: answer(network, 'stateful', question).kind };
};

describe('the replicas of a workload', () => {
  it('that no rule can tell apart are asked once, one replica another', () => {
    const { pairs, kind } = ask([replica('web-1'), replica('web-2'), replica('web-3')]);
    expect(pairs).to.deep.equal(['web-1 → web-2']);
    expect(kind).to.equal('fails');
  });

  it('of one are asked of themselves', () => {
    const { pairs, kind } = ask([replica('web-1')]);
    expect(pairs).to.deep.equal(['web-1 → web-1']);
    expect(kind).to.equal('succeeds');
  });

  const different: readonly (readonly [string, Partial<Pod>, Partial<Pod>])[] = [
    ['labels', {}, { labels: { app: 'web', canary: 'yes' } }],
    ['nodes', { node: 'n1' }, { node: 'n2' }],
    ['listed ports', {}, { listening: { kind: 'only', ports: [{ port: 80, protocol: 'TCP' }] } }],
  ];
  for (const [title, one, other] of different)
    it(`with different ${title} are asked apart, each of another`, () => {
      const { pairs, kind } = ask([replica('web-1', one), replica('web-2', other)]);
      expect(pairs).to.deep.equal(['web-1 → web-2', 'web-2 → web-1']);
      expect(kind).to.equal('fails');
    });

  it('that live on different nodes are asked apart, as one of the nodes may be the own one', () => {
    const pods = ['n1', 'n2', 'n2'].map((node, i) => replica(`web-${i}`, { node }));
    const source: Endpoint = { kind: 'node', name: 'n1', node: 'n1' };
    const { pairs, kind } = ask(pods, denyAll, source);
    expect(pairs).to.deep.equal(['n1 → web-0', 'n1 → web-1']);
    expect(kind).to.equal('mixed');
  });

  it('that a block tells apart are asked apart', () => {
    const v4 = (value: bigint): Partial<Pod> => ({ addresses: [{ family: 'IPv4', value }] });
    const pods = [1n, 2n, 5n, 6n].map(value => replica(`web-${value}`, v4(value)));
    const ingress = [{ from: [{ ipBlock: { cidr: '0.0.0.0/30' } }] }];
    const policy: NetworkPolicy = { ...denyAll, spec: { podSelector: {}, ingress } };
    const { pairs, kind } = ask(pods, policy);
    expect(pairs).to.deep.equal(['web-1 → web-2', 'web-1 → web-5', 'web-5 → web-1', 'web-5 → web-6']);
    expect(kind).to.equal('mixed');
  });
});

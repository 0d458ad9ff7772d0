import { expect } from 'chai';
import type { Party } from '../cluster/flow';
import type { Pod } from '../cluster/pod';
import { type Network, networkOf } from '../dataplane/network';
import type { NetworkPolicy } from '../kubernetes/objects';
import { compilePolicy } from '../policy/compiledPolicy';
import { type Cni, cnis, type Touch } from '../settings/cnis';
import { defaultSettings } from '../settings/settings';
import { clusterOf } from '../testing/smallNetworks';
import { type Asked, departuresTouching } from './departures';

const pod = (name: string, more: Partial<Pod> = {}): Pod => ({
  namespace: 'x',
  name,
  labels: { app: name },
  listening: { kind: 'everything' },
  addresses: [],
  node: 'n1',
  hostNetwork: false,
  finished: false,
  terminating: false,
  ...more,
});

const address = { family: 'IPv4', value: 1n } as const;
const at = (which: Pod): Party => ({ kind: 'pod', pod: which, address });
const web = pod('web');
const api = pod('api');
const asked: Asked = { source: at(api), destination: at(web), protocol: 'TCP' };

/** `web` lets in what the rule says. */
const networkWith = (
  ingress: NetworkPolicy['spec']['ingress'] = [],
  starting: readonly string[] = [],
): Network =>
  networkOf(
    clusterOf([web, api]),
    [
      compilePolicy(
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'web', namespace: 'x' },
          spec: { podSelector: { matchLabels: { app: 'web' } }, ...(ingress && { ingress }) },
        },
        'x',
      ),
    ],
    defaultSettings,
    { firewalls: { acls: [], groups: [] }, untracked: new Map(), starting: new Set(starting) },
  );

/** For each kind of departure, something that it could change and something that it could not. */
const cases: Readonly<Record<Exclude<Touch, 'every flow' | 'services'>, readonly [Asked, Asked, Network?]>> =
  {
    'own node': [
      { ...asked, source: { kind: 'node', node: 'n1', address } },
      { ...asked, source: { kind: 'node', node: 'n2', address } },
    ],
    'other nodes': [
      { ...asked, source: { kind: 'node', node: 'n2', address } },
      { ...asked, source: { kind: 'node', node: 'n1', address } },
    ],
    'host network': [{ ...asked, source: at(pod('host', { hostNetwork: true })) }, asked],
    outside: [{ ...asked, source: { kind: 'external', name: 'outside', address } }, asked],
    'named ports': [asked, { ...asked, destination: at(api) }, networkWith([{ ports: [{ port: 'http' }] }])],
    'port ranges': [
      asked,
      { ...asked, destination: at(api) },
      networkWith([{ ports: [{ port: 1, endPort: 9 }] }]),
    ],
    'address blocks': [
      asked,
      { ...asked, destination: at(api) },
      networkWith([{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }]),
    ],
    SCTP: [{ ...asked, protocol: 'SCTP' }, asked],
    ICMP: [{ ...asked, hasError: true }, asked],
    'open connections': [{ ...asked, isKept: true }, asked],
    'bare pods': [{ ...asked, source: at(pod('bare', { bare: true })) }, asked],
    'starting pods': [asked, asked, networkWith([], ['x/web'])],
  };

const touching = (touches: Touch, network: Network, one: Asked): boolean => {
  const [first] = cnis;
  if (!first) throw new Error('no CNI');
  const cni: Cni = { ...first, departures: [{ touches, text: 'It does otherwise.' }] };
  return departuresTouching(cni, network, [one]).length > 0;
};

describe('a departure of a CNI that no setting says', () => {
  for (const [touches, [could, couldNot, network = networkWith()]] of Object.entries(cases) as [
    Touch,
    readonly [Asked, Asked, Network?],
  ][])
    it(`about ${touches} is told where it could change the verdict, and not elsewhere`, () => {
      expect(touching(touches, network, could)).to.equal(true);
      expect(touching(touches, networkWith(), couldNot)).to.equal(false);
    });

  it('about every flow is always told', () => {
    expect(touching('every flow', networkWith(), asked)).to.equal(true);
  });
});

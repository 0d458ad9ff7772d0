import { expect } from 'chai';
import { parseAddress } from '../addresses/address';
import type { Pod } from '../cluster/pod';
import type { NetworkPolicy } from '../kubernetes/objects';
import { compilePolicy } from '../policy/compiledPolicy';
import { defaultSettings } from '../settings/settings';
import { clusterOf } from '../testing/smallNetworks';
import { answer } from './answer';
import { networkOf } from './network';

const node = parseAddress('10.0.0.1');

const podCalled = (name: string): Pod => ({
  namespace: 'x',
  name,
  labels: { app: name },
  listening: { kind: 'everything' },
  addresses: node ? [node] : [],
  node: 'n1',
  hostNetwork: true,
  finished: false,
  terminating: false,
});

/** The server may receive, and send nothing. */
const server: NetworkPolicy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'server', namespace: 'x' },
  spec: {
    podSelector: { matchLabels: { app: 'server' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ ports: [{ port: 1, endPort: 65535 }, { port: 40000 }] }],
  },
};

describe('two pods at one address', () => {
  for (const port of [32767, 32768, 40000, 60999])
    it(`are client and server to each other on port ${port}, and the reply is a reply`, () => {
      const pods = [podCalled('client'), podCalled('server')];
      const [client, other] = pods;
      if (!client || !other) throw new Error('two pods are needed');
      const settings = { ...defaultSettings, 'host-network-pods': 'as-pod' } as const;
      const network = networkOf(clusterOf(pods), [compilePolicy(server, 'x')], settings);
      const { kind } = answer(network, 'stateful', {
        source: { kind: 'pods', name: 'client', pods: [client] },
        destination: { kind: 'pods', name: 'server', pods: [other] },
        ports: { kind: 'numbers', protocol: 'TCP', span: [port, port + 1] },
      });
      expect(kind).to.equal('succeeds');
    });
});

describe('a block that begins with the address of the pod it is to reach', () => {
  it('stands for the addresses beside it', () => {
    const address = parseAddress('203.0.113.0');
    const pod: Pod = { ...podCalled('server'), hostNetwork: false, addresses: address ? [address] : [] };
    const replies: NetworkPolicy = {
      ...server,
      spec: { ...server.spec, egress: [{ ports: [{ port: 40000 }] }] },
    };
    const network = networkOf(clusterOf([pod]), [compilePolicy(replies, 'x')], defaultSettings);
    const { kind } = answer(network, 'stateless', {
      source: {
        kind: 'external',
        name: 'block',
        addresses: { IPv4: [[0xcb007100n, 0xcb007200n]], IPv6: [] },
      },
      destination: { kind: 'pods', name: 'server', pods: [pod] },
      ports: { kind: 'numbers', protocol: 'TCP', span: [40000, 40001] },
    });
    expect(kind).to.equal('unreliable');
  });
});

import fc from 'fast-check';
import { parseAddress } from '../addresses/address';
import { protocols } from '../addresses/port';
import { labels } from '../arbitraries/labels';
import { networkPolicies } from '../arbitraries/policies';
import { smallVocabulary } from '../arbitraries/vocabulary';
import { type Cluster, emptyCluster } from '../cluster/cluster';
import type { Endpoint } from '../cluster/endpoint';
import { type Pod, podKey } from '../cluster/pod';
import type { Question } from '../dataplane/cases';
import { type Network, networkOf } from '../dataplane/network';
import type { ContainerPort } from '../kubernetes/objects';
import { compilePolicy } from '../policy/compiledPolicy';
import { choices, defaultSettings, type Settings, settingNames } from '../settings/settings';

// Clusters of four pods in which generated policies are tried, and questions about them.

const { podLabels, ports } = smallVocabulary;
export const portNumbers = fc.constantFrom(...ports);

const containerPorts: fc.Arbitrary<ContainerPort> = fc.record(
  { port: portNumbers, protocol: fc.constantFrom(...protocols), name: fc.constantFrom('http', 'other') },
  { requiredKeys: ['port', 'protocol'] },
);
const listenings: fc.Arbitrary<Pod['listening']> = fc.oneof(
  fc.constant({ kind: 'everything' as const }),
  fc.record({
    kind: fc.constantFrom('only' as const, 'declared' as const),
    ports: fc.array(containerPorts, { minLength: 1, maxLength: 3 }),
  }),
);

const address = (text: string): Pod['addresses'] => [parseAddress(text) ?? { family: 'IPv4', value: 0n }];

/** A pod of namespace x that listens on everything and has no address. */
export function podWith(name: string, more: Partial<Pod> = {}): Pod {
  return {
    namespace: 'x',
    name,
    labels: {},
    listening: { kind: 'everything' },
    addresses: [],
    hostNetwork: false,
    finished: false,
    terminating: false,
    ...more,
  };
}

/** x/p0, x/p1, y/p2 and y/p3 at 10.0.0.0 and up, on the nodes n1 and n2. */
export const pods: fc.Arbitrary<readonly Pod[]> = fc.tuple(
  ...[0, 1, 2, 3].map(i =>
    fc
      .record({
        labels: labels(podLabels),
        listening: listenings,
        hostNetwork: fc.constantFrom(false, false, false, true),
      })
      .map(
        (random): Pod => ({
          ...random,
          namespace: i < 2 ? 'x' : 'y',
          name: `p${i}`,
          addresses: address(`10.0.0.${i}`),
          node: i % 2 === 0 ? 'n1' : 'n2',
          finished: false,
          terminating: false,
        }),
      ),
  ),
);

export const clusterOf = (listed: readonly Pod[]): Cluster => ({
  ...emptyCluster,
  namespaces: new Map([
    ['x', { team: 'a' }],
    ['y', { team: 'b' }],
  ]),
  pods: new Map(listed.map(pod => [podKey(pod), pod])),
});

export const settings: fc.Arbitrary<Settings> = fc
  .tuple(...settingNames.map(name => fc.constantFrom(...Object.keys(choices[name]))))
  .map(values => ({
    ...defaultSettings,
    ...Object.fromEntries(settingNames.map((name, i) => [name, values[i]])),
  }));

export const networks: fc.Arbitrary<Network> = fc
  .tuple(pods, networkPolicies(), settings)
  .map(([listed, some, chosen]) =>
    networkOf(
      clusterOf(listed),
      some.map(policy => compilePolicy(policy, 'x')),
      chosen,
    ),
  );

const outside: Endpoint = {
  kind: 'external',
  name: 'outside',
  addresses: { IPv4: [[0xcb007100n, 0xcb007200n]], IPv6: [] },
};

/** Pods, a workload of all four, a node, and 203.0.113.0/24. */
const endpointsOf = ({ cluster }: Network): fc.Arbitrary<Endpoint> => {
  const all = [...cluster.pods.values()];
  const single = all.map((pod): Endpoint => ({ kind: 'pods', name: pod.name, pods: [pod] }));
  return fc.constantFrom(...single, { kind: 'pods', name: 'all', pods: all }, outside, {
    kind: 'node',
    name: 'n1',
    node: 'n1',
  });
};

/** A small network and something to ask in it. */
export const askedNetworks: fc.Arbitrary<{ network: Network; question: Question }> = networks.chain(network =>
  fc.record({
    network: fc.constant(network),
    question: fc.record({
      source: endpointsOf(network),
      destination: endpointsOf(network),
      ports: fc.oneof(
        fc.constant({ kind: 'listening' as const }),
        fc.tuple(fc.constantFrom(...protocols), portNumbers, portNumbers).map(([protocol, a, b]) => ({
          kind: 'numbers' as const,
          protocol,
          span: [Math.min(a, b), Math.max(a, b) + 1] as const,
        })),
      ),
    }),
  }),
);

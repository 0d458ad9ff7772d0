import { type Cluster, emptyCluster } from '../src/cluster/cluster';
import { type Pod, podKey } from '../src/cluster/pod';
import type { Labels, NetworkPolicy, Peer, PolicyPort } from '../src/kubernetes/objects';
import { type Random, randomFrom, sample } from './random';

/** A cluster and its policies, the same for the same numbers. */
export interface BigCluster {
  readonly cluster: Cluster;
  readonly policies: readonly NetworkPolicy[];
}

interface Shape {
  readonly namespaces: number;
  readonly podsEach: number;
  readonly policiesEach: number;
  /** Of a hundred labels, how many are missing. */
  readonly gaps?: number;
}

const tiers = ['web', 'api', 'db', 'cache'];
const servicePorts = [80, 443, 8080, 9090, 5432, 6379];

/**
 * Namespaces of teams with applications of five replicas, and policies by label: who calls an application in its own
 * namespace and from others, whom it calls, and where it looks names up. In a third of the namespaces nothing is isolated
 * for egress. Replicas have labels of their own, as workloads that are rolled out have.
 */
export function teams({ namespaces, podsEach, policiesEach, gaps = 0 }: Shape): BigCluster {
  const random = randomFrom(namespaces * 7919 + podsEach);
  const names = Array.from({ length: namespaces }, (_, i) => `team-${i}`);
  const apps = Math.max(2, Math.round(podsEach / 5));
  const pods = names.flatMap(namespace =>
    Array.from({ length: podsEach }, (_, i) =>
      podOf(namespace, `pod-${i}`, replicaLabels(random, apps, gaps)),
    ),
  );
  const policies = names.flatMap((namespace, n) =>
    Array.from({ length: policiesEach }, (_, i) =>
      i === 0
        ? policyOf(namespace, 'deny-all', { podSelector: {}, policyTypes: typesIn(n) })
        : policyOf(namespace, `policy-${i}`, applicationPolicy({ random, names, apps }, typesIn(n))),
    ),
  );
  return {
    policies,
    cluster: clusterOf(
      pods,
      names.map(name => [name, { team: name }]),
    ),
  };
}

function replicaLabels(random: Random, apps: number, gaps: number): Labels {
  const app = random(apps);
  const labels = {
    app: `app-${app}`,
    tier: tiers[app % tiers.length] ?? '',
    version: `v${random(3)}`,
    track: random(10) === 0 ? 'canary' : 'stable',
    'pod-template-hash': `${random(1e9)}`,
  };
  return Object.fromEntries(Object.entries(labels).filter(() => random(100) >= gaps));
}

type Types = NonNullable<NetworkPolicy['spec']['policyTypes']>;

function typesIn(namespace: number): Types {
  return namespace % 3 === 0 ? ['Ingress'] : ['Ingress', 'Egress'];
}

interface Words {
  readonly random: Random;
  readonly names: readonly string[];
  readonly apps: number;
}

/** A policy for one application of a namespace. */
export function applicationPolicy(words: Words, policyTypes: Types): NetworkPolicy['spec'] {
  const { random, names, apps } = words;
  const version: Labels = random(4) === 0 ? { version: `v${random(3)}` } : {};
  const dns: Peer = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': names[0] ?? '' } },
    podSelector: { matchLabels: { app: 'app-0' } },
  };
  const egress = [
    { to: [peerOf(words), peerOf(words)], ports: [portOf(random)] },
    { to: [dns], ports: [{ protocol: 'UDP' as const, port: 53 }] },
  ];
  return {
    podSelector: { matchLabels: { app: `app-${random(apps)}`, ...version } },
    policyTypes,
    ingress: [{ from: [peerOf(words), peerOf(words)], ports: [portOf(random), portOf(random)] }],
    ...(policyTypes.includes('Egress') && { egress }),
  };
}

function portOf(random: Random): PolicyPort {
  return { protocol: 'TCP', port: servicePorts[random(servicePorts.length)] ?? 80 };
}

function peerOf({ random, names, apps }: Words): Peer {
  const app = (): string => `app-${random(apps)}`;
  switch (random(6)) {
    case 0:
      return {
        podSelector: { matchLabels: { app: app() } },
        namespaceSelector: {
          matchLabels: { 'kubernetes.io/metadata.name': names[random(names.length)] ?? '' },
        },
      };
    case 1:
      return { podSelector: { matchLabels: { tier: tiers[random(tiers.length)] ?? '' } } };
    case 2:
      return {
        podSelector: {
          matchExpressions: [
            { key: 'track', operator: 'NotIn', values: ['canary'] },
            { key: 'app', operator: 'In', values: [app(), app()] },
          ],
        },
      };
    default:
      return { podSelector: { matchLabels: { app: app() } } };
  }
}

/**
 * The shape of kube-burner's network-policy workload: 240 namespaces of 10 pods and 20 policies, each with 5 ports, 5 ranges
 * of ports, 5 other namespaces, 5 pods there and 5 blocks, each way.
 *
 * @param isRandom other ports in every policy, and blocks over the addresses of pods
 */
export function kubeBurner(isRandom: boolean): BigCluster {
  const random = randomFrom(240);
  const names = Array.from({ length: 240 }, (_, i) => `burner-${i}`);
  const base = 10n << 24n;
  const pods = names.flatMap((namespace, n) =>
    Array.from({ length: 10 }, (_, i) =>
      podOf(namespace, `pod-${i}`, { num: `${i + 1}` }, base + BigInt(n * 256 + i + 1)),
    ),
  );
  const someNumbers = () => ({
    matchExpressions: [
      { key: 'num', operator: 'In' as const, values: sample(random, 5, 10).map(n => `${n + 1}`) },
    ],
  });
  const someNamespaces = () => ({
    matchExpressions: [
      {
        key: 'kubernetes.io/metadata.name',
        operator: 'In' as const,
        values: sample(random, 5, names.length).map(n => names[n] ?? ''),
      },
    ],
  });
  const block = (i: number): string =>
    isRandom
      ? `10.0.${random(names.length)}.${random(4) * 4}/30`
      : `172.${16 + (i % 16)}.${random(256)}.0/24`;
  const peers = (): Peer[] => [
    { namespaceSelector: someNamespaces(), podSelector: someNumbers() },
    ...Array.from({ length: 5 }, (_, i) => ({ ipBlock: { cidr: block(i) } })),
  ];
  const ports = (): PolicyPort[] => {
    const first = isRandom ? random(50_000) + 1 : 1000;
    const range = (i: number): PolicyPort => ({
      protocol: 'TCP',
      port: first + 100 + i * 20,
      endPort: first + 110 + i * 20,
    });
    return [0, 1, 2, 3, 4].flatMap(i => [{ protocol: 'TCP', port: first + i * 7 }, range(i)]);
  };
  const policies = names.flatMap(namespace =>
    Array.from({ length: 20 }, (_, i) =>
      policyOf(namespace, `policy-${i}`, {
        podSelector: someNumbers(),
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: peers(), ports: ports() }],
        egress: [{ to: peers(), ports: ports() }],
      }),
    ),
  );
  return {
    policies,
    cluster: clusterOf(
      pods,
      names.map(name => [name, {}]),
    ),
  };
}

export function podOf(namespace: string, name: string, labels: Labels, address?: bigint): Pod {
  return {
    namespace,
    name,
    labels,
    listening: { kind: 'everything' },
    addresses: address === undefined ? [] : [{ family: 'IPv4', value: address }],
    hostNetwork: false,
    finished: false,
    terminating: false,
  };
}

export function policyOf(namespace: string, name: string, spec: NetworkPolicy['spec']): NetworkPolicy {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace, name }, spec };
}

function clusterOf(pods: readonly Pod[], namespaces: readonly (readonly [string, Labels])[]): Cluster {
  return {
    ...emptyCluster,
    pods: new Map(pods.map(pod => [podKey(pod), pod])),
    namespaces: new Map(namespaces),
  };
}

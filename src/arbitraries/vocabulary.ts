import { width } from '../addresses/address';
import { blockAround, formatBlock } from '../addresses/block';
import type { Cluster } from '../cluster/cluster';
import { namespaceLabels, namespacesOf } from '../cluster/cluster';
import { portsOf } from '../cluster/pod';
import type { LabelSelector, Labels, NetworkPolicy } from '../kubernetes/objects';
import { ephemeralPorts } from '../settings/ephemeralPorts';

/** Label keys, each with the values it may take. */
export type LabelWords = Readonly<Record<string, readonly string[]>>;

/** What generated policies are about. It is small, so that policies and flows that know nothing of each other meet. */
export interface Vocabulary {
  readonly namespaces: readonly string[];
  readonly namespaceLabels: LabelWords;
  readonly podLabels: LabelWords;
  /** Numbers that ports and ends of port ranges are taken from. */
  readonly ports: readonly number[];
  readonly portNames: readonly string[];
  /** In CIDR notation; one that lies within another may become an exception of it. */
  readonly blocks: readonly string[];
}

const [firstEphemeral, endOfEphemeral] = ephemeralPorts;

/**
 * Where answers may change: the first and the last port, ports that are in use, and those around both ends of the client
 * ports, on which replies are judged.
 */
const corners = [1, 80, 81, firstEphemeral - 1, firstEphemeral, 40000, endOfEphemeral - 1, 65535];

/** Blocks that cut the addresses of small clusters, and those outside, in many ways. */
const smallBlocks = [
  '0.0.0.0/0',
  '10.0.0.0/29',
  '10.0.0.2/31',
  '10.0.0.3/32',
  '192.168.0.0/24',
  '192.168.0.1/32',
  '203.0.113.0/24',
  '203.0.113.128/25',
  '::/0',
  'fd00::/125',
  'fd00::2/127',
  '2001:db8::/32',
];

/**
 * For clusters that are made up themselves. Among the labels are values that YAML would take for something else, and keys
 * that every object of JavaScript seems to have.
 */
export const smallVocabulary: Vocabulary = {
  namespaces: ['x', 'y'],
  namespaceLabels: { team: ['a', 'b'], 'kubernetes.io/metadata.name': ['x', 'y'] },
  podLabels: { app: ['a', 'A', 'b'], constructor: ['', '1', 'true'] },
  ports: corners,
  portNames: ['http', 'dns'],
  blocks: smallBlocks,
};

/** For a cluster that stands: what it and its policies speak of, and a few words that neither knows. */
export function vocabularyOf(cluster: Cluster, standing: Iterable<NetworkPolicy> = []): Vocabulary {
  const policies = [...standing];
  const pods = [...cluster.pods.values()];
  const namespaces = namespacesOf(cluster);
  const declared = pods.flatMap(portsOf);
  const rules = rulesIn(policies);
  const peers = rules.flatMap(rule => rule.peers);
  const ports = rules.flatMap(rule => rule.ports);
  const addresses = pods.flatMap(pod => pod.addresses);
  const numbers = ports.flatMap(({ port, endPort }) => [port ?? [], endPort ?? []].flat());
  return {
    namespaces,
    namespaceLabels: wordsOf(
      namespaces.map(name => namespaceLabels(cluster, name)),
      peers.flatMap(({ namespaceSelector }) => namespaceSelector ?? []),
    ),
    podLabels: wordsOf(
      pods.map(({ labels }) => labels),
      [
        ...policies.map(({ spec }) => spec.podSelector),
        ...peers.flatMap(({ podSelector }) => podSelector ?? []),
      ],
    ),
    ports: unique([...declared.map(({ port }) => port), ...numbers.filter(isNumber), ...corners]),
    portNames: unique([...declared.flatMap(({ name }) => name ?? []), ...numbers.filter(isText), 'http']),
    blocks: unique([
      '0.0.0.0/0',
      '203.0.113.0/24',
      '::/0',
      ...blocksIn(policies),
      ...addresses.flatMap(address =>
        [width[address.family] - 8, width[address.family]].map(prefix =>
          formatBlock(blockAround(address, prefix)),
        ),
      ),
    ]),
  };
}

/** The blocks that rules name, and their exceptions. */
export function blocksIn(policies: readonly NetworkPolicy[]): readonly string[] {
  return rulesIn(policies)
    .flatMap(({ peers }) => peers)
    .flatMap(({ ipBlock }) => [ipBlock?.cidr ?? [], ipBlock?.except ?? []].flat());
}

/** The rules of both directions. */
export function rulesIn(policies: readonly NetworkPolicy[]) {
  return policies.flatMap(({ spec }) => [
    ...(spec.ingress ?? []).map(({ from = [], ports = [] }) => ({ peers: from, ports })),
    ...(spec.egress ?? []).map(({ to = [], ports = [] }) => ({ peers: to, ports })),
  ]);
}

/** Every key with all values it has or is asked for somewhere, and one value more. */
function wordsOf(all: readonly Labels[], selectors: readonly LabelSelector[]): LabelWords {
  const asked = selectors.flatMap(({ matchLabels = {}, matchExpressions = [] }) => [
    ...Object.entries(matchLabels),
    ...matchExpressions.flatMap(({ key, values = [] }) =>
      [...values, 'another'].map(value => [key, value] as const),
    ),
  ]);
  const pairs = [...all.flatMap(labels => Object.entries(labels)), ...asked];
  const keys = unique(pairs.map(([key]) => key));
  const valuesOf = (wanted: string): readonly string[] =>
    pairs.filter(([key]) => key === wanted).map(([, value]) => value);
  return Object.fromEntries(keys.map(key => [key, unique([...valuesOf(key), 'another'])]));
}

function isNumber(value: number | string): value is number {
  return typeof value === 'number';
}

function isText(value: number | string): value is string {
  return typeof value === 'string';
}

function unique<Thing>(things: readonly Thing[]): readonly Thing[] {
  return [...new Set(things)];
}

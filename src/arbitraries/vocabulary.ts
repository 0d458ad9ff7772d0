import { width } from '../addresses/address';
import { blockAround, formatBlock } from '../addresses/block';
import type { Cluster } from '../cluster/cluster';
import { namespaceLabels, namespacesOf } from '../cluster/cluster';
import { portsOf } from '../cluster/pod';
import type { Labels } from '../kubernetes/objects';
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
const corners = [1, 80, 81, firstEphemeral - 1, firstEphemeral, endOfEphemeral - 1, 65535];

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

/** For clusters that are made up themselves; values that YAML would take for something else among the labels. */
export const smallVocabulary: Vocabulary = {
  namespaces: ['x', 'y'],
  namespaceLabels: { team: ['a', 'b'], 'kubernetes.io/metadata.name': ['x', 'y'] },
  podLabels: { app: ['a', 'A', 'b'], tier: ['', '1', 'true'] },
  ports: corners,
  portNames: ['http', 'dns'],
  blocks: smallBlocks,
};

/** For a cluster that stands: its own namespaces, labels, ports and addresses, and a few that it lacks. */
export function vocabularyOf(cluster: Cluster): Vocabulary {
  const pods = [...cluster.pods.values()];
  const namespaces = namespacesOf(cluster);
  const ports = pods.flatMap(portsOf);
  const addresses = pods.flatMap(pod => pod.addresses);
  return {
    namespaces,
    namespaceLabels: wordsOf(namespaces.map(name => namespaceLabels(cluster, name))),
    podLabels: wordsOf(pods.map(({ labels }) => labels)),
    ports: unique([...ports.map(({ port }) => port), ...corners]),
    portNames: unique([...ports.flatMap(({ name }) => name ?? []), 'http']),
    blocks: unique([
      '0.0.0.0/0',
      '203.0.113.0/24',
      '::/0',
      ...addresses.flatMap(address =>
        [width[address.family] - 8, width[address.family]].map(prefix =>
          formatBlock(blockAround(address, prefix)),
        ),
      ),
    ]),
  };
}

/** Every key with all values it has somewhere, and one value more. */
function wordsOf(all: readonly Labels[]): LabelWords {
  const keys = unique(all.flatMap(Object.keys));
  return Object.fromEntries(
    keys.map(key => [key, unique([...all.flatMap(labels => labels[key] ?? []), 'another'])]),
  );
}

function unique<Thing>(things: readonly Thing[]): readonly Thing[] {
  return [...new Set(things)];
}

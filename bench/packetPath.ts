import { parseAddress } from '../src/addresses/address';
import { type Cluster, emptyCluster } from '../src/cluster/cluster';
import type { Flow, Party } from '../src/cluster/flow';
import { type Pod, podKey } from '../src/cluster/pod';
import { exchanges } from '../src/dataplane/exchange';
import { type Network, networkOf } from '../src/dataplane/network';
import { tcpData } from '../src/dataplane/packets';
import { send } from '../src/dataplane/path';
import { Tables } from '../src/dataplane/tables';
import { headersOf } from '../src/dataplane/walk';
import { models } from '../src/settings/models';
import { defaultSettings } from '../src/settings/settings';
import { kernelSysctls } from '../src/settings/sysctls';

// Packets of established connections through the whole path: tracker, both enforcement points, tracker again.

const clients = 1000;

const pods: readonly Pod[] = Array.from({ length: clients + 1 }, (_, i) => ({
  namespace: 'shop',
  name: i === clients ? 'server' : `client-${i}`,
  labels: {},
  listening: { kind: 'everything' },
  addresses: [parseAddress(`10.${1 + (i >> 8)}.0.${i & 255}`)].flatMap(address => address ?? []),
  hostNetwork: false,
  finished: false,
  terminating: false,
}));

const cluster: Cluster = { ...emptyCluster, pods: new Map(pods.map(pod => [podKey(pod), pod])) };

const parties: readonly Party[] = pods.flatMap(pod => {
  const [address] = pod.addresses;
  return address ? [{ kind: 'pod' as const, pod, address }] : [];
});

function flowNumbered(i: number): Flow {
  const source = parties[i % clients];
  const destination = parties[clients];
  if (!source || !destination) throw new Error('no such pod');
  return {
    source,
    destination,
    protocol: 'TCP',
    sourcePort: 10_000 + Math.floor(i / clients),
    destinationPort: 80,
  };
}

/** Packets a second, with so many connections in the table. */
export function packetsPerSecond(connections: number, packets = 3_000_000): number {
  const network: Network = networkOf(cluster, [], defaultSettings);
  const tables = new Tables({ ...kernelSysctls, nf_conntrack_max: 2 * connections });
  const wire = { network, model: models.stateful, tables, now: 0 };
  const handshake = exchanges.TCP.listening.slice(0, 3);
  for (let i = 0; i < connections; i++) {
    const headers = headersOf(tables, flowNumbered(i));
    for (const kind of handshake) send(wire, headers, kind);
  }
  const kinds = [tcpData('original'), tcpData('reply')];
  // A stride that is prime to the number of connections comes by all of them, in no order that a cache likes.
  const stride = 7919;
  const start = process.hrtime.bigint();
  for (let i = 0, at = 0; i < packets; i++, at = (at + stride) % connections) {
    const kind = kinds[i & 1];
    if (kind) send(wire, headersOf(tables, flowNumbered(at)), kind);
  }
  return packets / (Number(process.hrtime.bigint() - start) / 1e9);
}

/** Sizes in turn, as other processes disturb: what counts is how far the largest falls behind in the same round. */
export function benchPacketPath(rounds = 5): void {
  const sizes = [10_000, 100_000, 1_000_000] as const;
  const speeds = Array.from({ length: rounds }, () => sizes.map(size => packetsPerSecond(size)));
  for (const [i, size] of sizes.entries()) {
    const speed = median(speeds.map(round => round[i] ?? Number.NaN));
    const slower = median(speeds.map(round => (round[0] ?? Number.NaN) / (round[i] ?? Number.NaN)));
    console.log(
      `${size.toLocaleString('en').padStart(10)} connections: ${(speed / 1e6).toFixed(2)} M packets a second,`,
      `${slower.toFixed(2)} times slower than the smallest`,
    );
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

if (require.main === module) benchPacketPath();

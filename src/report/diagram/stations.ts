import { addressKey } from '../../addresses/address';
import type { Party } from '../../cluster/flow';
import type { Check, EnforcementPoint, TracedPacket } from '../../dataplane/check';
import type { Leg } from '../../dataplane/leg';
import type { Network } from '../../dataplane/network';
import { placeOf } from '../../dataplane/tables';
import type { Names } from '../names';

/** Something that packets pass between client and server, or one of the two. */
export interface Station {
  readonly key: string;
  readonly title: string;
  /** What stands under the title. */
  readonly of: string;
}

interface Ranked extends Station {
  readonly rank: number;
}

/** The order from the client to the server; what is in the middle stays in the order in which it was met. */
const ranks = {
  'kube-proxy first': -1,
  client: { policy: 0, 'security group': 1, 'network ACL': 2 },
  middle: 3,
  server: { 'network ACL': 4, 'security group': 5, policy: 6 },
} as const;

/** Who and what stands on the way of a leg, from its client to its server. */
export function stationsOf(
  network: Network,
  names: Names,
  leg: Leg,
  packets: readonly TracedPacket[],
): readonly Station[] {
  const { source, destination, translation } = leg;
  const met = new Map<string, Ranked>();
  const add = (station: Ranked): void => {
    if (!met.has(station.key)) met.set(station.key, station);
  };
  for (const [side, party] of [
    ['client', source],
    ['server', destination],
  ] as const)
    if (party.kind === 'pod') add(policyStation(names, side, party));
  if (translation) add(proxyStation(network, names, leg, translation));
  for (const packet of packets)
    for (const { point } of packet.checks) {
      const side = sideOf(leg, packet, point);
      if (point.filter === 'kube-proxy') continue;
      if (side && !point.filter) add(policyStation(names, side, point.party));
      else
        add({
          key: keyOf(leg, packet, point),
          title: point.filter ?? 'NetworkPolicy',
          of: names.party(point.party),
          rank: side && point.filter ? ranks[side][point.filter] : ranks.middle,
        });
    }
  const between = [...met.values()].sort((a, b) => a.rank - b.rank);
  return [
    { key: 'client', title: names.party(source), of: 'client' },
    ...between,
    { key: 'server', title: names.party(destination), of: 'server' },
  ];
}

/** The station at which a check is made. */
export function stationOf(leg: Leg, packet: TracedPacket, { point }: Check): string {
  return keyOf(leg, packet, point);
}

function keyOf(leg: Leg, packet: TracedPacket, point: EnforcementPoint): string {
  if (point.filter === 'kube-proxy') return 'kube-proxy';
  return `${sideOf(leg, packet, point) ?? addressKey(point.party.address)} ${point.filter ?? 'policy'}`;
}

/** Whose end a point is at; nobody's where packets only pass through. */
function sideOf(
  { source, destination }: Leg,
  { kind }: TracedPacket,
  { party, direction }: EnforcementPoint,
): 'client' | 'server' | undefined {
  const side = (direction === 'egress') === (kind.direction === 'original') ? 'client' : 'server';
  const end = side === 'client' ? source : destination;
  return addressKey(end.address) === addressKey(party.address) || party.kind === 'pod' ? side : undefined;
}

function policyStation(names: Names, side: 'client' | 'server', party: Party): Ranked {
  return {
    key: `${side} policy`,
    title: 'NetworkPolicy',
    of: `at ${names.party(party)}`,
    rank: ranks[side].policy,
  };
}

/** Where a node rewrites addresses: on the client's own, mostly before anything is judged there. */
function proxyStation(
  { settings }: Network,
  names: Names,
  { source }: Leg,
  { service, port, gateway }: NonNullable<Leg['translation']>,
): Ranked {
  const isNear = !gateway || placeOf(gateway, settings) === placeOf(source, settings);
  const isFirst = isNear && settings['service-addresses'] !== 'judged-first';
  return {
    key: 'kube-proxy',
    title: 'kube-proxy',
    of: `${names.service(service)}:${port}`,
    rank: isFirst ? ranks['kube-proxy first'] : ranks.middle,
  };
}

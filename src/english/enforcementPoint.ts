import type { Endpoint } from '../cluster/endpoint';
import { exchanges } from '../dataplane/exchange';
import type { Drop } from '../dataplane/walk';
import type { Direction } from '../kubernetes/objects';
import { resolveEndpoint, type Surroundings } from './endpoint';
import { readDirection } from './grant';
import { didYouMean, Refusal } from './refusal';

/** Where a flow is said to be stopped: `backend egress`, `backend egress for the reply`, `… for the SYN-ACK`. */
export interface WrittenPoint {
  readonly endpoint: Endpoint;
  readonly direction: Direction;
  /** A phase or a packet's name, lower case; absent: whatever packet. */
  readonly packet?: string;
}

const packets = [
  'request',
  'reply',
  ...new Set(
    Object.values(exchanges)
      .flatMap(({ listening, closed }) => [...listening, ...closed])
      .map(({ name }) => name.toLowerCase()),
  ),
];

export function readPoint(text: string, surroundings: Surroundings): WrittenPoint {
  const [, place = '', packet] = /^(.+?)(?: for the (.+))?$/.exec(text.trim()) ?? [];
  const [, endpoint, direction] = /^(.+?)(?:['’]s)?\s+(\S+)$/.exec(place) ?? [];
  if (!endpoint || !direction)
    throw new Refusal(
      `"${text}" is no enforcement point: write whose and which, for instance backend egress.`,
    );
  const resolved = resolveEndpoint(endpoint, surroundings);
  if (resolved.kind !== 'pods')
    throw new Refusal(
      `"${text}" is no enforcement point: NetworkPolicy is enforced at pods, and ${endpoint} is none.`,
    );
  return {
    endpoint: resolved,
    direction: readDirection(direction),
    ...(packet !== undefined && { packet: readPacket(packet) }),
  };
}

export function isAt({ endpoint, direction, packet }: WrittenPoint, { at, packet: dropped }: Drop): boolean {
  if (endpoint.kind !== 'pods' || at.party.kind !== 'pod') return false;
  if (at.direction !== direction || !endpoint.pods.includes(at.party.pod)) return false;
  if (packet === undefined) return true;
  if (packet === 'reply') return dropped.kind.direction === 'reply';
  if (packet === 'request') return dropped.kind.direction === 'original';
  return dropped.kind.name.toLowerCase() === packet;
}

function readPacket(word: string): string {
  const packet = word.toLowerCase();
  if (packets.includes(packet)) return packet;
  throw new Refusal(
    `"${word}" is no packet. ${didYouMean(packet, packets)}Write request, reply, or a packet's name such as SYN-ACK.`,
  );
}

import { type Endpoint, isParty } from '../cluster/endpoint';
import type { Drop, FirewallKind } from '../dataplane/check';
import { exchanges } from '../dataplane/exchange';
import { isOfDns, type Leg } from '../dataplane/leg';
import type { Direction } from '../kubernetes/objects';
import { resolveEndpoint } from './endpoint';
import { readWay } from './firewallCells';
import { readDirection } from './grant';
import { didYouMean, Refusal } from './refusal';
import { podsBehind, serviceAlone } from './serviceName';
import type { Surroundings } from './surroundings';

/**
 * Where a flow is said to be stopped: `backend egress`, `backend egress for the reply`, `… for the SYN-ACK`,
 * `backend network ACL inbound`, `backend security group outbound`, `frontend egress to DNS`, `kube-proxy`.
 */
export interface WrittenPoint {
  /** Absent: kube-proxy, on whichever node. */
  readonly endpoint?: Endpoint;
  readonly direction: Direction;
  /** Absent: NetworkPolicy. */
  readonly filter?: FirewallKind | 'kube-proxy';
  /** Where a question for a name is stopped, and not the connection that needs it. */
  readonly isOfDns?: boolean;
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
  const [, place = '', dns, packet] = /^(.+?)( to DNS)?(?: for the (.+))?$/i.exec(text.trim()) ?? [];
  if (/^kube-?proxy$/i.test(place)) return { direction: 'egress', filter: 'kube-proxy' };
  const [, endpoint, filter, direction] =
    /^(.+?)(?:['’]s)?(?:\s+(network ACL|NACL|security group|SG))?\s+(\S+)$/i.exec(place) ?? [];
  if (!endpoint || !direction || /^DNS$/i.test(direction)) throw new Refusal(noPointText(text));
  const resolved = pointedAt(endpoint, text, surroundings);
  const named = {
    ...(packet !== undefined && { packet: readPacket(packet) }),
    ...(dns !== undefined && { isOfDns: true as const }),
  };
  if (filter)
    return {
      endpoint: resolved,
      direction: readWay(direction) === 'inbound' ? 'ingress' : 'egress',
      filter: /acl$/i.test(filter) ? 'network ACL' : 'security group',
      ...named,
    };
  if (resolved.kind !== 'pods')
    throw new Refusal(
      `"${text}" is no enforcement point: NetworkPolicy is enforced at pods, and ${endpoint} is none.`,
    );
  return {
    endpoint: resolved,
    direction: readDirection(direction),
    ...named,
  };
}

/** What is no point at all, and what it was to be. */
function noPointText(text: string): string {
  const [, whose = 'frontend egress'] = /^(.+ (?:ingress|egress)) .*DNS$/i.exec(text.trim()) ?? [];
  if (/\bDNS$/i.test(text.trim()))
    return `"${text}" is no enforcement point: write whose and which, for instance ${whose} to DNS.`;
  const meant = didYouMean(text, ['kube-proxy']).trim();
  return meant === ''
    ? `"${text}" is no enforcement point: write whose and which, for instance backend egress.`
    : `"${text}" is no enforcement point. ${meant}`;
}

/** Whose point it is: a Service has none, the pods behind it have. */
function pointedAt(name: string, text: string, surroundings: Surroundings): Endpoint {
  const called = serviceAlone(name, surroundings);
  const resolved = called
    ? ({ kind: 'service', name, service: called } as const)
    : resolveEndpoint(name, surroundings);
  if (resolved.kind !== 'service') return resolved;
  const behind = podsBehind(resolved.service, surroundings) || 'of which there is none';
  throw new Refusal(
    `"${text}" is no enforcement point: ${name} is a Service, and policy is enforced at the pods behind it, ${behind}.`,
  );
}

/** Whether a packet of a leg was dropped there. */
export function isAt(
  { endpoint, direction, filter, packet, isOfDns: wantsDns = false }: WrittenPoint,
  { at, packet: dropped }: Drop,
  leg: Leg,
): boolean {
  if (at.direction !== direction || at.filter !== filter || isOfDns(leg) !== wantsDns) return false;
  if (endpoint && !isParty(endpoint, at.party)) return false;
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

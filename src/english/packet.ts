import type { Protocol } from '../addresses/port';
import type { Role } from '../connections/dialect';
import type { TupleDirection } from '../conntrack/connectionTable';
import { type PacketKind, sctp, tcp, tcpData } from '../dataplane/packets';
import { didYouMean, Refusal } from './refusal';

/** What an end is to send, and in which protocols there is such a packet; absent: in all. */
export type WrittenPacket = { readonly protocols?: readonly Protocol[] } & (
  | { readonly kind: 'data' | 'finish' | 'reset' }
  /** A packet by itself, of which the end that sends it knows nothing. */
  | { readonly kind: 'bare'; readonly role: Role; readonly packet: Maker }
  /** About the last packet of the other side. */
  | { readonly kind: 'error'; readonly name: string }
);

type Maker = (side: TupleDirection) => PacketKind;

/** What is sent, and on which connection or to whom, if that is said. */
export interface WrittenSending {
  readonly packet: WrittenPacket;
  /** `the connection …`. */
  readonly on?: string;
  /** `backend:8080`: outside any connection. */
  readonly to?: string;
}

const bare = (protocol: Protocol, packet: Maker, role: Role = 'acknowledge'): WrittenPacket => ({
  kind: 'bare',
  protocols: [protocol],
  role,
  packet,
});
const unfit = (fit: 'in window' | 'out of window', make: Maker, name: string, role?: Role): WrittenPacket =>
  bare(
    'TCP',
    side => {
      const kind = make(side);
      return kind.content?.protocol === 'TCP' ? { ...kind, name, content: { ...kind.content, fit } } : kind;
    },
    role,
  );
const rst: Maker = side => tcp('RST', side);

const packets: ReadonlyMap<string, WrittenPacket> = new Map<string, WrittenPacket>([
  ['data', { kind: 'data' }],
  ['a datagram', { kind: 'data', protocols: ['UDP'] }],
  ['a FIN', { kind: 'finish', protocols: ['TCP'] }],
  ['an RST', { kind: 'reset', protocols: ['TCP'] }],
  ['a SYN', bare('TCP', side => tcp('SYN', side), 'open')],
  ['a SYN-ACK', bare('TCP', side => tcp('SYN-ACK', side), 'accept')],
  ['an ACK', bare('TCP', side => tcp('ACK', side))],
  ['a segment without flags', bare('TCP', side => ({ ...tcp('none', side), name: 'no flags' }))],
  ['an RST within the window', unfit('in window', rst, 'RST within the window', 'reset')],
  ['a stale RST', unfit('out of window', rst, 'stale RST', 'reset')],
  ['stale data', unfit('out of window', side => tcpData(side), 'stale data')],
  ['an INIT', bare('SCTP', side => sctp('INIT', side), 'open')],
  ['a HEARTBEAT', bare('SCTP', side => sctp('HEARTBEAT', side))],
  ['a SHUTDOWN', { kind: 'finish', protocols: ['SCTP'] }],
  ['an ABORT', { kind: 'reset', protocols: ['SCTP'] }],
  ...['port unreachable', 'host unreachable', 'fragmentation needed', 'time exceeded'].map(
    error => [`an ICMP ${error}`, { kind: 'error', name: `ICMP ${error}` }] as const,
  ),
]);

const known = [...packets.keys()];

/** `data`, `a SYN`, `data on the connection frontend → backend:8080`, `an ACK to backend:8080`. */
export function readSending(text: string): WrittenSending {
  const [, name = '', on, to] = /^(.+?)(?: on (the connection.*)| to (.+))?$/i.exec(text.trim()) ?? [];
  const wanted = name.toLowerCase().replace(/^an? /, '');
  const found = known.find(candidate => candidate.toLowerCase().replace(/^an? /, '') === wanted);
  const packet = found === undefined ? undefined : packets.get(found);
  if (!packet)
    throw new Refusal(
      `"${name}" is nothing to send. ${didYouMean(name, known)}There are: ${known.join(', ')}.`,
    );
  return { packet, ...(on !== undefined && { on }), ...(to !== undefined && { to }) };
}

/** Refuses a packet that the protocol of its connection does not have. */
export function refuseForeign({ protocols }: WrittenPacket, protocol: Protocol, text: string): void {
  if (!protocols || protocols.includes(protocol)) return;
  throw new Refusal(`"${text}" is nothing that ${protocol} has: it belongs to ${protocols.join(' and ')}.`);
}

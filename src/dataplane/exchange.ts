import type { Protocol } from '../addresses/port';
import type { TupleDirection } from '../conntrack/lifecycle';

/** One packet of a conversation, in the order sent. */
export interface PacketKind {
  readonly name: string;
  readonly direction: TupleDirection;
  /** An ICMP error: NetworkPolicy speaks of TCP, UDP and SCTP only, so no enforcement point judges it. */
  readonly unjudged?: true;
  /** Ends the connection at once. */
  readonly closes?: true;
}

/** What a client and a server say to each other: where the port listens, and where it does not. */
export const exchanges: Readonly<
  Record<Protocol, { listening: readonly PacketKind[]; closed: readonly PacketKind[] }>
> = {
  TCP: {
    listening: [
      { name: 'SYN', direction: 'original' },
      { name: 'SYN-ACK', direction: 'reply' },
      { name: 'ACK', direction: 'original' },
      { name: 'data', direction: 'original' },
      { name: 'data', direction: 'reply' },
    ],
    closed: [
      { name: 'SYN', direction: 'original' },
      { name: 'RST', direction: 'reply', closes: true },
    ],
  },
  UDP: {
    listening: [
      { name: 'datagram', direction: 'original' },
      { name: 'answer', direction: 'reply' },
    ],
    closed: [
      { name: 'datagram', direction: 'original' },
      { name: 'ICMP port unreachable', direction: 'reply', unjudged: true },
    ],
  },
  SCTP: {
    listening: [
      { name: 'INIT', direction: 'original' },
      { name: 'INIT-ACK', direction: 'reply' },
      { name: 'COOKIE-ECHO', direction: 'original' },
      { name: 'COOKIE-ACK', direction: 'reply' },
      { name: 'DATA', direction: 'original' },
      { name: 'SACK', direction: 'reply' },
    ],
    closed: [
      { name: 'INIT', direction: 'original' },
      { name: 'ABORT', direction: 'reply', closes: true },
    ],
  },
};

import type { TupleDirection } from '../conntrack/connectionTable';
import type { Content, SctpChunk, TcpFlags } from '../conntrack/packet';

/** One packet of a conversation. */
export interface PacketKind {
  readonly name: string;
  /** Whether the side that opened the connection sends it, or the one that answers. */
  readonly direction: TupleDirection;
  /**
   * What the tracker reads of it. Absent: an ICMP error about a packet of the other side. NetworkPolicy speaks of TCP,
   * UDP and SCTP only, so no enforcement point of it judges that.
   */
  readonly content?: Content;
}

export const tcp = (flags: TcpFlags, direction: TupleDirection): PacketKind => ({
  name: flags,
  direction,
  content: { protocol: 'TCP', flags },
});

/** A segment with a payload; it acknowledges as well. */
export const tcpData = (direction: TupleDirection): PacketKind => ({
  name: 'data',
  direction,
  content: { protocol: 'TCP', flags: 'ACK', data: true },
});

export const udp = (name: string, direction: TupleDirection): PacketKind => ({
  name,
  direction,
  content: { protocol: 'UDP' },
});

/** A chunk that has no name of its own in the tracker's table counts as DATA there. */
export const sctp = (chunk: SctpChunk, direction: TupleDirection, name: string = chunk): PacketKind => ({
  name,
  direction,
  content: { protocol: 'SCTP', chunk },
});

export const icmpError = (name: string, direction: TupleDirection): PacketKind => ({ name, direction });

/** The same packet, sent once more. */
export function again(kind: PacketKind): PacketKind {
  const { content } = kind;
  return content?.protocol === 'TCP' ? { ...kind, content: { ...content, again: true } } : kind;
}

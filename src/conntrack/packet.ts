/** ICMP stands for ICMPv6 as well: the two share no type that the tracker knows. */
export type TrackedProtocol = 'TCP' | 'UDP' | 'SCTP' | 'ICMP';

/** The rows of the kernel's TCP table; FIN is FIN-ACK, as a FIN without an ACK is no valid combination. */
export const tcpFlags = ['SYN', 'SYN-ACK', 'FIN', 'ACK', 'RST', 'none'] as const;
export type TcpFlags = (typeof tcpFlags)[number];

/** DATA stands for every chunk that has no row in the kernel's SCTP table: DATA, SACK and so on. */
export const sctpChunks = [
  'INIT',
  'INIT-ACK',
  'ABORT',
  'SHUTDOWN',
  'SHUTDOWN-ACK',
  'ERROR',
  'COOKIE-ECHO',
  'COOKIE-ACK',
  'SHUTDOWN-COMPLETE',
  'HEARTBEAT',
  'HEARTBEAT-ACK',
  'DATA',
] as const;
export type SctpChunk = (typeof sctpChunks)[number];

/**
 * A TCP segment. Sequence numbers and windows are not modelled: the segment says itself how it fits. Left out, it
 * is exactly what the peer expects next and acknowledges everything seen of the peer. `in window` is acceptable
 * but neither; a RST in window is above the peer's highest ACK. `out of window` is beyond what the peer allows; a
 * RST out of window is below the peer's highest ACK.
 */
export interface TcpContent {
  readonly protocol: 'TCP';
  readonly flags: TcpFlags;
  /** Carries payload. */
  readonly data?: true;
  /** The same segment as the last one of this sender, once more. */
  readonly again?: true;
  readonly fit?: 'in window' | 'out of window';
}

/** An SCTP packet, by its first chunk. */
export interface SctpContent {
  readonly protocol: 'SCTP';
  readonly chunk: SctpChunk;
}

/** What the tracker reads of a packet beyond its addresses and ports. Type and code of ICMP are in the tuple. */
export type Content = TcpContent | { readonly protocol: 'UDP' } | SctpContent | { readonly protocol: 'ICMP' };

import type { DirectionIndex } from './direction';
import type { Memory } from './memory';

/**
 * What TCP tracking knows of both sides, a bit each (`struct ip_ct_tcp` and its flags in nf_conntrack_tcp.h). The
 * first four are kept for each direction.
 */
export type Mark = number;

/** A segment with an ACK was seen (`MAXACK_SET`). */
export const ACKED: Mark = 1;
/** Sent something that the peer did not acknowledge yet (`DATA_UNACKNOWLEDGED`). */
export const UNACKNOWLEDGED: Mark = 4;
/** Segments out of window pass, as the connection was picked up midstream (`BE_LIBERAL`). */
export const LIBERAL: Mark = 16;

/** Sent anything at all (`td_maxwin` is not 0). */
export const SEEN: Mark = 1024;

/** One side closed in order (`CLOSE_INIT`). */
export const CLOSE_BEGUN: Mark = 64;
/** Both sides sent a SYN (`IP_CT_TCP_SIMULTANEOUS_OPEN`). */
export const SIMULTANEOUS_OPEN: Mark = 128;
/** A SYN came in LAST_ACK: the next ACK may be a challenge of RFC 5961 (`IP_CT_EXP_CHALLENGE_ACK`). */
export const CHALLENGE_EXPECTED: Mark = 256;
/** A window was written down (`last_win` is not 0). */
export const WINDOW_KNOWN: Mark = 512;

export const ofEither = (mark: Mark): Mark => mark | (mark << 1);
export const ofSide = (mark: Mark, side: DirectionIndex): Mark => mark << side;

export function has(memory: Memory, mark: Mark): boolean {
  return (memory.marks & mark) !== 0;
}

export function set(memory: Memory, mark: Mark): void {
  memory.marks |= mark;
}

export function clear(memory: Memory, mark: Mark): void {
  memory.marks &= ~mark;
}

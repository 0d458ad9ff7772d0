import type { DirectionIndex } from './direction';

/** `ip_conntrack_status` of nf_conntrack_common.h, as far as it is modelled. */
export const SEEN_REPLY = 1;
export const ASSURED = 2;
/** Not the kernel's: the set-up of the connection is over, as the enforcement models ask. */
export const SET_UP = 4;
/** OVN's `ct_mark.blocked`. */
export const BLOCKED = 8;

/** What an entry remembers of its packets. The state machines write to it; there is no copy for every packet. */
export interface Memory {
  /** The number of the TCP or SCTP state. */
  state: number;
  /** SEEN_REPLY and so on. */
  status: number;
  /** Row of the last TCP segment that counted, and its direction. */
  last: number;
  lastDirection: DirectionIndex;
  /** Identical TCP segments in a row. */
  retransmissions: number;
  /** What TCP knows of both sides; see tcpMarks.ts. */
  marks: number;
  /** UDP: the time after which traffic both ways is a stream. */
  streamAfter: number;
  /** Out: the timer that the last packet asks for, in milliseconds. */
  timeout: number;
}

export function blankMemory(): Memory {
  return {
    state: 0,
    status: 0,
    last: 0,
    lastDirection: 0,
    retransmissions: 0,
    marks: 0,
    streamAfter: 0,
    timeout: 0,
  };
}

/**
 * What a packet does to its entry. `renewed`: it passes and starts the timer anew. `kept`: it passes and the timer
 * runs on. `gone`: it passes, and the entry is removed. `reopened`: the entry is removed and the packet looked up
 * again. `invalid`: it belongs to no connection. `doubtful`: the same, and a long timer is cut.
 */
export type Outcome = 'renewed' | 'kept' | 'gone' | 'reopened' | 'invalid' | 'doubtful';

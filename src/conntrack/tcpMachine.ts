import { type DirectionIndex, ORIGINAL, opposite, REPLY } from './direction';
import { ASSURED, type Memory, type Outcome, SEEN_REPLY } from './memory';
import type { TcpContent } from './packet';
import type { Rules, Timeouts } from './rules';
import {
  CHALLENGE_EXPECTED,
  CLOSE_BEGUN,
  clear,
  has,
  LIBERAL,
  ofEither,
  ofSide,
  SEEN,
  SIMULTANEOUS_OPEN,
  set,
  UNACKNOWLEDGED,
  WINDOW_KNOWN,
} from './tcpMarks';
import { resetLeadsTo } from './tcpReset';
import {
  ACK,
  CLOSE,
  ESTABLISHED,
  FIN_WAIT,
  isClosingTcp,
  LAST_ACK,
  NO_FLAGS,
  NONE,
  RST,
  SYN,
  SYN_ACK,
  SYN_RECV,
  SYN_SENT,
  SYN_SENT2,
  TIME_WAIT,
  tcpRows,
  tcpTransitions,
} from './tcpStates';
import { judgeWindow, noteSegment } from './tcpWindow';
import { IGNORED, INVALID } from './transitions';

/** The first segment of an entry (`tcp_new`): a SYN, or the ACK of a connection that is picked up midstream. */
export function openTcp(memory: Memory, segment: TcpContent, rules: Rules): Outcome {
  const state = tcpTransitions.after(ORIGINAL, tcpRows[segment.flags], NONE);
  memory.last = NO_FLAGS;
  if (state === ESTABLISHED) {
    if (!rules.loose) return 'invalid';
    set(memory, ofEither(LIBERAL));
  }
  return trackTcp(memory, ORIGINAL, segment, rules);
}

/** A segment of an entry (`nf_conntrack_tcp_packet` of nf_conntrack_proto_tcp.c, Linux 6.18). */
export function trackTcp(
  memory: Memory,
  direction: DirectionIndex,
  segment: TcpContent,
  rules: Rules,
): Outcome {
  const row = tcpRows[segment.flags];
  const before = memory.state;
  let after = tcpTransitions.after(direction, row, before);
  if (after === INVALID) return 'invalid';
  if (after === SYN_SENT && before >= TIME_WAIT) {
    if (mayReopen(memory, direction)) return 'reopened';
    after = IGNORED;
  }
  if (after === IGNORED) {
    if (!answersIgnoredSyn(memory, direction, row, segment)) return ignore(memory, direction, row);
    resynchronise(memory, direction);
    after = SYN_RECV;
  } else if (after === TIME_WAIT && isChallenge(memory, direction, row)) {
    clear(memory, CHALLENGE_EXPECTED);
    return 'kept';
  } else if (after === SYN_SENT2) {
    set(memory, SIMULTANEOUS_OPEN);
  } else if (after === SYN_RECV && direction === REPLY && row === ACK && has(memory, SIMULTANEOUS_OPEN)) {
    after = ESTABLISHED;
  } else if (row === RST) {
    after = resetLeadsTo(memory, direction, segment, rules);
    if (after === INVALID) return 'invalid';
  }

  // Whatever closes already takes any RST: its tuple may be in use again.
  if (!(row === RST && isClosingTcp(before))) {
    const window = judgeWindow(memory, direction, segment, row, rules);
    if (window !== 'fits') return window;
    noteSegment(memory, direction, segment, row);
  }
  memory.last = row;
  memory.lastDirection = direction;
  memory.state = after;
  if (before !== after && after === FIN_WAIT) set(memory, CLOSE_BEGUN);
  memory.timeout = timeoutAfter(memory, row, rules);
  return conclude(memory, row, before, rules.timeouts);
}

/**
 * Whether a SYN ends an entry in TIME_WAIT or CLOSE and makes a new one: after a close in order, or when this side
 * sent the RST. After the peer's RST the SYN is ignored, and its SYN-ACK brings the old entry back to life.
 */
function mayReopen(memory: Memory, direction: DirectionIndex): boolean {
  return has(memory, CLOSE_BEGUN) || (memory.lastDirection === direction && memory.last === RST);
}

/** Passes and leaves the state alone; whether it meant something, the other side's answer will show. */
function ignore(memory: Memory, direction: DirectionIndex, row: number): Outcome {
  memory.last = row;
  memory.lastDirection = direction;
  set(memory, WINDOW_KNOWN);
  if (row === SYN && direction === ORIGINAL) {
    clear(memory, SIMULTANEOUS_OPEN);
    if (memory.state === LAST_ACK) set(memory, CHALLENGE_EXPECTED);
  }
  return 'kept';
}

/**
 * A SYN-ACK shows that a SYN which was ignored opened a new connection at both ends. A repeated one acknowledges that
 * SYN only while the handshake of the old one is under way.
 */
function answersIgnoredSyn(
  memory: Memory,
  direction: DirectionIndex,
  row: number,
  segment: TcpContent,
): boolean {
  if (row !== SYN_ACK || memory.last !== SYN || memory.lastDirection === direction) return false;
  return !segment.fit && (!segment.again || memory.state === SYN_RECV);
}

/** Starts over with the SYN that was ignored, and its answer. */
function resynchronise(memory: Memory, direction: DirectionIndex): void {
  memory.marks &= WINDOW_KNOWN | ofSide(SEEN, opposite(direction)) | ofSide(LIBERAL, direction);
}

/** The challenge ACK of RFC 5961 that answers a SYN must not be taken for the last ACK. */
function isChallenge(memory: Memory, direction: DirectionIndex, row: number): boolean {
  return (
    row === ACK &&
    memory.state === LAST_ACK &&
    memory.last === SYN &&
    memory.lastDirection === opposite(direction) &&
    has(memory, CHALLENGE_EXPECTED)
  );
}

function timeoutAfter(memory: Memory, row: number, { maxRetransmissions, timeouts }: Rules): number {
  const ofState = timeouts.tcp[memory.state] ?? 0;
  if (memory.retransmissions >= maxRetransmissions && ofState > timeouts.retransmitting)
    return timeouts.retransmitting;
  if (row === RST) return timeouts.tcp[CLOSE] ?? 0;
  if (has(memory, ofEither(UNACKNOWLEDGED)) && ofState > timeouts.unacknowledged)
    return timeouts.unacknowledged;
  if (!has(memory, WINDOW_KNOWN) && ofState > timeouts.retransmitting) return timeouts.retransmitting;
  return ofState;
}

function conclude(memory: Memory, row: number, before: number, timeouts: Timeouts): Outcome {
  if (!(memory.status & SEEN_REPLY)) {
    if (row === RST) return 'gone';
    if (row === SYN && before === SYN_SENT) return 'kept';
    if (memory.state === ESTABLISHED) memory.timeout = Math.min(memory.timeout, timeouts.unacknowledged);
  } else if (memory.state === ESTABLISHED) {
    memory.status |= ASSURED;
  }
  return 'renewed';
}

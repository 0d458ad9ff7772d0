import { type DirectionIndex, opposite } from './direction';
import { ASSURED, type Memory } from './memory';
import type { TcpContent } from './packet';
import type { Rules } from './rules';
import { ACKED, clear, has, LIBERAL, ofSide, SEEN, set, UNACKNOWLEDGED, WINDOW_KNOWN } from './tcpMarks';
import { isComparable } from './tcpReset';
import { ACK, FIN, NONE, RST, SYN_ACK } from './tcpStates';

/**
 * Whether a segment fits (`tcp_in_window`). The first one of an entry always does; one out of window does only under
 * `nf_conntrack_tcp_be_liberal` or in a flow that was picked up midstream. A FIN or RST that does not fit is
 * remembered, and the peer's after it cuts the timer (`nf_tcp_handle_invalid`).
 */
export function judgeWindow(
  memory: Memory,
  direction: DirectionIndex,
  segment: TcpContent,
  row: number,
  rules: Rules,
): 'fits' | 'invalid' | 'doubtful' {
  if (segment.fit !== 'out of window' || memory.state === NONE) return 'fits';
  if (rules.liberal || has(memory, ofSide(LIBERAL, direction))) return 'fits';
  if (row === RST && rules.ignoresInvalidRst && isComparable(memory, direction)) return 'fits';
  return refuse(memory, direction, row, rules);
}

function refuse(
  memory: Memory,
  direction: DirectionIndex,
  row: number,
  rules: Rules,
): 'invalid' | 'doubtful' {
  if (!(memory.status & ASSURED) || (row !== FIN && row !== RST)) return 'invalid';
  if (memory.lastDirection !== direction && (memory.last === FIN || memory.last === RST)) {
    memory.timeout = rules.timeouts.unacknowledged;
    return 'doubtful';
  }
  memory.last = row;
  memory.lastDirection = direction;
  return 'invalid';
}

/**
 * Takes down what a segment in window says: what it sends, what it acknowledges, whether it was there before. The
 * first one of a side only says where its data begins. What the opener of a connection that was picked up sends
 * before any answer cannot be compared, passes as liberal and leaves nothing.
 */
export function noteSegment(
  memory: Memory,
  direction: DirectionIndex,
  segment: TcpContent,
  row: number,
): void {
  const peer = opposite(direction);
  const first = !has(memory, ofSide(SEEN, direction));
  set(memory, ofSide(SEEN, direction));
  if (segment.fit === 'out of window') return;
  if (!has(memory, ofSide(SEEN, peer)) && has(memory, ofSide(LIBERAL, direction))) return;
  if (!first && !segment.again && sendsMore(segment)) set(memory, ofSide(UNACKNOWLEDGED, direction));
  if (!segment.fit && !segment.again) clear(memory, ofSide(UNACKNOWLEDGED, peer));
  if (row === SYN_ACK || row === FIN || row === ACK) set(memory, ofSide(ACKED, direction));
  if (row === ACK) {
    const same = segment.again && memory.lastDirection === direction && has(memory, WINDOW_KNOWN);
    memory.retransmissions = same ? Math.min(memory.retransmissions + 1, 255) : 0;
    set(memory, WINDOW_KNOWN);
  }
}

/** A FIN counts as a byte, and a RST ahead of what was sent as if all before it had been. */
function sendsMore({ flags, data, fit }: TcpContent): boolean {
  return data === true || flags === 'FIN' || (flags === 'RST' && fit !== undefined);
}

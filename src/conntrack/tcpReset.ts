import { type DirectionIndex, opposite } from './direction';
import { ASSURED, type Memory } from './memory';
import type { TcpContent } from './packet';
import type { Rules } from './rules';
import { ACKED, has, ofSide } from './tcpMarks';
import { CLOSE, ESTABLISHED, isClosingTcp, SYN } from './tcpStates';
import { INVALID } from './transitions';

/**
 * The state that a RST leads to (`nf_conntrack_tcp_packet`, case TCP_CONNTRACK_CLOSE). Below the peer's highest ACK
 * it is INVALID. In an assured flow it closes only if it is exact; else the state stays, as the peer may answer with
 * a challenge ACK (RFC 5961). After a SYN that was let through the ACKs are outdated and nothing is compared.
 */
export function resetLeadsTo(
  memory: Memory,
  direction: DirectionIndex,
  { fit }: TcpContent,
  rules: Rules,
): number {
  if (isClosingTcp(memory.state)) return CLOSE;
  if (!isComparable(memory, direction)) return CLOSE;
  if (fit === 'out of window' && !rules.ignoresInvalidRst) return INVALID;
  const established = memory.state === ESTABLISHED && (memory.status & ASSURED) !== 0;
  return established && fit ? memory.state : CLOSE;
}

/** Whether an ACK of the peer is known that a RST can be compared with. */
export function isComparable(memory: Memory, direction: DirectionIndex): boolean {
  return has(memory, ofSide(ACKED, opposite(direction))) && memory.last !== SYN;
}

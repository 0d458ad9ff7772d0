import { type DirectionIndex, ORIGINAL, opposite } from './direction';
import { ASSURED, type Memory, type Outcome } from './memory';
import { type SctpChunk, sctpChunks } from './packet';
import type { Timeouts } from './rules';
import { CLOSED, ESTABLISHED, sctpTransitions } from './sctpStates';
import { INVALID } from './transitions';

const rows = Object.fromEntries(sctpChunks.map((chunk, row) => [chunk, row]));

/** These are not compared with the tag of their direction, or bring it along. */
const needNoTag: ReadonlySet<SctpChunk> = new Set(['INIT', 'SHUTDOWN-ACK', 'HEARTBEAT', 'HEARTBEAT-ACK']);

/** The first packet of an entry (`sctp_new`): no tag is known yet, so that few chunks can be one. */
export function openSctp(memory: Memory, chunk: SctpChunk, timeouts: Timeouts): Outcome {
  return trackSctp(memory, ORIGINAL, chunk, timeouts);
}

/**
 * A packet of an association (`nf_conntrack_sctp_packet` of nf_conntrack_proto_sctp.c, Linux 6.18). Verification tags
 * are taken to be right: a packet is INVALID only where the tracker has not seen the tag yet. Wrong tags, the
 * collision of two INITs and heartbeats of further paths are not modelled.
 */
export function trackSctp(
  memory: Memory,
  direction: DirectionIndex,
  chunk: SctpChunk,
  timeouts: Timeouts,
): Outcome {
  if (!needNoTag.has(chunk) && !(memory.marks & tagOf(direction))) return 'invalid';
  const before = memory.state;
  const after = sctpTransitions.after(direction, rows[chunk] ?? 0, before);
  if (after === INVALID) return 'invalid';
  memory.marks |= tagIn(direction, chunk);
  memory.state = after;
  if (after === ESTABLISHED) memory.status |= ASSURED;
  // Repeating INIT must not keep an entry alive for ever.
  if (chunk === 'INIT' && before === CLOSED && after === CLOSED) return 'kept';
  memory.timeout = timeouts.sctp[after] ?? 0;
  return 'renewed';
}

/** The mark that the tag of this direction's packets is known. */
function tagOf(direction: DirectionIndex): number {
  return 1 << direction;
}

/** INIT and INIT-ACK tell the tag that the peer is to use, a heartbeat shows its own. */
function tagIn(direction: DirectionIndex, chunk: SctpChunk): number {
  if (chunk === 'INIT' || chunk === 'INIT-ACK') return tagOf(opposite(direction));
  return chunk === 'HEARTBEAT' || chunk === 'HEARTBEAT-ACK' ? tagOf(direction) : 0;
}

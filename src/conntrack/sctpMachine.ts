import { type DirectionIndex, ORIGINAL } from './direction';
import { ASSURED, type Memory, type Outcome } from './memory';
import { type SctpChunk, sctpChunks } from './packet';
import type { Timeouts } from './rules';
import { CLOSED, ESTABLISHED, NONE, sctpTransitions } from './sctpStates';
import { INVALID } from './transitions';

/**
 * What can open an association. ABORT, SHUTDOWN-COMPLETE and COOKIE-ACK never do (RFC 9260, 8.4), DATA and its like
 * have no row in the table, and the others carry a verification tag, of which a new entry knows none to compare
 * with.
 */
const openers: ReadonlySet<SctpChunk> = new Set(['INIT', 'SHUTDOWN-ACK', 'HEARTBEAT', 'HEARTBEAT-ACK']);

const rows = Object.fromEntries(sctpChunks.map((chunk, row) => [chunk, row]));

export function openSctp(memory: Memory, chunk: SctpChunk, timeouts: Timeouts): Outcome {
  return openers.has(chunk) ? step(memory, ORIGINAL, chunk, timeouts) : 'invalid';
}

/**
 * A packet of an association (`nf_conntrack_sctp_packet` of nf_conntrack_proto_sctp.c, Linux 6.17). Verification tags
 * are not modelled, and with them the collision of two INITs and heartbeats of other paths.
 */
export function trackSctp(
  memory: Memory,
  direction: DirectionIndex,
  chunk: SctpChunk,
  timeouts: Timeouts,
): Outcome {
  // Repeating INIT must not keep an entry alive for ever.
  const repeated = chunk === 'INIT' && memory.state === CLOSED;
  const outcome = step(memory, direction, chunk, timeouts);
  return repeated && memory.state === CLOSED && outcome === 'renewed' ? 'kept' : outcome;
}

function step(memory: Memory, direction: DirectionIndex, chunk: SctpChunk, timeouts: Timeouts): Outcome {
  const after = sctpTransitions.after(direction, rows[chunk] ?? NONE, memory.state);
  if (after === INVALID) return 'invalid';
  if (after === ESTABLISHED && memory.state !== ESTABLISHED) memory.status |= ASSURED;
  memory.state = after;
  memory.timeout = timeouts.sctp[after] ?? 0;
  return 'renewed';
}

import { ASSURED, type Memory, type Outcome, SEEN_REPLY } from './memory';
import type { Timeouts } from './rules';

const untilStream = 2000;

export function openUdp(memory: Memory, timeouts: Timeouts, now: number): Outcome {
  memory.streamAfter = now + untilStream;
  return trackUdp(memory, timeouts, now);
}

/**
 * Once there was traffic both ways, a datagram more than two seconds after the first makes it a stream: longer
 * timer, ASSURED (`nf_conntrack_udp_packet` of nf_conntrack_proto_udp.c, Linux 6.18).
 */
export function trackUdp(memory: Memory, timeouts: Timeouts, now: number): Outcome {
  const stream = (memory.status & SEEN_REPLY) !== 0 && now > memory.streamAfter;
  if (stream) memory.status |= ASSURED;
  memory.timeout = stream ? timeouts.udpStream : timeouts.udp;
  return 'renewed';
}

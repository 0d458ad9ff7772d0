import type { DirectionIndex } from './direction';
import { asksIcmp, isIcmpv6 } from './icmp';
import type { Memory, Outcome } from './memory';
import type { Content } from './packet';
import type { Rules } from './rules';
import { openSctp, trackSctp } from './sctpMachine';
import { openTcp, trackTcp } from './tcpMachine';
import type { Tuple } from './tuple';
import { openUdp, trackUdp } from './udp';

/** The first packet of what may become an entry; `invalid` if it cannot. */
export function openWith(memory: Memory, tuple: Tuple, content: Content, rules: Rules, now: number): Outcome {
  switch (content.protocol) {
    case 'TCP':
      return openTcp(memory, content, rules);
    case 'UDP':
      return openUdp(memory, rules.timeouts, now);
    case 'SCTP':
      return openSctp(memory, content.chunk, rules.timeouts);
    case 'ICMP':
      return asksIcmp(tuple.destinationPort) ? trackIcmp(memory, tuple, rules) : 'invalid';
  }
}

/** A packet of an entry (`nf_conntrack_handle_packet`). */
export function trackWith(
  memory: Memory,
  direction: DirectionIndex,
  tuple: Tuple,
  content: Content,
  rules: Rules,
  now: number,
): Outcome {
  switch (content.protocol) {
    case 'TCP':
      return trackTcp(memory, direction, content, rules);
    case 'UDP':
      return trackUdp(memory, rules.timeouts, now);
    case 'SCTP':
      return trackSctp(memory, direction, content.chunk, rules.timeouts);
    case 'ICMP':
      return trackIcmp(memory, tuple, rules);
  }
}

/** A request, or an answer, of which there may be several. */
function trackIcmp(memory: Memory, { destinationPort }: Tuple, { timeouts }: Rules): Outcome {
  memory.timeout = isIcmpv6(destinationPort) ? timeouts.icmpv6 : timeouts.icmp;
  return 'renewed';
}

import type { Family } from '../addresses/address';
import type { Entry } from './connectionTable';
import type { TrackedProtocol } from './packet';
import type { Tuple } from './tuple';

interface Printed {
  readonly name: string;
  readonly number: number;
}

const protocols: Readonly<Record<TrackedProtocol, Printed>> = {
  TCP: { name: 'tcp', number: 6 },
  UDP: { name: 'udp', number: 17 },
  SCTP: { name: 'sctp', number: 132 },
  ICMP: { name: 'icmp', number: 1 },
};
const icmpv6: Printed = { name: 'icmpv6', number: 58 };

/**
 * A line of `conntrack -L` (libnetfilter_conntrack, snprintf_default.c), such as
 * `tcp      6 431999 ESTABLISHED src=10.0.0.1 dst=10.0.0.2 sport=40000 dport=80 src=10.0.0.2 dst=10.0.0.1 sport=80
 * dport=40000 [ASSURED] mark=0 use=1`. The mark is 1 where OVN blocked the connection (`ct_mark.blocked`).
 */
export function conntrackLine(entry: Entry, addressText: (id: number) => string, family: Family): string {
  const { original, reply, state, seconds, seenReply, assured, blocked } = entry;
  const { name, number } =
    original.protocol === 'ICMP' && family === 'IPv6' ? icmpv6 : protocols[original.protocol];
  return [
    name.padEnd(8),
    number,
    seconds,
    state,
    tupleText(original, addressText),
    seenReply ? undefined : '[UNREPLIED]',
    tupleText(reply, addressText),
    assured ? '[ASSURED]' : undefined,
    `mark=${blocked ? 1 : 0}`,
    'use=1',
  ]
    .filter(part => part !== undefined)
    .join(' ');
}

export function tupleText(tuple: Tuple, addressText: (id: number) => string): string {
  const addresses = `src=${addressText(tuple.source)} dst=${addressText(tuple.destination)}`;
  const { sourcePort, destinationPort } = tuple;
  return tuple.protocol === 'ICMP'
    ? `${addresses} type=${destinationPort >> 8} code=${destinationPort & 255} id=${sourcePort}`
    : `${addresses} sport=${sourcePort} dport=${destinationPort}`;
}

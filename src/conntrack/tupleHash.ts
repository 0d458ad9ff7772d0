import type { TrackedProtocol } from './packet';
import type { Tuple } from './tuple';

/** Of IANA, except that ICMP stands for ICMPv6 too. */
export const protocolNumbers: Readonly<Record<TrackedProtocol, number>> = {
  TCP: 6,
  UDP: 17,
  SCTP: 132,
  ICMP: 1,
};

/**
 * 32 bits, the same for a tuple and its answer, which changes the ends over: a connection whose addresses are not
 * translated has one place for both directions. Type and code of ICMP are left out, as an answer has another type.
 */
export function hashOf({ protocol, source, destination, sourcePort, destinationPort }: Tuple): number {
  const answering = protocol === 'ICMP' ? sourcePort : destinationPort;
  let hash = hashOfEnd(source, sourcePort) + hashOfEnd(destination, answering) + protocolNumbers[protocol];
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Mixed so well that the sum for two ends is as good as any: ids and ports are small numbers in a row. */
function hashOfEnd(address: number, port: number): number {
  const hash = Math.imul(address, 0x9e3779b1) + Math.imul(port, 0x85ebca6b);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) | 0;
}

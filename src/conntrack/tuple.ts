import { icmpPartner } from './icmp';
import type { TrackedProtocol } from './packet';

/**
 * A packet's header as the connection table looks it up. Addresses are ids handed out by AddressIds. For ICMP
 * `sourcePort` is the echo id and `destinationPort` is type * 256 + code.
 */
export interface Tuple {
  readonly protocol: TrackedProtocol;
  readonly source: number;
  readonly destination: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/**
 * The tuple of an answer (`nf_ct_invert_tuple`). An ICMP request becomes its reply and the other way round; a
 * type that has no answer stays.
 */
export function inverted({ protocol, source, destination, sourcePort, destinationPort }: Tuple): Tuple {
  return protocol === 'ICMP'
    ? {
        protocol,
        source: destination,
        destination: source,
        sourcePort,
        destinationPort: icmpPartner(destinationPort) ?? destinationPort,
      }
    : {
        protocol,
        source: destination,
        destination: source,
        sourcePort: destinationPort,
        destinationPort: sourcePort,
      };
}

/** False for an ICMP type that nobody answers. */
export function hasAnswer({ protocol, destinationPort }: Tuple): boolean {
  return protocol !== 'ICMP' || icmpPartner(destinationPort) !== undefined;
}

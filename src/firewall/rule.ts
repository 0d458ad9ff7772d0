import { type Address, families } from '../addresses/address';
import { type Block, blockAround } from '../addresses/block';
import { lastPort, type Protocol } from '../addresses/port';
import type { Span } from '../addresses/spans';

/** Into or out of what is guarded, in the words of AWS. */
export type Way = 'inbound' | 'outbound';

export const opposite: Readonly<Record<Way, Way>> = { inbound: 'outbound', outbound: 'inbound' };

/** ICMP stands for ICMPv6 too; its types are not told apart. */
export type FilteredProtocol = Protocol | 'ICMP';

/**
 * What a firewall rule reads of a packet, as seen from the endpoint it guards: the other end's address, and
 * the destination port of the packet. A reply is destined to the client's ephemeral port.
 */
export interface Header {
  readonly protocol: FilteredProtocol;
  readonly peer: Address;
  /** ICMP has none: any number. */
  readonly destinationPort: number;
}

/** The protocols and ports a rule is about; without ports, all of them. */
export interface Traffic {
  readonly protocol: FilteredProtocol | 'all';
  readonly ports?: Span<number>;
}

/**
 * The protocols whose ports AWS reads: a rule for any other protocol, or for all, is for all ports, whichever
 * it names (EC2 API, CreateNetworkAclEntry Protocol, IpPermission IpProtocol).
 */
export const protocolsWithPorts: readonly Traffic['protocol'][] = ['TCP', 'UDP'];

/** The ports that restrict a rule; `undefined` where all are meant. */
export function limitingPorts({ protocol, ports }: Traffic): Span<number> | undefined {
  if (!ports || !protocolsWithPorts.includes(protocol)) return undefined;
  return ports[0] <= 1 && ports[1] > lastPort ? undefined : ports;
}

export function isAbout(traffic: Traffic, protocol: FilteredProtocol): boolean {
  return traffic.protocol === 'all' || traffic.protocol === protocol;
}

export function trafficMatches(traffic: Traffic, { protocol, destinationPort }: Header): boolean {
  const ports = limitingPorts(traffic);
  return (
    isAbout(traffic, protocol) && (!ports || (ports[0] <= destinationPort && destinationPort < ports[1]))
  );
}

/** `0.0.0.0/0` and `::/0`: two blocks, as no block holds addresses of both families. */
export const anyone: readonly Block[] = families.map(family => blockAround({ family, value: 0n }, 0));

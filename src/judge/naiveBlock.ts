import ipaddr from 'ipaddr.js';
import type { Address } from '../addresses/address';

/** Whether a block in CIDR notation holds an address. */
export function contains(cidr: string, { family, value }: Address): boolean {
  const [network, prefix] = ipaddr.parseCIDR(cidr);
  const length = family === 'IPv4' ? 4 : 16;
  const bytes = Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 255n));
  const address = ipaddr.fromByteArray(bytes);
  return address.kind() === network.kind() && address.match(network, prefix);
}

import { type Family, families, width } from './address';
import { type Block, parseBlock } from './block';
import { type Spans, spansOf, subtract } from './spans';

/** Addresses of both families, each as spans. */
export type AddressSet = Readonly<Record<Family, Spans<bigint>>>;

export function addressSetOf(blocks: readonly Block[]): AddressSet {
  return {
    IPv4: spansOf(blocks.filter(block => block.family === 'IPv4').map(block => block.span)),
    IPv6: spansOf(blocks.filter(block => block.family === 'IPv6').map(block => block.span)),
  };
}

/**
 * Blocks that are no part of the public Internet: private (RFC 1918), carrier-grade NAT (RFC 6598), loopback,
 * link-local, multicast and unique local addresses.
 */
export const notTheInternet: Readonly<Record<Family, readonly string[]>> = {
  IPv4: [
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '224.0.0.0/4',
  ],
  IPv6: ['::1/128', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
};

/** Every address of a family. */
export const everything: Readonly<Record<Family, string>> = { IPv4: '0.0.0.0/0', IPv6: '::/0' };

/** Every address outside {@link notTheInternet}. */
export const theInternet: AddressSet = {
  IPv4: outside('IPv4'),
  IPv6: outside('IPv6'),
};

function outside(family: Family): Spans<bigint> {
  const blocks = notTheInternet[family].flatMap(text => parseBlock(text)?.block ?? []);
  return subtract([[0n, 1n << BigInt(width[family])]], addressSetOf(blocks)[family]);
}

/** The families of which the set holds at least one address. */
export function familiesIn(set: AddressSet): readonly Family[] {
  return families.filter(family => set[family].length > 0);
}

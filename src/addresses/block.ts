import {
  type Address,
  type Family,
  formatAddress,
  hasLeadingZero,
  parseAddress,
  parseIPv4,
  parseIPv6,
  width,
} from './address';
import type { Span } from './spans';

/** An address block in CIDR notation, the prefix length in bits. */
export interface Block {
  readonly family: Family;
  readonly span: Span<bigint>;
  readonly prefix: number;
}

/** Spellings that Kubernetes took for granted once and refuses under StrictIPCIDRValidation. */
export type LaxSpelling = 'leading zeros' | 'IPv4-mapped' | 'host bits';

/** What stands before the last 32 bits of ::ffff:0:0/96 (RFC 4291, 2.5.5.2). */
const mapped = 0xffffn;

/**
 * Reads `10.0.0.0/8` or `fd00::/8` as the API server does: sloppily first, then naming every way in which
 * the text is not strict. `undefined` when the text is no CIDR at all.
 */
export function parseBlock(text: string): { block: Block; lax: readonly LaxSpelling[] } | undefined {
  const match = /^([^/\s]+)\/(\d{1,4})$/.exec(text);
  if (!match) return undefined;
  const [, base = '', bits = ''] = match;
  const address = base.includes(':') ? parseIPv6(base) : parseIPv4(base);
  const prefix = Number(bits);
  if (!address || prefix > width[address.family]) return undefined;

  const block = blockAround(address, prefix);
  const lax: LaxSpelling[] = [];
  if (hasLeadingZero(base) || /^0\d/.test(bits)) lax.push('leading zeros');
  if (address.value >> 32n === mapped) lax.push('IPv4-mapped');
  if (block.span[0] !== address.value) lax.push('host bits');
  return { block, lax };
}

/** The block of the given prefix length that holds an address. */
export function blockAround({ family, value }: Address, prefix: number): Block {
  const hostBits = BigInt(width[family] - prefix);
  const start = (value >> hostBits) << hostBits;
  return { family, prefix, span: [start, start + (1n << hostBits)] };
}

/** A block, or a single address as a block of full length; `undefined` for anything else. */
export function parseBlockOrAddress(text: string): Block | undefined {
  const address = parseAddress(text);
  if (address) return blockAround(address, width[address.family]);
  return parseBlock(text)?.block;
}

export function formatBlock({ family, span, prefix }: Block): string {
  return `${formatAddress({ family, value: span[0] })}/${prefix}`;
}

export function contains(outer: Block, inner: Block): boolean {
  return outer.family === inner.family && outer.span[0] <= inner.span[0] && inner.span[1] <= outer.span[1];
}

export function holds(block: Block, address: Address): boolean {
  return block.family === address.family && block.span[0] <= address.value && address.value < block.span[1];
}

/** The fewest blocks that make up a span of addresses, in order. */
export function blocksOf(family: Family, [start, end]: Span<bigint>): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = start; at < end; ) {
    let size = 1n;
    let prefix = width[family];
    while (at % (size * 2n) === 0n && at + size * 2n <= end) {
      size *= 2n;
      prefix -= 1;
    }
    blocks.push({ family, prefix, span: [at, at + size] });
    at += size;
  }
  return blocks;
}

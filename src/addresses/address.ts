import ipaddr from 'ipaddr.js';

export type Family = 'IPv4' | 'IPv6';
export const families: readonly Family[] = ['IPv4', 'IPv6'];

/** An IP address as a number: 32 bits wide in IPv4, 128 in IPv6. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** Width in bits of an address of each family. */
export const width: Readonly<Record<Family, number>> = { IPv4: 32, IPv6: 128 };

/**
 * Reads `10.1.2.3` or `2001:db8::1`; `undefined` for anything else (ports, prefixes, zones, octal or
 * hexadecimal spellings, leading zeros).
 */
export function parseAddress(text: string): Address | undefined {
  if (hasLeadingZero(text)) return undefined;
  return text.includes(':') ? parseIPv6(text) : parseIPv4(text);
}

/** `10.010.0.1`, `::ffff:010.0.0.1`: a part in IPv4 notation that begins with a zero it does not need. */
export function hasLeadingZero(text: string): boolean {
  const dotted = text.slice(text.lastIndexOf(':') + 1);
  return dotted.includes('.') && dotted.split('.').some(part => /^0\d/.test(part));
}

/** IPv4 in four decimal parts; leading zeros are read as decimal, as Go's sloppy parser does. */
export function parseIPv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every(part => /^\d{1,10}$/.test(part) && Number(part) <= 255))
    return undefined;
  return { family: 'IPv4', value: BigInt(parts.reduce((sum, part) => sum * 256 + Number(part), 0)) };
}

/** IPv6, its last 32 bits perhaps in IPv4 notation; leading zeros there are read as decimal, as in parseIPv4. */
export function parseIPv6(text: string): Address | undefined {
  const hex = withoutDots(text);
  if (!/^[0-9a-fA-F:]+$/.test(hex) || !ipaddr.IPv6.isValid(hex)) return undefined;
  const bytes = ipaddr.IPv6.parse(hex).toByteArray();
  return { family: 'IPv6', value: bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) };
}

/** `::ffff:10.0.0.1` as `::ffff:a00:1`; what is no IPv4 at the end stays, and is none in IPv6 either. */
function withoutDots(text: string): string {
  return text.replace(/(?<=:)\d+(?:\.\d+){3}$/, dotted => {
    const embedded = parseIPv4(dotted);
    if (!embedded) return dotted;
    return `${(embedded.value >> 16n).toString(16)}:${(embedded.value & 0xffffn).toString(16)}`;
  });
}

/** A text that tells addresses apart, quicker to make than their spelling. */
export function addressKey({ family, value }: Address): string {
  return `${family} ${value}`;
}

/** The canonical spelling: dotted decimal, or RFC 5952 for IPv6. */
export function formatAddress({ family, value }: Address): string {
  const size = width[family] / 8;
  const bytes = Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * (size - 1 - i))) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}

/** `10.0.0.1`, or `10.0.0.0-10.0.0.255` where the span holds more than one address. */
export function formatRange(family: Family, [start, end]: readonly [bigint, bigint]): string {
  const first = formatAddress({ family, value: start });
  return end - start === 1n ? first : `${first}-${formatAddress({ family, value: end - 1n })}`;
}

interface Exchange {
  readonly request: number;
  readonly reply: number;
}

/**
 * The ICMP types that ask and are answered (`invmap` and `valid_new` of nf_conntrack_proto_icmp.c and
 * nf_conntrack_proto_icmpv6.c). No other type is tracked. What ICMPv6 needs below IP, neighbour discovery and
 * listener reports, is `UNTRACKED` in the kernel and INVALID here.
 */
const exchanges: readonly Exchange[] = [
  { request: 8, reply: 0 }, // echo
  { request: 13, reply: 14 }, // timestamp
  { request: 15, reply: 16 }, // information
  { request: 17, reply: 18 }, // address mask
  { request: 128, reply: 129 }, // ICMPv6 echo
  { request: 139, reply: 140 }, // ICMPv6 node information
];

const firstIcmpv6Type = 128;

const partners = new Map(
  exchanges.flatMap(({ request, reply }) => [[request, reply] as const, [reply, request] as const]),
);
const requests = new Set(exchanges.map(({ request }) => request));

const typeOf = (destinationPort: number): number => destinationPort >> 8;

/** The type and code that answer these, or that these answer; `undefined` where nobody answers. */
export function icmpPartner(destinationPort: number): number | undefined {
  const partner = partners.get(typeOf(destinationPort));
  return partner === undefined ? undefined : partner * 256 + (destinationPort & 255);
}

/** Whether a message of this type and code asks: only these create entries. */
export function asksIcmp(destinationPort: number): boolean {
  return requests.has(typeOf(destinationPort));
}

export function isIcmpv6(destinationPort: number): boolean {
  return typeOf(destinationPort) >= firstIcmpv6Type;
}

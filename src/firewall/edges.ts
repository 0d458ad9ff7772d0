import type { Family } from '../addresses/address';
import type { Block } from '../addresses/block';

import type { Span } from '../addresses/spans';
import type { NetworkAcl } from './networkAcl';
import { type FilteredProtocol, isAbout, limitingPorts } from './rule';
import type { SecurityGroup } from './securityGroup';

/** Whatever stands in the way of a packet. */
export interface Filters {
  readonly acls: readonly NetworkAcl[];
  readonly groups: readonly SecurityGroup[];
}

/**
 * The destination ports at which an answer of the filters may change: between two neighbouring edges all ports
 * are alike, so one of them stands for all.
 */
export function firewallPortEdges({ acls, groups }: Filters, protocol: FilteredProtocol): readonly number[] {
  const rules = [...acls, ...groups].flatMap(filter => [...filter.rules]);
  return [
    ...new Set(rules.filter(rule => isAbout(rule, protocol)).flatMap(rule => limitingPorts(rule) ?? [])),
  ];
}

/** Every span of addresses that some rule names, each once. */
export function firewallSpans({ acls, groups }: Filters): Readonly<Record<Family, readonly Span<bigint>[]>> {
  const spans: Record<Family, Map<string, Span<bigint>>> = { IPv4: new Map(), IPv6: new Map() };
  for (const { family, span } of [...acls.flatMap(blocksOfAcl), ...groups.flatMap(blocksOfGroup)])
    spans[family].set(span.join('-'), span);
  return { IPv4: [...spans.IPv4.values()], IPv6: [...spans.IPv6.values()] };
}

function blocksOfAcl({ rules }: NetworkAcl): readonly Block[] {
  return rules.map(({ block }) => block);
}

function blocksOfGroup({ rules }: SecurityGroup): readonly Block[] {
  return rules.flatMap(({ peer }) => (peer.kind === 'block' ? peer.block : []));
}

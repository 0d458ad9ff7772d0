import type { Family } from '../addresses/address';
import type { AddressSet } from '../addresses/addressSet';
import type { Protocol } from '../addresses/port';
import { contains, type Span } from '../addresses/spans';
import { type Party, podOf } from '../cluster/flow';
import { type Pod, podKey } from '../cluster/pod';
import { firewallPortEdges, firewallSpans } from '../firewall/edges';
import type { NetworkAcl } from '../firewall/networkAcl';
import type { SecurityGroup } from '../firewall/securityGroup';

/** Whom a filter guards: a pod, a node with all its pods, or whoever has one of some addresses. */
export type Guarded =
  | { readonly kind: 'pod'; readonly key: string }
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'addresses'; readonly addresses: AddressSet };

/** A filter and everybody it guards; those under one network ACL make a subnet. */
export interface Attached<Filter> {
  readonly filter: Filter;
  readonly guards: readonly Guarded[];
}

/** The cloud's filters, and the endpoints they are attached to. */
export interface Firewalls {
  readonly acls: readonly Attached<NetworkAcl>[];
  readonly groups: readonly Attached<SecurityGroup>[];
}

export const noFirewalls: Firewalls = { acls: [], groups: [] };

/** A subnet has one network ACL; where nobody named one, it lets everything pass, as the default one does. */
export function aclOf({ acls }: Firewalls, party: Party): NetworkAcl | undefined {
  return acls.find(({ guards }) => guards.some(guarded => isGuarded(party, guarded)))?.filter;
}

export function groupsOf({ groups }: Firewalls, party: Party): readonly SecurityGroup[] {
  return groups
    .filter(({ guards }) => guards.some(guarded => isGuarded(party, guarded)))
    .map(({ filter }) => filter);
}

/** The names of the filters on a party: parties with the same ones are alike. */
export function firewallKey(firewalls: Firewalls, party: Party): string {
  return JSON.stringify([
    aclOf(firewalls, party)?.name,
    ...groupsOf(firewalls, party).map(({ name }) => name),
  ]);
}

/** Every span of addresses that tells filters or their rules apart. */
export function spansOfFirewalls(firewalls: Firewalls): Readonly<Record<Family, readonly Span<bigint>[]>> {
  const { IPv4, IPv6 } = firewallSpans(filtersOf(firewalls));
  const guarded = [...firewalls.acls, ...firewalls.groups].flatMap(({ guards }) =>
    guards.flatMap(guard => (guard.kind === 'addresses' ? guard.addresses : [])),
  );
  return {
    IPv4: [...IPv4, ...guarded.flatMap(set => set.IPv4)],
    IPv6: [...IPv6, ...guarded.flatMap(set => set.IPv6)],
  };
}

export function portEdgesOfFirewalls(firewalls: Firewalls, protocol: Protocol): readonly number[] {
  return firewalls === noFirewalls ? [] : firewallPortEdges(filtersOf(firewalls), protocol);
}

function filtersOf({ acls, groups }: Firewalls) {
  return { acls: acls.map(({ filter }) => filter), groups: groups.map(({ filter }) => filter) };
}

function isGuarded(party: Party, guarded: Guarded): boolean {
  switch (guarded.kind) {
    case 'pod':
      return isPod(podOf(party), guarded.key);
    case 'node':
      return party.kind === 'pod'
        ? party.pod.node === guarded.node
        : party.kind === 'node' && party.node === guarded.node;
    case 'addresses':
      return contains(guarded.addresses[party.address.family], party.address.value);
  }
}

function isPod(pod: Pod | undefined, key: string): boolean {
  return pod !== undefined && podKey(pod) === key;
}

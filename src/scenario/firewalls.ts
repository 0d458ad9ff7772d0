import { type Family, families, formatRange } from '../addresses/address';
import { theInternet } from '../addresses/addressSet';
import { contains, intersect, type Span, spansOf } from '../addresses/spans';
import type { Cluster } from '../cluster/cluster';
import type { Endpoint } from '../cluster/endpoint';
import { podKey } from '../cluster/pod';
import type { Attached, Guarded } from '../dataplane/firewalls';
import { resolveEndpoint } from '../english/endpoint';
import { enumerated, list } from '../english/enumeration';
import { readNetworkAcl, readSecurityGroup } from '../english/firewall';
import { instead, Refusal } from '../english/refusal';
import type { Scenario, State } from './scenario';

type Cells = readonly (readonly string[])[];

/** `the network ACL "db-subnet" of database:`; again with the same name, it replaces the list. */
export function attachAcl(scenario: Scenario, name: string, endpoints: string, cells: Cells): void {
  const { firewalls } = scenario.state;
  const attached = { filter: readNetworkAcl(name, cells), guards: guardsOf(scenario, endpoints) };
  const acls = replaced(scenario.state.cluster, firewalls.acls, attached);
  refuseTwoSubnets(scenario, acls);
  scenario.change({ firewalls: { ...firewalls, acls } });
}

/** `the security group "web" of frontend:`; again with the same name, it replaces the rules. */
export function attachGroup(scenario: Scenario, name: string, endpoints: string, cells: Cells): void {
  const { firewalls } = scenario.state;
  const attached = { filter: readSecurityGroup(name, cells), guards: guardsOf(scenario, endpoints) };
  scenario.change({
    firewalls: { ...firewalls, groups: replaced(scenario.state.cluster, firewalls.groups, attached) },
  });
}

/** `the network ACL "db-subnet" is deleted`: the subnet goes back to the one that allows everything. */
export function deleteAcl(scenario: Scenario, name: string): void {
  const { firewalls } = scenario.state;
  scenario.change({ firewalls: { ...firewalls, acls: without(firewalls.acls, name, 'network ACL') } });
}

export function deleteGroup(scenario: Scenario, name: string): void {
  const { firewalls } = scenario.state;
  scenario.change({ firewalls: { ...firewalls, groups: without(firewalls.groups, name, 'security group') } });
}

/** A rule may name a group that stands further down, so this is looked at when a flow is asked about. */
export function refuseUnknownGroups({ state }: Scenario): void {
  const { groups } = state.firewalls;
  const known = groups.map(({ filter }) => filter.name);
  for (const { filter } of groups)
    for (const { peer } of filter.rules)
      if (peer.kind === 'group' && !known.includes(peer.group))
        throw new Refusal(
          `The security group "${filter.name}" names the group "${peer.group}", which does not exist. ${instead(peer.group, known)}`,
        );
}

function guardsOf(scenario: Scenario, endpoints: string): readonly Guarded[] {
  return enumerated(endpoints).flatMap(name => guardsAt(resolveEndpoint(name, scenario.surroundings)));
}

function guardsAt(endpoint: Endpoint): readonly Guarded[] {
  switch (endpoint.kind) {
    case 'pods':
      return endpoint.pods.map(pod => ({ kind: 'pod', key: podKey(pod) }));
    case 'node':
      return [{ kind: 'node', node: endpoint.node }];
    case 'external':
      if (endpoint.addresses === theInternet)
        throw new Refusal(
          'The Internet has no filter of its own: name the pods, nodes or blocks that are guarded.',
        );
      return [{ kind: 'addresses', addresses: endpoint.addresses }];
    case 'service':
    case 'name':
    case 'site':
      throw new Refusal(`${endpoint.name} has no network interface: name the pods behind it, or nodes.`);
  }
}

function replaced<Filter extends { readonly name: string }>(
  { pods }: Cluster,
  before: readonly Attached<Filter>[],
  coming: Attached<Filter>,
): readonly Attached<Filter>[] {
  const { name } = coming.filter;
  const known = before.find(({ filter }) => filter.name === name);
  const isKept = (guard: Guarded): boolean => coming.guards.some(other => textOf(other) === textOf(guard));
  const isThere = (guard: Guarded): boolean => guard.kind !== 'pod' || pods.has(guard.key);
  if (known?.guards.some(guard => isThere(guard) && !isKept(guard)))
    throw new Refusal(
      `"${name}" guards others already, who would be without it: name all of them in one sentence, or delete it first.`,
    );
  return [...before.filter(({ filter }) => filter.name !== coming.filter.name), coming];
}

function textOf(guard: Guarded): string {
  return JSON.stringify(guard, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
}

function without<Filter extends { readonly name: string }>(
  attached: readonly Attached<Filter>[],
  name: string,
  what: string,
): readonly Attached<Filter>[] {
  const names = attached.map(({ filter }) => filter.name);
  if (!names.includes(name)) throw new Refusal(`There is no ${what} "${name}". ${instead(name, names)}`);
  return attached.filter(({ filter }) => filter.name !== name);
}

/** A subnet has exactly one network ACL (AWS VPC User Guide, network ACL basics). */
export function refuseTwoSubnets(
  { names, network, state }: Scenario,
  acls: State['firewalls']['acls'] = state.firewalls.acls,
): void {
  if (acls.length < 2) return;
  const refuseTwo = (whose: string, isHere: (guard: Guarded) => boolean): void => {
    const own = acls.filter(({ guards }) => guards.some(isHere));
    if (own.length > 1)
      throw new Refusal(
        `${whose} would be behind the network ACLs ${list(own.map(({ filter }) => `"${filter.name}"`))}: a subnet has one.`,
      );
  };
  for (const pod of network.cluster.pods.values())
    refuseTwo(
      names.pod(pod),
      guard =>
        (guard.kind === 'pod' && guard.key === podKey(pod)) ||
        (guard.kind === 'node' && guard.node === pod.node) ||
        (guard.kind === 'addresses' &&
          network.addresses.ofPod(pod).some(({ family, value }) => contains(guard.addresses[family], value))),
    );
  for (const node of acls.flatMap(({ guards }) =>
    guards.flatMap(guard => (guard.kind === 'node' ? guard.node : [])),
  ))
    refuseTwo(`node/${node}`, guard => guard.kind === 'node' && guard.node === node);
  for (const family of families) {
    const [first] = twice(acls.flatMap(({ guards }) => spansOf(outsideOf(guards, family))));
    if (first)
      refuseTwo(
        formatRange(family, first),
        guard => guard.kind === 'addresses' && contains(guard.addresses[family], first[0]),
      );
  }
}

function outsideOf(guards: readonly Guarded[], family: Family): readonly Span<bigint>[] {
  return guards.flatMap(guard => (guard.kind === 'addresses' ? guard.addresses[family] : []));
}

/** What two of the spans have in common. */
function twice(spans: readonly Span<bigint>[]): readonly Span<bigint>[] {
  return spans.flatMap((span, i) => intersect([span], spansOf(spans.slice(i + 1))));
}

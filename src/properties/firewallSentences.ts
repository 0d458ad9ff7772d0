import { formatBlock } from '../addresses/block';
import { formatPorts } from '../addresses/port';
import type { Firewalls, Guarded } from '../dataplane/firewalls';
import type { NetworkAcl } from '../firewall/networkAcl';
import type { Traffic, Way } from '../firewall/rule';
import type { SecurityGroup, SecurityGroupPeer } from '../firewall/securityGroup';
import type { Sentence } from './sentence';

/** The tables that lead from some firewalls to others, which guard pods; those that stay are left out. */
export function firewallSentences(before: Firewalls, after: Firewalls): readonly Sentence[] {
  const tables = tablesOf(after);
  const standing = new Set(tablesOf(before).map(table => JSON.stringify(table)));
  return tables.filter(table => !standing.has(JSON.stringify(table)));
}

function tablesOf({ acls, groups }: Firewalls): readonly Sentence[] {
  return [
    ...acls.map(({ filter, guards }) => ({
      text: `the network ACL "${filter.name}" of ${podsOf(guards)}:`,
      table: aclTable(filter),
    })),
    ...groups.map(({ filter, guards }) => ({
      text: `the security group "${filter.name}" of ${podsOf(guards)}:`,
      table: groupTable(filter),
    })),
  ];
}

function podsOf(guards: readonly Guarded[]): string {
  return guards.flatMap(guard => (guard.kind === 'pod' ? guard.key : [])).join(', ');
}

function aclTable({ rules }: NetworkAcl): readonly (readonly string[])[] {
  const header = ['rule', 'direction', 'action', 'protocol', 'ports', 'peer'];
  const rows = rules.map(({ number, way, action, block, ...traffic }) => [
    `${number}`,
    way,
    action,
    traffic.protocol,
    portsText(traffic),
    formatBlock(block),
  ]);
  return [header, ...rows];
}

/** Without an outbound row everything may go out, so that one says none where there is no rule. */
function groupTable({ rules }: SecurityGroup): readonly (readonly string[])[] {
  const ways: readonly Way[] = ['inbound', 'outbound'];
  const none = ways.filter(way => rules.every(rule => rule.way !== way)).map(way => [way, 'none', '', '']);
  const rows = rules.map(({ way, peer, ...traffic }) => [
    way,
    traffic.protocol,
    portsText(traffic),
    peerText(peer),
  ]);
  return [['direction', 'protocol', 'ports', 'peer'], ...rows, ...none];
}

function portsText({ ports }: Traffic): string {
  return ports ? formatPorts([ports]) : '';
}

function peerText(peer: SecurityGroupPeer): string {
  return peer.kind === 'block' ? formatBlock(peer.block) : `group ${peer.group}`;
}

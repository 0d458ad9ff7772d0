import type { Family } from '../addresses/address';
import { type Block, holds } from '../addresses/block';
import {
  type Header,
  isAbout,
  limitingPorts,
  opposite,
  type Traffic,
  trafficMatches,
  type Way,
} from './rule';

/** Who is allowed: addresses, or whoever is a member of a security group. */
export type SecurityGroupPeer =
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'group'; readonly group: string };

/** What a security group lets in from its peer, or out to it; there is no rule that denies. */
export interface SecurityGroupRule extends Traffic {
  readonly way: Way;
  readonly peer: SecurityGroupPeer;
}

/** A stateful filter at a network interface. */
export interface SecurityGroup {
  readonly name: string;
  readonly rules: readonly SecurityGroupRule[];
}

/** `rule` counts the rules of the group from 1, inbound and outbound together. */
export type GroupDecision =
  | { readonly allowed: true; readonly by: { readonly group: SecurityGroup; readonly rule: number } }
  | { readonly allowed: false };

/**
 * Judges a packet that belongs to no tracked connection. The rules of all groups of the interface are united:
 * one that matches is enough, in whichever order they stand (Amazon EC2 User Guide, Security group rules).
 *
 * @param peerGroups names of the groups that the other end is a member of; none for an address outside
 */
export function judgeGroups(
  groups: readonly SecurityGroup[],
  way: Way,
  header: Header,
  peerGroups: readonly string[],
): GroupDecision {
  for (const group of groups) {
    const matching = group.rules.findIndex(
      rule => rule.way === way && peerMatches(rule.peer, header, peerGroups) && trafficMatches(rule, header),
    );
    if (matching >= 0) return { allowed: true, by: { group, rule: matching + 1 } };
  }
  return { allowed: false };
}

function peerMatches(peer: SecurityGroupPeer, header: Header, peerGroups: readonly string[]): boolean {
  return peer.kind === 'block' ? holds(peer.block, header.peer) : peerGroups.includes(peer.group);
}

/**
 * Whether the groups keep no entry for a connection, so that its replies pass by the rules of the opposite way
 * and a change of rules cuts it at once. That is so where two rules meet (Amazon EC2 User Guide, Security
 * group connection tracking, "Untracked connections"):
 *
 * - one rule allows the request, TCP or UDP, to or from everyone: 0.0.0.0/0, in IPv6 ::/0;
 * - another, of the opposite way, allows everyone all ports of the protocol, or all protocols.
 *
 * Both may stand in different groups of the interface, and a narrower rule that allows the request as well
 * changes nothing. The families are apart: without the open rule for IPv4, all of IPv4 is tracked. ICMP is
 * always tracked, and every protocol but TCP, UDP and ICMP by its addresses alone. So is, whatever the rules
 * say, what passes NAT gateways, network load balancers, interface endpoints and the like ("Automatically
 * tracked connections"); a header does not show that, so the caller has to know.
 *
 * @param way the one that the request takes, as seen from the interface
 * @param header that of the request
 */
export function isUntracked(groups: readonly SecurityGroup[], way: Way, header: Header): boolean {
  const { protocol, peer } = header;
  if (protocol === 'SCTP') return false;
  const forAll = groups.flatMap(({ rules }) => rules).filter(rule => isEveryone(rule.peer, peer.family));
  return (
    forAll.some(rule => rule.way === way && trafficMatches(rule, header)) &&
    forAll.some(rule => rule.way === opposite[way] && isAbout(rule, protocol) && !limitingPorts(rule))
  );
}

function isEveryone(peer: SecurityGroupPeer, family: Family): boolean {
  return peer.kind === 'block' && peer.block.family === family && peer.block.prefix === 0;
}

import { addressKey } from '../addresses/address';
import type { Party } from '../cluster/flow';
import type { CtState } from '../conntrack/connectionTable';
import { judgeAcl } from '../firewall/networkAcl';
import type { Header, Way } from '../firewall/rule';
import { isUntracked, judgeGroups } from '../firewall/securityGroup';
import type { Check, EnforcementPoint } from './check';
import { aclOf, groupsOf } from './firewalls';
import type { PacketKind } from './packets';
import { type HeaderPair, trackIn, type Wire } from './wire';

/**
 * What a packet meets between two ends in a cloud: the security groups of its sender, the network ACL that it leaves, the
 * one that it enters, and the security groups of its receiver. Checks come one by one, as a drop ends the way.
 */
export function* meetFirewalls(wire: Wire, headers: HeaderPair, kind: PacketKind): Generator<Check> {
  const { firewalls } = wire.network;
  const { source, destination } = headers[kind.direction].flow;
  const [left, entered] = [aclOf(firewalls, source), aclOf(firewalls, destination)];
  yield* meetGroups(wire, headers, kind, 'outbound');
  // Within a subnet no network ACL is asked (AWS VPC User Guide, network ACL basics).
  if (left !== entered) {
    yield* meetAcl(wire, headers, kind, 'outbound');
    yield* meetAcl(wire, headers, kind, 'inbound');
  }
  yield* meetGroups(wire, headers, kind, 'inbound');
}

function* meetAcl({ network }: Wire, headers: HeaderPair, kind: PacketKind, way: Way): Generator<Check> {
  const { own, header } = sidesOf(headers, kind, way);
  const acl = aclOf(network.firewalls, own);
  if (!acl) return;
  const point: EnforcementPoint = { party: own, direction: directionOf(way), filter: 'network ACL' };
  const { allowed, by } = judgeAcl(acl, way, header);
  yield { point, judged: true, by: 'network ACL', allowed, acl, ...(by && { rule: by }) };
}

function* meetGroups(wire: Wire, headers: HeaderPair, kind: PacketKind, way: Way): Generator<Check> {
  const { network, tables, now } = wire;
  const { own, peer, header } = sidesOf(headers, kind, way);
  const groups = groupsOf(network.firewalls, own);
  if (groups.length === 0) return;
  const point: EnforcementPoint = { party: own, direction: directionOf(way), filter: 'security group' };
  const judged = (): Check => {
    const peers = groupsOf(network.firewalls, peer).map(({ name }) => name);
    const decision = judgeGroups(groups, way, header, peers);
    return {
      point,
      judged: true,
      by: 'security group',
      allowed: decision.allowed,
      groups,
      ...(decision.allowed && { matched: decision.by }),
    };
  };
  if (isUntracked(groups, ...requestOf(headers, own))) {
    yield judged();
    return;
  }
  // An interface has one tracker, whatever groups are on it.
  const table = tables.ofInterface(own.address);
  const tracking = trackIn(table, headers, kind, now);
  const check = checkOf(tracking.state, point, judged);
  if (!check.judged || check.allowed) table.confirm(tracking, now);
  yield check;
}

/** Only what begins a connection is judged: the rest is tracked, or belongs to nothing that is. */
function checkOf(state: CtState, point: EnforcementPoint, judged: () => Check): Check {
  switch (state) {
    case 'ESTABLISHED':
    case 'RELATED':
      return { point, judged: false, reason: 'tracked' };
    case 'NEW':
      return judged();
    case 'INVALID':
    case 'FULL':
      return { point, judged: true, by: 'dataplane', allowed: false, reason: state };
  }
}

/** Who is guarded, who is on the other side, and what the rules read of the packet. */
function sidesOf(
  headers: HeaderPair,
  kind: PacketKind,
  way: Way,
): { own: Party; peer: Party; header: Header } {
  const { source, destination, protocol, destinationPort } = headers[kind.direction].flow;
  const [own, peer] = way === 'outbound' ? [source, destination] : [destination, source];
  const carried = kind.content ? protocol : 'ICMP';
  return { own, peer, header: { protocol: carried, peer: peer.address, destinationPort } };
}

/** The request of a connection as its one end sees it: whether a flow is tracked hangs on that, for replies too. */
function requestOf({ original }: HeaderPair, own: Party): readonly [Way, Header] {
  const { source, destination, protocol, destinationPort } = original.flow;
  const isClient = addressKey(own.address) === addressKey(source.address);
  const peer = isClient ? destination : source;
  return [isClient ? 'outbound' : 'inbound', { protocol, peer: peer.address, destinationPort }];
}

function directionOf(way: Way): 'ingress' | 'egress' {
  return way === 'outbound' ? 'egress' : 'ingress';
}

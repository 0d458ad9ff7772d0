/**
 * A second opinion on network ACLs and security groups, as the Amazon VPC User Guide tells of them ("Network ACL basics",
 * "Control traffic to your AWS resources using security groups") and the Amazon EC2 User Guide ("Security group connection
 * tracking"). It shares no code with the engine.
 */
import type { Flow, Party } from '../cluster/flow';
import { contains } from './naiveBlock';

/** As seen from what is guarded. */
type Way = 'inbound' | 'outbound';

/** What a rule is about. Ports are numbers from, and to, this one; AWS reads them for TCP and UDP. */
interface JudgedRule {
  readonly way: Way;
  readonly protocol: string;
  readonly ports?: { readonly from: number; readonly to: number };
}

export interface JudgedAclRule extends JudgedRule {
  readonly number: number;
  readonly action: 'allow' | 'deny';
  readonly cidr: string;
}

/** Who is allowed: a block, or the members of a group. */
export type JudgedGroupRule = JudgedRule & ({ readonly cidr: string } | { readonly group: string });

/** Filters, each with the pods that it guards, by `namespace/name`; those of one network ACL are one subnet. */
export interface JudgedFirewalls {
  readonly acls: readonly { readonly pods: readonly string[]; readonly rules: readonly JudgedAclRule[] }[];
  readonly groups: readonly {
    readonly name: string;
    readonly pods: readonly string[];
    readonly rules: readonly JudgedGroupRule[];
  }[];
}

/** A packet of a conversation, and the request that began it. */
export interface ConversationPacket {
  readonly header: Flow;
  /** An error that quotes the conversation, and is no packet of its protocol. */
  readonly isIcmp: boolean;
  readonly request: Flow;
}

export interface FirewallStop {
  readonly filter: 'network ACL' | 'security group';
  readonly direction: 'egress' | 'ingress';
}

/** Where a packet is stopped between two pods, in the order in which it comes to the filters. */
export function firewallStop(
  firewalls: JudgedFirewalls,
  packet: ConversationPacket,
): FirewallStop | undefined {
  const { source, destination } = packet.header;
  const ways = [
    ['outbound', source, destination, 'egress'],
    ['inbound', destination, source, 'ingress'],
  ] as const;
  const [leaving, entering] = ways.map(([way, own, peer, direction]) => ({
    acl: (): FirewallStop | undefined =>
      aclAllows(firewalls, way, own, peer, packet) ? undefined : { filter: 'network ACL', direction },
    group: (): FirewallStop | undefined =>
      groupsAllow(firewalls, way, own, peer, packet) ? undefined : { filter: 'security group', direction },
  }));
  return leaving?.group() ?? leaving?.acl() ?? entering?.acl() ?? entering?.group();
}

/**
 * Rules are evaluated in order, starting with the lowest numbered one, and the first that matches is applied; what none
 * matches is denied by the rule *. It is asked for packets that enter or leave its subnet, replies as much as requests.
 */
function aclAllows(
  { acls }: JudgedFirewalls,
  way: Way,
  own: Party,
  peer: Party,
  { header, isIcmp }: ConversationPacket,
): boolean {
  const acl = acls.find(({ pods }) => pods.includes(nameOf(own)));
  if (!acl || acl.pods.includes(nameOf(peer))) return true;
  const protocol = isIcmp ? 'ICMP' : header.protocol;
  for (const rule of [...acl.rules].sort((a, b) => a.number - b.number)) {
    const isAboutIt =
      isAbout(rule, way, protocol, header.destinationPort) && contains(rule.cidr, peer.address);
    if (isAboutIt) return rule.action === 'allow';
  }
  return false;
}

/** Security groups are stateful: responses to what was allowed pass, and so do errors about it, but for untracked flows. */
function groupsAllow(
  firewalls: JudgedFirewalls,
  way: Way,
  own: Party,
  peer: Party,
  { header, isIcmp, request }: ConversationPacket,
): boolean {
  const groups = firewalls.groups.filter(({ pods }) => pods.includes(nameOf(own)));
  if (groups.length === 0) return true;
  const rules = groups.flatMap(group => group.rules);
  if (header !== request && isTracked(rules, own, peer, request)) return true;
  const protocol = isIcmp ? 'ICMP' : header.protocol;
  return rules.some(
    rule => isAbout(rule, way, protocol, header.destinationPort) && isAllowedBy(rule, peer, firewalls),
  );
}

/** By its address, or as a member of the group that the rule names. */
function isAllowedBy(rule: JudgedGroupRule, peer: Party, { groups }: JudgedFirewalls): boolean {
  return 'cidr' in rule
    ? contains(rule.cidr, peer.address)
    : groups.some(({ name, pods }) => name === rule.group && pods.includes(nameOf(peer)));
}

/**
 * "If a security group rule permits TCP or UDP flows for all traffic (0.0.0.0/0 or ::/0) and there is a corresponding rule
 * in the other direction that permits all response traffic for any port (0-65535), then that flow of traffic is not
 * tracked." Other protocols always are.
 */
function isTracked(rules: readonly JudgedGroupRule[], own: Party, peer: Party, request: Flow): boolean {
  const { protocol, destinationPort } = request;
  if (protocol !== 'TCP' && protocol !== 'UDP') return true;
  const everyone = peer.address.family === 'IPv4' ? '0.0.0.0/0' : '::/0';
  const open = rules.filter(rule => 'cidr' in rule && rule.cidr === everyone);
  const way: Way = nameOf(own) === nameOf(request.source) ? 'outbound' : 'inbound';
  const back: Way = way === 'outbound' ? 'inbound' : 'outbound';
  const permitsAll = ({ way: its, protocol: about, ports }: JudgedRule): boolean =>
    its === back &&
    (about === 'all' || (about === protocol && (!ports || (ports.from <= 1 && ports.to === 65535))));
  return !(open.some(rule => isAbout(rule, way, protocol, destinationPort)) && open.some(permitsAll));
}

function isAbout({ way: its, protocol: about, ports }: JudgedRule, way: Way, protocol: string, port: number) {
  if (its !== way || (about !== 'all' && about !== protocol)) return false;
  if (!ports || (about !== 'TCP' && about !== 'UDP')) return true;
  return ports.from <= port && port <= ports.to;
}

/** Of a pod, in the network of its node or not; nobody else is guarded. */
function nameOf(party: Party): string {
  const pod = party.kind === 'pod' || party.kind === 'node' ? party.pod : undefined;
  return pod ? `${pod.namespace}/${pod.name}` : '';
}

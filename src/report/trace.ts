import { formatPorts } from '../addresses/port';
import type { Span } from '../addresses/spans';
import type { PortWalk } from '../dataplane/attempt';
import type { Check, Lost, Refused, TracedPacket } from '../dataplane/check';
import type { Network } from '../dataplane/network';
import { reasonsOf } from '../diagnosis/reasons';
import { list } from '../english/enumeration';
import type { Decision } from '../policy/judge';
import { columns } from './columns';
import type { Names } from './names';
import { reasonTexts } from './reasons';

const mostMisses = 6;

/** The packets of a walk, point by point, as an aligned table with the reason at each point. */
export function traceText(network: Network, names: Names, { trace, sourcePorts }: PortWalk): string {
  const rest = trace.reduce((after, packet, i) => (isTracked(packet) ? after : i + 1), 0);
  const judged = trace.slice(0, rest).flatMap(packet => packetRows(network, names, packet, sourcePorts));
  return columns([...judged, ...trackedRows(trace.slice(rest))]);
}

function isTracked({ checks }: TracedPacket): boolean {
  return checks.length > 0 && checks.every(check => !check.judged && check.reason === 'tracked');
}

/** What comes after the last packet that anybody looked at: one row for all. */
function trackedRows(packets: readonly TracedPacket[]): readonly (readonly string[])[] {
  const kinds = [...new Set(packets.map(({ kind }) => kind.name))];
  return kinds.length === 0 ? [] : [[kinds.join(', '), 'every point', `✔ ${waved.tracked}`]];
}

/** One row for each point that a packet met: the packet's name, the point, what happened there. */
export function packetRows(
  network: Network,
  names: Names,
  packet: TracedPacket,
  sourcePorts: Span<number>,
): readonly (readonly string[])[] {
  if (packet.checks.length === 0) return [[packet.kind.name, '', '✔ no enforcement point on its way']];
  return packet.checks.map((check, i) => [
    i === 0 ? packet.kind.name : '',
    names.point(check.point),
    checkText(network, names, sourcePorts, packet, check),
  ]);
}

export function checkText(
  network: Network,
  names: Names,
  sourcePorts: Span<number>,
  packet: TracedPacket,
  check: Check,
): string {
  if (!check.judged) return `✔ ${waved[check.reason]}`;
  if (check.by === 'dataplane') return `✘ ${refused[check.reason]}`;
  if (check.by === 'kube-proxy') return `✘ ${lost[check.reason]}`;
  if (check.by !== 'policy') return firewallText(check, deed(names, sourcePorts, packet, check));
  const { decision, point, header = packet.header } = check;
  if (decision.allowed) return `✔ ${allowedText(names, point.direction, decision)}`;
  const isolated = `isolated by ${list(decision.isolatedBy.map(policy => names.policy(policy)))}`;
  const { policies: set, settings } = network;
  const judgement = { set, settings, direction: point.direction, flow: header };
  const ports: Span<number> =
    packet.kind.direction === 'reply' ? sourcePorts : [header.destinationPort, header.destinationPort + 1];
  const misses = reasonsOf(judgement, decision.isolatedBy);
  const reasons = reasonTexts({ names, judgement, ports }, misses.slice(0, mostMisses)).map(
    text => `    ${text}`,
  );
  const more = misses.length > mostMisses ? [`    and ${misses.length - mostMisses} more rules`] : [];
  return [
    `✘ ${isolated}; no rule lets it ${deed(names, sourcePorts, packet, check)}`,
    ...reasons,
    ...more,
  ].join('\n');
}

/** What a rule of the cloud did; the last line of a network ACL is *, and security groups allow only. */
function firewallText(
  check: Check & { judged: true; by: 'network ACL' | 'security group' },
  wish: string,
): string {
  const mark = check.allowed ? '✔' : '✘';
  const way = check.point.direction === 'egress' ? 'outbound' : 'inbound';
  if (check.by === 'network ACL') {
    const { acl, rule } = check;
    if (!rule) return `${mark} ${acl.name}: no ${way} rule lets it ${wish}, so * denies`;
    return `${mark} ${acl.name}, ${way} rule ${rule.number}${check.allowed ? '' : ' denies'}`;
  }
  const { groups, matched } = check;
  if (matched) return `${mark} ${matched.group.name}, ${way} rule ${matched.rule}`;
  return `${mark} no ${way} rule of ${list(groups.map(({ name }) => name))} lets it ${wish}`;
}

const refused: Readonly<Record<Refused, string>> = {
  INVALID: 'INVALID: belongs to no connection that the tracker knows',
  FULL: 'nf_conntrack: table full, dropping packet',
  blocked: 'an earlier denial marked the connection',
  SCTP: 'this CNI does not carry SCTP',
  starting: 'the pod is new: nothing passes until its rules are there',
};

const lost: Readonly<Record<Lost, string>> = {
  'no endpoints': 'the Service has no endpoints: refused',
  'no backend': 'the Service has no endpoints, so the proxy answers 503 itself',
  'no local endpoints': 'the Service has no endpoint on this node, and its traffic policy is Local: dropped',
  'not admitted': 'its loadBalancerSourceRanges do not hold the address of the client: dropped',
  'no such Service': 'no Service has this address and port: nobody is there',
  untracked: 'untracked packets are not translated: nobody has the address of the Service',
};

const waved = {
  tracked: 'tracked: belongs to a known connection',
  unenforced: 'nothing enforces policy',
  itself: 'a pod always reaches itself',
  ICMP: 'ICMP error: NetworkPolicy does not judge it',
  starting: 'the pod is new: its rules are not there yet',
  'from outside': 'this CNI does not judge what comes in through a node port or load balancer',
} as const;

function allowedText(names: Names, direction: string, decision: Decision & { allowed: true }): string {
  switch (decision.reason) {
    case 'rule':
      return `${names.policy(decision.by.policy)}, ${direction} rule ${decision.by.rule}`;
    case 'not isolated':
      return `not isolated for ${direction}`;
    case 'own node':
      return direction === 'ingress' ? 'from its own node' : 'to its own node';
    case 'itself':
      return waved.itself;
    case 'no pod':
      return 'no pod';
    case 'bare pod':
      return 'no controller owns the pod, and this CNI leaves such pods alone';
  }
}

/** What the packet wanted to do at the point where it was dropped. */
function deed(
  names: Names,
  sourcePorts: Span<number>,
  { kind, header: whole }: TracedPacket,
  { point, header = whole }: Check,
): string {
  const { protocol, source, destination } = header;
  const isReply = kind.direction === 'reply';
  if (point.direction === 'egress') {
    if (isReply) return `answer ${names.party(destination)}:${formatPorts([sourcePorts])}/${protocol}`;
    return `reach ${names.party(destination)}:${header.destinationPort}/${protocol}`;
  }
  return isReply
    ? `receive the answer of ${names.party(source)} on ${formatPorts([sourcePorts])}/${protocol}`
    : `receive from ${names.party(source)} on ${header.destinationPort}/${protocol}`;
}

import Table from 'cli-table3';
import { formatPorts } from '../addresses/port';
import type { PortWalk } from '../dataplane/attempt';
import type { Network } from '../dataplane/network';
import type { Check, TracedPacket } from '../dataplane/walk';
import { list } from '../english/enumeration';
import type { Decision } from '../policy/judge';
import { type Miss, missesOf } from '../policy/misses';
import type { Names } from './names';

const mostMisses = 6;

/** The packets of a walk, point by point, as an aligned table with the reason at each point. */
export function traceText(network: Network, names: Names, walk: PortWalk): string {
  const table = new Table({
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  for (const packet of walk.trace) {
    if (packet.checks.length === 0) table.push([packet.kind.name, '', '✔ no enforcement point on its way']);
    for (const [i, check] of packet.checks.entries())
      table.push([
        i === 0 ? packet.kind.name : '',
        names.point(check.point),
        checkText(network, names, walk, packet, check),
      ]);
  }
  return table
    .toString()
    .split('\n')
    .map(line => `  ${line.trimEnd()}`)
    .join('\n');
}

const sides = ['top', 'bottom', 'left', 'right', 'mid'];
const corners = [
  'top-mid',
  'top-left',
  'top-right',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
  'left-mid',
  'mid-mid',
  'right-mid',
];

/** Columns two apart, no frame. */
const noLines = { ...Object.fromEntries([...sides, ...corners].map(part => [part, ''])), middle: '  ' };

function checkText(
  network: Network,
  names: Names,
  walk: PortWalk,
  packet: TracedPacket,
  check: Check,
): string {
  if (!check.judged) return `✔ ${waved[check.reason]}`;
  const { decision, point } = check;
  if (decision.allowed) return `✔ ${allowedText(names, point.direction, decision)}`;
  const isolated = `isolated by ${list(decision.isolatedBy.map(policy => names.policy(policy)))}`;
  const misses = missesOf(
    { set: network.policies, settings: network.settings, direction: point.direction, flow: packet.header },
    decision.isolatedBy,
  );
  const reasons = misses.slice(0, mostMisses).map(miss => `    ${missText(names, point.direction, miss)}`);
  const more = misses.length > mostMisses ? [`    and ${misses.length - mostMisses} more rules`] : [];
  return [`✘ ${isolated}; no rule lets it ${deed(names, walk, packet, check)}`, ...reasons, ...more].join(
    '\n',
  );
}

const waved = {
  tracked: 'tracked: belongs to a known connection',
  unenforced: 'nothing enforces policy',
  itself: 'a pod always reaches itself',
  ICMP: 'ICMP error: NetworkPolicy does not judge it',
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
  }
}

/** What the packet wanted to do at the point where it was dropped. */
function deed(
  names: Names,
  { sourcePorts }: PortWalk,
  { kind, header }: TracedPacket,
  { point }: Check,
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

function missText(names: Names, direction: 'ingress' | 'egress', { policy, rule, wants }: Miss): string {
  const name = names.policy(policy);
  if (rule === undefined) return `${name} has no ${direction} rule`;
  const preposition = direction === 'ingress' ? 'from' : 'to';
  const wanted = [
    ...(wants.peers ? [`${preposition} ${list(wants.peers, 'or')}`] : []),
    ...(wants.ports ? [`on ${list(wants.ports, 'or')}`] : []),
  ];
  return `${name}, ${direction} rule ${rule}: only ${wanted.join(' ')}`;
}

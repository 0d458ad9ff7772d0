import { type Address, formatAddress } from '../addresses/address';
import { contains, subtract } from '../addresses/spans';
import type { CaseVerdict } from '../dataplane/attempt';
import type { Drop } from '../dataplane/check';
import type { Leg } from '../dataplane/leg';
import type { Network } from '../dataplane/network';
import type { CompiledPolicy, CompiledRule } from '../policy/compiledPolicy';
import { peersMatch, portsMatch, ruleMatches } from '../policy/match';
import { peerText } from '../policy/words';
import type { Names } from './names';

/** Rules that come near to letting a packet through, had it been what their author may have thought. */
export function ruleHints(network: Network, names: Names, verdict: CaseVerdict): readonly string[] {
  const [drop] = verdict.walks.flatMap(({ dropped }) => dropped ?? []);
  if (!drop) return [];
  return [
    ...serviceHints(network, names, drop, verdict),
    ...protocolHints(network, names, drop),
    ...proxyHints(network, names, drop, verdict),
  ];
}

/** Rules that would match, if policy saw what the client dialled. */
function serviceHints(
  { policies: set, settings }: Network,
  names: Names,
  { at, packet, check }: Drop,
  { leg }: CaseVerdict,
) {
  const { translation } = packet.header;
  const told = translation ?? leg.leadTo;
  if (!told || check.by !== 'policy' || check.decision.allowed || packet.kind.direction === 'reply')
    return [];
  const dialled = translation?.dialled.address;
  const { direction } = at;
  const flow = check.header ?? packet.header;
  const seen = flow.destinationPort;
  const judgement = { set, settings, direction, flow };
  const doors = doorsTold(names, leg).filter(({ port }) => port !== seen);
  return rulesOf(check.decision.isolatedBy, direction).flatMap(({ policy, rule }) => {
    const place = `${names.policy(policy)}, ${direction} rule ${rule.number}`;
    const isNamed = (port: number): boolean =>
      portsMatch({ ...judgement, flow: { ...flow, destinationPort: port } }, rule);
    const door = peersMatch(judgement, policy, rule) ? doors.find(({ port }) => isNamed(port)) : undefined;
    if (door)
      return `${place} names ${door.port}, the port of ${door.of}: ${door.name}:${door.port} leads to port ${seen} of ${names.party(flow.destination)}, and policy sees that. Name ${seen}.`;
    const isSeen = flow.destination.kind === 'service';
    const block = direction === 'egress' && dialled && !isSeen ? blockAround(rule, dialled) : undefined;
    return block && dialled
      ? `${place} names ${block}, which holds ${formatAddress(dialled)}, the address of the Service: policy sees that of ${names.party(flow.destination)}, ${formatAddress(flow.destination.address)}. Select the pods.`
      : [];
  });
}

/** The ports that a rule may name instead of the pod's: that of the Service, and the one on the nodes. */
function doorsTold(names: Names, { translation, leadTo }: Leg) {
  if (leadTo) return [{ name: names.service(leadTo.service), port: leadTo.port, of: 'the Service' }];
  if (!translation) return [];
  const { service, dialled, port, balancer } = translation;
  const of = dialled.kind === 'node' ? 'the node' : 'the Service';
  return [
    { name: names.party(dialled), port, of },
    ...(balancer ? [{ name: names.service(service), port: balancer.port, of: 'the Service' }] : []),
  ];
}

/** Rules that would match, if the packet were of TCP. */
function protocolHints({ policies: set, settings }: Network, names: Names, { at, packet, check }: Drop) {
  const { protocol, destinationPort: port } = check.header ?? packet.header;
  if (
    protocol === 'TCP' ||
    check.by !== 'policy' ||
    check.decision.allowed ||
    packet.kind.direction === 'reply'
  )
    return [];
  const flow = { ...(check.header ?? packet.header), protocol: 'TCP' } as const;
  const judgement = { set, settings, direction: at.direction, flow };
  return rulesOf(check.decision.isolatedBy, at.direction)
    .filter(({ policy, rule }) => peersMatch(judgement, policy, rule) && portsMatch(judgement, rule))
    .map(
      ({ policy, rule }) =>
        `${names.policy(policy)}, ${at.direction} rule ${rule.number} allows ${port}/TCP, and this is ${protocol}: a port without a protocol is TCP. Add protocol: ${protocol}.`,
    );
}

/** Rules that admit the client of a proxy, which policy never sees. */
function proxyHints(
  { policies: set, settings }: Network,
  names: Names,
  { at, packet, check }: Drop,
  { earlier }: CaseVerdict,
) {
  const way = earlier.find(({ leg }) => leg.purpose === 'way in');
  if (!way || at.direction !== 'ingress' || check.by !== 'policy' || check.decision.allowed) return [];
  const { source } = packet.header;
  const flow = { ...packet.header, source: way.leg.source };
  const judgement = { set, settings, direction: at.direction, flow };
  return rulesOf(check.decision.isolatedBy, at.direction)
    .filter(({ policy, rule }) => ruleMatches(judgement, policy, rule))
    .map(
      ({ policy, rule }) =>
        `${names.policy(policy)}, ingress rule ${rule.number} lets ${names.party(way.leg.source)} in, but policy sees ${names.party(source)}, which carries the request in and opens a connection of its own. Name its pods.`,
    );
}

function rulesOf(policies: readonly CompiledPolicy[], direction: 'ingress' | 'egress') {
  return policies.flatMap(policy => (policy.rules[direction] ?? []).map(rule => ({ policy, rule })));
}

function blockAround({ peers = [] }: CompiledRule, { family, value }: Address): string | undefined {
  for (const peer of peers)
    if (
      peer.kind === 'block' &&
      peer.family === family &&
      contains(subtract([peer.span], peer.except), value)
    )
      return peerText(peer.source);
  return undefined;
}

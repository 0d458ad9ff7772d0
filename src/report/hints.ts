import { type Address, formatAddress } from '../addresses/address';
import { contains, subtract } from '../addresses/spans';
import { podOf } from '../cluster/flow';
import type { CaseVerdict } from '../dataplane/attempt';
import type { Drop } from '../dataplane/check';
import { type Leg, legsOf } from '../dataplane/leg';
import type { Network } from '../dataplane/network';
import { isOfCluster } from '../dns/names';
import { type NearName, nearNames, nearNameText } from '../dns/nearNames';
import type { CompiledPolicy, CompiledRule } from '../policy/compiledPolicy';
import { peersMatch, portsMatch, ruleMatches } from '../policy/match';
import { peerText } from '../policy/words';
import { whyEmpty } from '../services/emptiness';
import { entranceHosts } from '../services/entrances/entrances';
import type { Names } from './names';

/** What may have been taken for something else: the port of a Service, its address, another name. */
export function hintsOf(network: Network, names: Names, verdict: CaseVerdict): readonly string[] {
  const [drop] = verdict.walks.flatMap(({ dropped }) => dropped ?? []);
  return [
    ...(drop
      ? [
          ...serviceHints(network, names, drop, verdict),
          ...protocolHints(network, names, drop),
          ...proxyHints(network, names, drop, verdict),
        ]
      : []),
    ...emptyHints(network, names, verdict),
    ...nameHints(network, names, verdict),
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

/** Why a Service has nobody behind it. */
function emptyHints(network: Network, names: Names, { leg, earlier, case: { lookup } }: CaseVerdict) {
  const { service, deadEnd, port: dialled = 0 } = leg.translation ?? {};
  const unready = lookup?.result.kind === 'NXDOMAIN' ? lookup.result.unready : undefined;
  const isEmpty = deadEnd === 'no endpoints' || deadEnd === 'no backend';
  const empty = isEmpty ? service : unready;
  const asked = empty?.ports.find(
    ({ port, nodePort, protocol }) => protocol === leg.protocol && [port, nodePort].includes(dialled),
  );
  const reason = empty && whyEmpty(network, empty, asked);
  const isProxied = earlier.some(({ leg: { purpose } }) => purpose === 'way in');
  const seen = isProxied ? ' The proxy answers 503.' : '';
  return empty && reason ? [`${names.service(empty)} has no endpoints: ${reason}.${seen}`] : [];
}

/** Names outside are those that the scenario lists. */
function outsideHint({ cluster }: Network, name: string): string {
  const isSite = entranceHosts(cluster).includes(name);
  const known = isSite
    ? `An Ingress or a route is for ${name}, but clients in the cluster look it up outside`
    : `${name} is a name outside the cluster, and nobody said who has it`;
  return `${known}: list it under "the external endpoints:".`;
}

/** For a name that does not exist, those that do. */
function nameHints(network: Network, { namespace }: Names, { kind, case: asked }: CaseVerdict) {
  if (kind !== 'unresolved' || asked.lookup?.result.kind !== 'NXDOMAIN') return [];
  const { name, queries } = asked.lookup;
  const [first = asked] = legsOf(asked);
  const client = podOf(first.source)?.namespace ?? namespace;
  const near: readonly NearName[] = nearNames(network, name, client);
  const isOutside = name.includes('.') && !isOfCluster(name) && queries.some(({ forwarded }) => forwarded);
  if (near.length === 0 && isOutside) return [outsideHint(network, name)];
  return near.map(nearNameText);
}

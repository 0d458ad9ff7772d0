import { type Address, formatAddress } from '../addresses/address';
import { contains, subtract } from '../addresses/spans';
import { type Flow, podOf } from '../cluster/flow';
import type { CaseVerdict } from '../dataplane/attempt';
import type { Drop } from '../dataplane/check';
import type { Leg } from '../dataplane/leg';
import type { Network } from '../dataplane/network';
import { oneItemOf } from '../diagnosis/fix/oneItem';
import { type OverlookedCode, overlookedFor } from '../diagnosis/overlooked';
import { list } from '../english/enumeration';
import { describeSelector } from '../kubernetes/selector';
import type { CompiledPolicy, CompiledRule } from '../policy/compiledPolicy';
import { type Judgement, peersMatch, portsMatch, ruleMatches } from '../policy/match';
import { peerText } from '../policy/words';
import type { Names } from './names';

/** Rules that come near to letting a packet through, had it been what their author may have thought. */
export function ruleHints(network: Network, names: Names, verdict: CaseVerdict): readonly string[] {
  if (verdict.kind === 'succeeds') return orHints(names, verdict);
  const [drop] = verdict.walks.flatMap(({ dropped }) => dropped ?? []);
  const denial = drop && denialOf(network, drop);
  if (!denial) return [];
  return [
    ...(denial.isOfReply ? [] : [...serviceHints(names, denial, verdict), ...protocolHints(names, denial)]),
    ...proxyHints(names, denial, verdict),
    ...overlookedHints(network, names, denial),
  ];
}

/** A packet that policy denied, and the rules that did not match it. */
interface Denial {
  readonly header: Flow;
  readonly isOfReply: boolean;
  /** With what the enforcement point read. */
  readonly judgement: Judgement;
  readonly rules: readonly { readonly policy: CompiledPolicy; readonly rule: CompiledRule }[];
}

function denialOf({ policies: set, settings }: Network, { at, packet, check }: Drop): Denial | undefined {
  if (check.by !== 'policy' || check.decision.allowed) return undefined;
  const { direction } = at;
  const { header, kind } = packet;
  return {
    header,
    isOfReply: kind.direction === 'reply',
    judgement: { set, settings, direction, flow: check.header ?? header },
    rules: check.decision.isolatedBy.flatMap(policy =>
      (policy.rules[direction] ?? []).map(rule => ({ policy, rule })),
    ),
  };
}

/** Rules that would match, if policy saw what the client dialled. */
function serviceHints(names: Names, { header, judgement, rules }: Denial, { leg }: CaseVerdict) {
  const { translation } = header;
  if (!translation && !leg.leadTo) return [];
  const dialled = translation?.dialled.address;
  const { direction, flow } = judgement;
  const seen = flow.destinationPort;
  const doors = doorsTold(names, leg).filter(({ port }) => port !== seen);
  return rules.flatMap(({ policy, rule }) => {
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
function protocolHints(names: Names, { judgement, rules }: Denial) {
  const { direction, flow } = judgement;
  const { protocol, destinationPort: port } = flow;
  if (protocol === 'TCP') return [];
  const overTcp = { ...judgement, flow: { ...flow, protocol: 'TCP' } } as const;
  return rules
    .filter(({ policy, rule: { ports = [], ...rule } }) => {
      const unsaid = { ...rule, ports: ports.filter(({ source }) => source.protocol === undefined) };
      return unsaid.ports.length > 0 && peersMatch(overTcp, policy, rule) && portsMatch(overTcp, unsaid);
    })
    .map(
      ({ policy, rule }) =>
        `${names.policy(policy)}, ${direction} rule ${rule.number} allows ${port}/TCP, and this is ${protocol}: a port without a protocol is TCP. Add protocol: ${protocol}.`,
    );
}

/** Rules that admit the client of a proxy, which policy never sees. */
function proxyHints(names: Names, { header, judgement, rules }: Denial, { earlier }: CaseVerdict) {
  const way = earlier.find(({ leg }) => leg.purpose === 'way in');
  if (!way || judgement.direction !== 'ingress') return [];
  const direct = { ...judgement, flow: { ...header, source: way.leg.source } };
  return rules
    .filter(({ policy, rule }) => ruleMatches(direct, policy, rule))
    .map(
      ({ policy, rule }) =>
        `${names.policy(policy)}, ingress rule ${rule.number} lets ${names.party(way.leg.source)} in, but policy sees ${names.party(header.source)}, which carries the request in and opens a connection of its own. Name its pods.`,
    );
}

/** Two selectors that may have been meant as one item, where one of the two let the packet through. */
function orHints(names: Names, { walks }: CaseVerdict) {
  const [request] = walks[0]?.trace ?? [];
  return (request?.checks ?? []).flatMap(({ point, ...check }) => {
    if (!('decision' in check) || !check.decision.allowed || check.decision.reason !== 'rule') return [];
    const { policy, rule: number } = check.decision.by;
    const rule = policy.rules[point.direction]?.[number - 1];
    return rule && oneItemOf(rule)
      ? `${names.policy(policy)}, ${point.direction} rule ${number}: namespaceSelector and podSelector stand in two items, each with its own dash: that is OR. For pods with these labels in these namespaces alone, write them in one item.`
      : [];
  });
}

const overlooked: Readonly<Record<OverlookedCode, (policy: CompiledPolicy) => string>> = {
  'policy-types': ({ source }) =>
    `but its policyTypes are ${list(source.spec.policyTypes ?? [])} alone, so nobody asks it`,
  'selects-nothing': ({ source, namespace }) =>
    `but the policy selects ${describeSelector(source.spec.podSelector)}, which no pod of ${namespace} is`,
};

/** Rules that fit, and are not asked. */
function overlookedHints(network: Network, names: Names, { judgement }: Denial) {
  const { direction, flow } = judgement;
  const pod = podOf(direction === 'egress' ? flow.source : flow.destination);
  if (!pod) return [];
  return overlookedFor(network, judgement, pod).map(
    ({ code, policy, rule }) =>
      `${names.policy(policy)}, ${direction} rule ${rule.number} would let it pass, ${overlooked[code](policy)}.`,
  );
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

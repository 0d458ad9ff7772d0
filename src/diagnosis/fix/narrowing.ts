import { blocksOf, formatBlock } from '../../addresses/block';
import { intersect, type Spans, subtract } from '../../addresses/spans';
import type { Network } from '../../dataplane/network';
import type { Peer, PolicyPort } from '../../kubernetes/objects';
import type { CompiledPeer, CompiledPolicy, CompiledRule } from '../../policy/compiledPolicy';
import { isolatingAt } from '../../policy/judge';
import { type Judgement, peerMatches, ruleMatches } from '../../policy/match';
import { type Edit, editOf } from './edit';
import { allBut, everyoneBut, otherPorts, without } from './everyoneBut';
import { selectorOf } from './kin';
import { judgementOf, type Need, policyPort } from './need';
import { newPolicy } from './newPolicy';
import { type PlainRule, rulesOf, withRules } from './ruleEdits';

/** Changes of which each, as a whole, closes one enforcement point for one packet. */
export function narrowingsAt(
  network: Network,
  need: Need,
  ways: readonly Narrowing[] = narrowings,
): readonly (readonly Edit[])[] {
  const judgement = judgementOf(network, need);
  const isolating = isolatingAt(judgement);
  if (isolating === 'not isolated') return ways === narrowings ? isolated(network, need) : [];
  if (typeof isolating === 'string') return [];
  const matching = isolating.filter(policy => rulesThatMatch(judgement, policy).length > 0);
  return ways.flatMap(narrow => {
    const edits = matching.map(policy =>
      narrowed(policy, judgement, need, rule => narrow(network, judgement, need, policy, rule)),
    );
    return edits.every(edit => edit !== undefined) ? [edits] : [];
  });
}

function rulesThatMatch(judgement: Judgement, policy: CompiledPolicy): readonly CompiledRule[] {
  return (policy.rules[judgement.direction] ?? []).filter(rule => ruleMatches(judgement, policy, rule));
}

export type Narrowing = (
  network: Network,
  judgement: Judgement,
  need: Need,
  policy: CompiledPolicy,
  rule: CompiledRule,
) => readonly PlainRule[] | undefined;

/** What may become of a rule that lets the packet through: other rules in its place; `undefined` where that is not to be done. */
const narrowings: readonly Narrowing[] = [
  /** Without the port. */
  (_network, _judgement, { protocol, ports: [first, end] }, _policy, rule) => {
    const left = (rule.ports ?? []).filter(
      ({ protocol: own, numbers }) => !(own === protocol && numbers?.[0] === first && numbers[1] === end),
    );
    return rule.ports && left.length > 0 && left.length < rule.ports.length
      ? [
          plainRule(
            rule,
            rule.peers?.map(({ source }) => source),
            left.map(({ source }) => source),
          ),
        ]
      : undefined;
  },
  /** Without the peers that match. */
  (_network, judgement, _need, policy, rule) => {
    if (!rule.peers) return undefined;
    const left = rule.peers.filter(peer => !peerMatches(judgement, policy, peer));
    return left.length > 0
      ? [
          plainRule(
            rule,
            left.map(({ source }) => source),
          ),
        ]
      : [];
  },
  /** With the peers narrowed by a label. */
  ({ cluster }, judgement, need, policy, rule) => {
    const peers = narrowedPeers(cluster, judgement, need, policy, rule);
    return peers && [plainRule(rule, peers)];
  },
  /** With the peers narrowed for this port alone. */
  ({ cluster }, judgement, need, policy, rule) => {
    const peers = narrowedPeers(cluster, judgement, need, policy, rule);
    const own = plainRule(
      rule,
      rule.peers?.map(({ source }) => source),
    );
    return peers && !rule.ports
      ? [
          { ...own, ports: otherPorts(need) },
          { peers, ports: [policyPort(need)] },
        ]
      : undefined;
  },
  /** All but this, where a rule is for anyone. */
  ({ cluster }, _judgement, need, _policy, rule) =>
    rule.peers || rule.ports ? undefined : allBut(cluster, need),
  /** Everybody else, where a rule is for anyone on some ports. */
  ({ cluster }, _judgement, need, _policy, rule) => {
    const peers = rule.peers || !rule.ports ? undefined : everyoneBut(cluster, need);
    return peers && [plainRule(rule, peers)];
  },
  /** With exceptions in the blocks that match. */
  (_network, judgement, need, policy, rule) => {
    const peers = rule.peers?.map(peer =>
      peerMatches(judgement, policy, peer) ? excepted(peer, need) : [peer.source],
    );
    if (!peers?.every(each => each !== undefined)) return undefined;
    const left = peers.flat();
    return left.length > 0 ? [plainRule(rule, left)] : [];
  },
  /** Without the rule. */
  () => [],
];

/** The peers of a rule without the need's and its kin, where one label tells them. */
function narrowedPeers(
  cluster: Network['cluster'],
  judgement: Judgement,
  { peer }: Need,
  policy: CompiledPolicy,
  rule: CompiledRule,
): readonly Peer[] | undefined {
  if (peer.kind !== 'pod' || !rule.peers) return undefined;
  const own = selectorOf(cluster, peer.pod);
  const peers: Peer[] = [];
  for (const each of rule.peers) {
    const isMeant = peerMatches(judgement, policy, each);
    const podSelector =
      isMeant && each.kind === 'pods' ? without(each.source.podSelector ?? {}, own) : undefined;
    if (isMeant && !podSelector) return undefined;
    if (podSelector !== 'nobody') peers.push(podSelector ? { ...each.source, podSelector } : each.source);
  }
  return peers.length > 0 ? peers : undefined;
}

/** What is left of a block without the addresses that are meant: with exceptions, or as the blocks that are left, or none. */
function excepted(peer: CompiledPeer, { peer: party, ranges }: Need): readonly Peer[] | undefined {
  const { ipBlock } = peer.source;
  if (peer.kind !== 'block' || party.kind !== 'external' || !ipBlock) return undefined;
  const asked = ranges ?? [[party.address.value, party.address.value + 1n]];
  const cidrs = (spans: Spans<bigint>): readonly string[] =>
    spans.flatMap(span => blocksOf(peer.family, span)).map(formatBlock);
  const blocks = cidrs(intersect([peer.span], asked));
  const left = cidrs(subtract(subtract([peer.span], peer.except), asked));
  if (left.length === 0) return [];
  if (Math.min(blocks.length, left.length) > mostExceptions) return undefined;
  if (left.length < blocks.length) return left.map(cidr => ({ ipBlock: { cidr } }));
  const except = [...(ipBlock.except ?? []).filter(cidr => !blocks.includes(cidr)), ...blocks];
  return [{ ...peer.source, ipBlock: { ...ipBlock, except } }];
}

const mostExceptions = 16;

function plainRule(
  { ports }: CompiledRule,
  peers: readonly Peer[] | undefined,
  others: readonly PolicyPort[] | undefined = ports?.map(({ source }) => source),
): PlainRule {
  return { ...(peers && { peers }), ...(others && { ports: others }) };
}

function narrowed(
  policy: CompiledPolicy,
  judgement: Judgement,
  { direction }: Need,
  narrow: (rule: CompiledRule) => readonly PlainRule[] | undefined,
): Edit | undefined {
  const plain = rulesOf(policy.source, direction);
  const rules: PlainRule[] = [];
  for (const rule of policy.rules[direction] ?? []) {
    const own = plain[rule.number - 1];
    const next = ruleMatches(judgement, policy, rule) ? narrow(rule) : own && [own];
    if (!next) return undefined;
    rules.push(...next);
  }
  return editOf(policy, withRules(policy.source, direction, rules));
}

/** A new policy that allows all but this. */
function isolated(network: Network, need: Need): readonly (readonly Edit[])[] {
  const rules = allBut(network.cluster, need);
  return rules ? [[newPolicy(network, need, 'limit', rules)]] : [];
}

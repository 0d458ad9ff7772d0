import { formatAddress } from '../addresses/address';
import { formatPorts } from '../addresses/port';
import type { Span } from '../addresses/spans';
import { namespaceNameLabel } from '../cluster/cluster';
import { podOf } from '../cluster/flow';
import { portsOf } from '../cluster/pod';
import type { Reason, ReasonCode } from '../diagnosis/reasons';
import { list } from '../english/enumeration';
import type { Labels, Peer } from '../kubernetes/objects';
import type { CompiledRule } from '../policy/compiledPolicy';
import { type Judgement, peerOf } from '../policy/match';
import { peerText, portText } from '../policy/words';
import type { Names } from './names';

/** A rule that did not match, and the packet that it did not match. */
interface Missed {
  readonly names: Names;
  readonly judgement: Judgement;
  readonly reason: Reason;
  /** Of whoever receives; a reply goes to any port that a client may have. */
  readonly ports: Span<number>;
}

/** What does not fit, after the rule; a code that has no words of its own names what the rule asks for. */
const words: Readonly<Record<ReasonCode, (missed: Missed) => string>> = {
  except: missed =>
    `fits but for the address: ${addressText(missed)} is among the exceptions of ${named(missed)}`,
  'block-of-pods': missed =>
    `names ${peersText(missed)}, where ${addressText(missed)} is, but with this CNI no ipBlock matches a pod`,
  block: missed =>
    `fits but for the address: it names ${peersText(missed)}, and this is ${addressText(missed)}`,
  namespace: missed =>
    `fits but for the namespace: it names ${peersText(missed)}, and ${namespaceText(missed)}`,
  labels: missed => `fits but for the labels: it names ${peersText(missed)}, and ${labelsText(missed)}`,
  peer: missed => `fits but for the peer: it names ${peersText(missed)}, and this is ${partyText(missed)}`,
  protocol: missed =>
    `fits but for the protocol: it names ${portsText(missed)}, and this is ${seenText(missed)}`,
  port: missed => `fits but for the port: it names ${portsText(missed)}, and this is ${seenText(missed)}`,
  'port-name': missed =>
    `fits but for the port: it names ${portsText(missed)}, ${namedPortText(missed)}, and this is ${seenText(missed)}`,
  'no-rule': () => 'allows nothing',
  'peer-and-port': missed => `names only ${peersText(missed)}, on ${portsText(missed)}`,
};

/** A line for each rule, `allow-web, ingress rule 1 fits but for the port: …`, and one for all policies without a rule. */
export function reasonTexts(missed: Omit<Missed, 'reason'>, reasons: readonly Reason[]): readonly string[] {
  const { names, judgement } = missed;
  const idle = reasons.filter(({ rule }) => !rule).map(({ policy }) => names.policy(policy));
  return [
    ...reasons.flatMap(reason => (reason.rule ? reasonText({ ...missed, reason }, reason.rule) : [])),
    ...(idle.length > 0
      ? [`${list(idle)} ${idle.length > 1 ? 'have' : 'has'} no ${judgement.direction} rule`]
      : []),
  ];
}

function reasonText(missed: Missed, { number }: CompiledRule): string {
  const { names, reason, judgement } = missed;
  return `${names.policy(reason.policy)}, ${judgement.direction} rule ${number} ${words[reason.code](missed)}`;
}

function peersText(missed: Missed): string {
  const { peers = [] } = missed.reason.rule ?? {};
  return list(
    peers.map(({ source }) => peerText(source) + elsewhere(missed, source)),
    'or',
  );
}

function named({ reason: { peer } }: Missed): string {
  return peer ? peerText(peer.source) : 'the block';
}

/** A selector of pods alone is about the policy's own namespace: what is said where the other end is of another. */
function elsewhere(
  { judgement, reason: { policy } }: Missed,
  { podSelector, namespaceSelector }: Peer,
): string {
  const peer = podOf(peerOf(judgement));
  const isElsewhere = peer !== undefined && peer.namespace !== policy.namespace;
  return podSelector && !namespaceSelector && isElsewhere ? ` in namespace ${policy.namespace}` : '';
}

function portsText({ reason: { rule } }: Missed): string {
  return list(
    (rule?.ports ?? []).map(({ source }) => portText(source)),
    'or',
  );
}

function seenText({ judgement: { flow }, ports }: Missed): string {
  return `${formatPorts([ports])}/${flow.protocol}`;
}

function partyText({ names, judgement }: Missed): string {
  return names.party(peerOf(judgement));
}

function addressText(missed: Missed): string {
  const party = peerOf(missed.judgement);
  const address = formatAddress(party.address);
  const name = partyText(missed);
  return name === address ? address : `${address} (${name})`;
}

/** The labels by which a pod could be selected, those first that the rule asks for. */
function labelsText(missed: Missed): string {
  const {
    reason: { peer },
    judgement,
  } = missed;
  const pod = podOf(peerOf(judgement));
  const { matchLabels = {}, matchExpressions = [] } = peer?.source.podSelector ?? {};
  const asked = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
  return `${partyText(missed)} ${bearsText(pod?.labels ?? {}, asked)}`;
}

function namespaceText(missed: Missed): string {
  const {
    reason: { peer },
    judgement,
  } = missed;
  const { namespace = '' } = podOf(peerOf(judgement)) ?? {};
  const asked = peer?.source.namespaceSelector;
  if (!asked) return `${partyText(missed)} is in namespace ${namespace}`;
  const { matchLabels = {}, matchExpressions = [] } = asked;
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
  const labels = judgement.set.labelsOfNamespace(namespace);
  const own = keys.includes(namespaceNameLabel) ? labels : withoutName(labels);
  return `namespace ${namespace} ${bearsText(own, keys)}`;
}

function withoutName({ [namespaceNameLabel]: _, ...others }: Labels): Labels {
  return others;
}

const mostLabels = 3;

/** `is app=web`, `has no label tier`. */
function bearsText(labels: Labels, asked: readonly string[]): string {
  const borne = asked.filter(key => Object.hasOwn(labels, key));
  const shown = borne.length > 0 ? borne : Object.keys(labels);
  if (shown.length === 0) return 'has no labels';
  const more = shown.length > mostLabels ? ', …' : '';
  return `is ${shown
    .slice(0, mostLabels)
    .map(key => `${key}=${labels[key]}`)
    .join(',')}${more}`;
}

/** What the destination means by the name of a port. */
function namedPortText({ names, judgement: { flow }, reason: { port } }: Missed): string {
  const { destination } = flow;
  const pod = podOf(destination);
  const declared = pod ? portsOf(pod).filter(({ name }) => name === port?.name) : [];
  const numbers = declared.map(({ port: number, protocol }) => `${number}/${protocol}`);
  return numbers.length === 0
    ? `which ${names.party(destination)} has not`
    : `which is ${list(numbers)} on ${names.party(destination)}`;
}

/**
 * A second opinion on reachability, to compare the engine with. It reads every policy anew for every packet,
 * in the words of the API, and shares no code with the engine: slow and plain on purpose.
 */
import type { Address } from '../addresses/address';
import type { Cluster } from '../cluster/cluster';
import type { Flow, Party } from '../cluster/flow';
import type { Pod } from '../cluster/pod';
import type {
  LabelExpression,
  LabelSelector,
  Labels,
  NetworkPolicy,
  Peer,
  PolicyPort,
  PolicyType,
} from '../kubernetes/objects';
import type { Direction, Model, Phase } from '../settings/models';
import { contains } from './naiveBlock';
import { type FirewallStop, firewallStop, type JudgedFirewalls } from './naiveFirewall';

/** Every policy bears its namespace; defaults need not be applied. */
export interface JudgedWorld {
  readonly cluster: Pick<Cluster, 'namespaces' | 'pods'>;
  readonly policies: readonly NetworkPolicy[];
  readonly model: Model;
  readonly firewalls?: JudgedFirewalls;
}

/** One end of a flow: its client, or its server. */
type End = 'source' | 'destination';

export type NaiveVerdict =
  | { readonly kind: 'succeeds' }
  | { readonly kind: 'refused' }
  | ({ readonly kind: 'fails'; readonly packet: Phase; readonly end: End } & Stop);

/** Of which direction, and by what: NetworkPolicy, unless a filter of the cloud is named. */
interface Stop {
  readonly direction: Direction;
  readonly filter?: FirewallStop['filter'];
}

export function naiveVerdict(world: JudgedWorld, flow: Flow): NaiveVerdict {
  for (const packet of conversation(flow)) {
    const stop = whereStopped(world, packet, flow);
    if (stop) {
      const end = stop.direction === 'egress' ? packet.sender : packet.receiver;
      return { kind: 'fails', packet: packet.phase, end, ...stop };
    }
  }
  return { kind: isClosed(flow) ? 'refused' : 'succeeds' };
}

/** Does NetworkPolicy let the packet out of its sender, or into its receiver? No model, no memory. */
export function naivelyAllowed(world: JudgedWorld, packet: Flow, direction: Direction): boolean {
  const { source, destination } = packet;
  const [subject, peer] = direction === 'egress' ? [source, destination] : [destination, source];
  if (subject.kind !== 'pod' || isExempt(subject.pod, peer)) return true;

  const isolating = world.policies.filter(policy => isolates(policy, subject.pod, direction));
  if (isolating.length === 0) return true;

  // kubernetes.io, Network Policies: policies do not conflict, they are additive.
  return isolating.some(policy =>
    rulesOf(policy, direction).some(
      ({ ports, peers }) =>
        (ports.length === 0 || ports.some(port => matchesPort(port, packet))) &&
        (peers.length === 0 || peers.some(each => matchesPeer(each, peer, policy, world))),
    ),
  );
}

// The conversation.

interface Packet {
  readonly phase: Phase;
  readonly header: Flow;
  readonly sender: End;
  readonly receiver: End;
  readonly isIcmp?: boolean;
}

/** What the two ends send each other, in order, as long as nothing is stopped. */
function conversation(flow: Flow): readonly Packet[] {
  const there = { header: flow, sender: 'source', receiver: 'destination' } as const;
  const back = { header: turned(flow), sender: 'destination', receiver: 'source' } as const;
  const request: Packet = { ...there, phase: 'request' };
  const reply: Packet = { ...back, phase: 'reply' };

  if (!isClosed(flow)) return [request, reply, { ...there, phase: 'later' }, { ...back, phase: 'later' }];
  // A closed port answers with RST (RFC 9293) or ABORT (RFC 9260), but in UDP with an ICMP error (RFC 1122, 4.1.3.1).
  return flow.protocol === 'UDP' ? [request, { ...reply, isIcmp: true }] : [request, reply];
}

function turned({ source, destination, protocol, sourcePort, destinationPort }: Flow): Flow {
  return {
    source: destination,
    destination: source,
    protocol,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
  };
}

function isClosed({ destination, protocol, destinationPort }: Flow): boolean {
  const pod = destination.kind === 'pod' || destination.kind === 'node' ? destination.pod : undefined;
  if (pod === undefined || pod.listening.kind !== 'only') return false;
  return !pod.listening.ports.some(open => open.protocol === protocol && open.port === destinationPort);
}

/** A packet leaves one end before it comes to the other; the model says which of the two look at it. */
function whereStopped(
  world: JudgedWorld,
  { header, phase, isIcmp = false }: Packet,
  request: Flow,
): Stop | undefined {
  // kubernetes.io, Network Policies, defines policy for TCP, UDP and SCTP only.
  const isStopped = (direction: Direction): boolean =>
    !isIcmp && world.model[phase].includes(direction) && !naivelyAllowed(world, header, direction);
  if (isStopped('egress')) return { direction: 'egress' };
  const { source, destination } = header;
  const isInside = source.kind === 'pod' && isExempt(source.pod, destination) && destination.kind === 'pod';
  const stop = isInside
    ? undefined
    : firewallStop(world.firewalls ?? noFirewalls, { header, isIcmp, request });
  if (stop) return stop;
  return isStopped('ingress') ? { direction: 'ingress' } : undefined;
}

const noFirewalls: JudgedFirewalls = { acls: [], groups: [] };

// Whom a policy isolates.

/**
 * kubernetes.io, Network Policies: a pod cannot block access to itself, and traffic to and from its
 * node always passes. (NetworkPolicySpec.ingress promises only what comes from the node.)
 */
function isExempt(pod: Pod, peer: Party): boolean {
  if (peer.kind === 'pod') return peer.pod === pod;
  if (peer.kind !== 'node') return false;
  return peer.isLocal === true || (peer.node !== undefined && peer.node === pod.node);
}

/** kubernetes.io, Network Policies, "The two sorts of pod isolation": selected, and for that direction. */
function isolates(policy: NetworkPolicy, pod: Pod, direction: Direction): boolean {
  return (
    policy.metadata.namespace === pod.namespace &&
    selects(policy.spec.podSelector, pod.labels) &&
    policyTypesOf(policy).includes(direction === 'ingress' ? 'Ingress' : 'Egress')
  );
}

/** NetworkPolicySpec.policyTypes: by default Ingress, and Egress if there is an egress rule. */
function policyTypesOf({ spec: { policyTypes = [], egress = [] } }: NetworkPolicy): readonly PolicyType[] {
  if (policyTypes.length > 0) return policyTypes;
  return egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** NetworkPolicyIngressRule, NetworkPolicyEgressRule: in both, a list that is missing is an empty one. */
function rulesOf({ spec }: NetworkPolicy, direction: Direction) {
  return direction === 'ingress'
    ? (spec.ingress ?? []).map(({ ports = [], from: peers = [] }) => ({ ports, peers }))
    : (spec.egress ?? []).map(({ ports = [], to: peers = [] }) => ({ ports, peers }));
}

/** NetworkPolicyPort: the destination's, in either direction; source ports cannot be matched. */
function matchesPort({ protocol = 'TCP', port, endPort }: PolicyPort, packet: Flow): boolean {
  if (protocol !== packet.protocol) return false;
  if (port === undefined) return true;
  if (typeof port === 'string') return namesPort(port, packet);
  return port <= packet.destinationPort && packet.destinationPort <= (endPort ?? port);
}

/** NetworkPolicyPort.port: a named port "on a pod", so no port of a node or an address has a name. */
function namesPort(name: string, { destination, protocol, destinationPort }: Flow): boolean {
  if (destination.kind !== 'pod' || destination.pod.listening.kind === 'everything') return false;
  return destination.pod.listening.ports.some(
    port => port.name === name && port.protocol === protocol && port.port === destinationPort,
  );
}

/**
 * NetworkPolicyPeer. Its selectors stand for pods: for no node, no address outside, however empty they are.
 * kubernetes.io, Network Policies, "NetworkPolicy and hostNetwork pods": most often such a pod is its node.
 */
function matchesPeer(peer: Peer, party: Party, policy: NetworkPolicy, { cluster }: JudgedWorld): boolean {
  const { ipBlock, namespaceSelector, podSelector } = peer;
  if (ipBlock !== undefined) return matchesBlock(ipBlock, party.address);
  if (party.kind !== 'pod') return false;
  const { namespace, labels } = party.pod;
  // NetworkPolicyPeer.namespaceSelector missing: the policy's own namespace; .podSelector missing: all pods.
  const isInNamespace =
    namespaceSelector === undefined
      ? namespace === policy.metadata.namespace
      : selects(namespaceSelector, labelsOfNamespace(namespace, cluster));
  return isInNamespace && (podSelector === undefined || selects(podSelector, labels));
}

/** kubernetes.io, Network Policies, "Targeting a Namespace by its name": the control plane sets the label. */
function labelsOfNamespace(name: string, { namespaces }: JudgedWorld['cluster']): Labels {
  return { ...namespaces.get(name), 'kubernetes.io/metadata.name': name };
}

/** IPBlock.cidr, less what IPBlock.except lists. */
function matchesBlock({ cidr, except = [] }: NonNullable<Peer['ipBlock']>, address: Address): boolean {
  return contains(cidr, address) && !except.some(excepted => contains(excepted, address));
}

/** LabelSelector of meta/v1: everything in it is ANDed. */
function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  const pairs = Object.entries(matchLabels).map(
    ([key, value]): LabelExpression => ({ key, operator: 'In', values: [value] }),
  );
  return [...pairs, ...matchExpressions].every(expression => holds(expression, labels));
}

function holds({ key, operator, values = [] }: LabelExpression, labels: Labels): boolean {
  // Object.hasOwn: "constructor" is a valid key, and every object inherits one.
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  const isListed = value !== undefined && values.includes(value);
  switch (operator) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

import { contains } from '../addresses/spans';
import type { Flow, Party } from '../cluster/flow';
import { type Pod, portsOf } from '../cluster/pod';
import type { Service } from '../cluster/service';
import type { Direction } from '../kubernetes/objects';
import type { Settings } from '../settings/settings';
import type { CompiledPeer, CompiledPolicy, CompiledPort, CompiledRule, PodsPeer } from './compiledPolicy';
import type { PolicySet } from './policySet';
import { coversServicePort } from './serviceMatch';

/** What a packet is judged against. */
export interface Judgement {
  readonly set: PolicySet;
  readonly settings: Settings;
  readonly direction: Direction;
  readonly flow: Flow;
}

/** The other end, as seen from the enforcement point. */
export function peerOf({ direction, flow }: Judgement): Party {
  return direction === 'ingress' ? flow.source : flow.destination;
}

export function ruleMatches(judgement: Judgement, policy: CompiledPolicy, rule: CompiledRule): boolean {
  const { peers } = rule;
  if (!peers) return portsMatch(judgement, rule);
  return peers.some(peer => peerMatches(judgement, policy, peer) && portsMatchAt(judgement, rule, peer));
}

/** A peer that selects pods stands for the address of their Service as well, and its ports for the Service's. */
function portsMatchAt(judgement: Judgement, rule: CompiledRule, peer: CompiledPeer): boolean {
  const { direction, flow } = judgement;
  const { destination } = flow;
  return direction === 'egress' && destination.kind === 'service' && peer.kind === 'pods'
    ? servicePortsMatch(judgement, rule, destination.service)
    : portsMatch(judgement, rule);
}

/** Where a Service stands for its pods, its ports stand for theirs. */
function servicePortsMatch({ set, flow }: Judgement, { ports }: CompiledRule, service: Service): boolean {
  const { protocol, destinationPort } = flow;
  return (
    !ports ||
    ports.some(
      port =>
        port.protocol === protocol &&
        coversServicePort(port, service, set.portsBehind(service), destinationPort),
    )
  );
}

export function peersMatch(judgement: Judgement, policy: CompiledPolicy, { peers }: CompiledRule): boolean {
  return !peers || peers.some(peer => peerMatches(judgement, policy, peer));
}

export function portsMatch(judgement: Judgement, { ports }: CompiledRule): boolean {
  return !ports || ports.some(port => portMatches(judgement, port));
}

export function peerMatches(judgement: Judgement, policy: CompiledPolicy, peer: CompiledPeer): boolean {
  const party = peerOf(judgement);
  if (peer.kind === 'block') {
    if (party.kind !== 'external' && judgement.settings['address-blocks'] === 'outside-only') return false;
    const { family, value } = party.address;
    return (
      family === peer.family && peer.span[0] <= value && value < peer.span[1] && !contains(peer.except, value)
    );
  }
  const bearer = bearerOf(judgement, party);
  return bearer !== undefined && names(judgement.set, policy, peer, bearer);
}

/** Whoever has a namespace and labels, as pods do. */
export type Bearer = Pick<Pod, 'namespace' | 'labels'>;

/** Whether a peer selects it. */
export function names(set: PolicySet, policy: CompiledPolicy, peer: PodsPeer, bearer: Bearer): boolean {
  return looksInto(set, policy, peer, bearer.namespace) && peer.pods(bearer.labels);
}

/** Whether a peer is about a namespace: those that it selects, else that of its policy. */
export function looksInto(
  set: PolicySet,
  policy: CompiledPolicy,
  peer: PodsPeer,
  namespace: string,
): boolean {
  return peer.namespaces ? peer.namespaces(set.labelsOfNamespace(namespace)) : namespace === policy.namespace;
}

/**
 * Whose namespace and labels a selector reads: a Service whose address is judged stands for the pods that it selects
 * (amazon-network-policy-controller-k8s, pkg/resolvers/endpoints.go).
 */
function bearerOf({ settings, direction }: Judgement, party: Party): Bearer | undefined {
  if (party.kind === 'pod') return party.pod;
  const isNamed = settings['service-addresses'] === 'judged-first' && direction === 'egress';
  if (party.kind !== 'service' || !isNamed) return undefined;
  const { namespace, selector = {} } = party.service;
  return { namespace, labels: selector };
}

/** Ports are always those of the destination, in egress rules as well (NetworkPolicyPort.port). */
function portMatches({ flow, settings }: Judgement, port: CompiledPort): boolean {
  if (port.protocol !== flow.protocol) return false;
  if (port.name !== undefined) return namedPortMatches(flow, port.name, settings);
  return !port.numbers || (port.numbers[0] <= flow.destinationPort && flow.destinationPort < port.numbers[1]);
}

/** A name is looked up on the destination pod: name, number and protocol must all agree. */
function namedPortMatches(
  { destination, protocol, destinationPort }: Flow,
  name: string,
  settings: Settings,
): boolean {
  if (destination.kind !== 'pod') return settings['named-port-outside'] === 'matches-every-port';
  return portsOf(destination.pod).some(
    declared => declared.name === name && declared.port === destinationPort && declared.protocol === protocol,
  );
}

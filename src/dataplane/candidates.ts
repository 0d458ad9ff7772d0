import { type Address, type Family, families } from '../addresses/address';
import { familiesIn } from '../addresses/addressSet';
import { contains, cutAt, type Span, type Spans, spansOf } from '../addresses/spans';
import type { Endpoint } from '../cluster/endpoint';
import type { Party } from '../cluster/flow';
import { labelsKey, type Pod, podKey } from '../cluster/pod';
import { firewallKey } from './firewalls';
import type { Network } from './network';

/** One of the parties that an endpoint stands for, and that no rule can tell from the others it stands for. */
export interface Candidate {
  readonly party: Party;
  readonly range?: Spans<bigint>;
  /** Another of the same class, to talk to one of its own kind. */
  readonly sibling?: Party;
}

/** The parties to ask for an endpoint: one of each class that rules can tell apart. */
export function candidatesOf(network: Network, endpoint: Endpoint): readonly Candidate[] {
  switch (endpoint.kind) {
    case 'pods':
      return podCandidates(network, endpoint);
    case 'node':
      return (endpoint.address ? [endpoint.address] : network.addresses.ofNode(endpoint.node)).map(
        address => ({
          party: {
            kind: 'node',
            address,
            ...(endpoint.node !== '' && { node: endpoint.node }),
            ...(endpoint.isLocal && { isLocal: true }),
          },
        }),
      );
    case 'service':
    case 'name':
    case 'site':
      return [];
    case 'external':
      return familiesIn(endpoint.addresses).flatMap(family =>
        addressClasses(network, family, endpoint.addresses[family]).map(range => ({
          party: { kind: 'external', name: endpoint.name, address: firstOf(family, range) },
          range,
        })),
      );
  }
}

/** Replicas that no rule can tell apart are asked once. */
function podCandidates(
  network: Network,
  { pods, address }: Endpoint & { kind: 'pods' },
): readonly Candidate[] {
  const classes = new Map<string, { party: Party; sibling?: Party }>();
  for (const pod of pods)
    for (const party of partiesOf(network, pod, address)) {
      const key = pods.length === 1 ? `${classes.size}` : classKey(network, pod, party);
      const known = classes.get(key);
      if (!known) classes.set(key, { party });
      else if (!known.sibling) known.sibling = party;
    }
  return [...classes.values()];
}

/** The address that was written, else the first of each family. */
function partiesOf(network: Network, pod: Pod, written: Address | undefined): readonly Party[] {
  const { addresses } = network;
  const perFamily = written
    ? [written]
    : families.flatMap(family => addresses.ofPod(pod).find(address => address.family === family) ?? []);
  return perFamily.map(address => partyOf(network, pod, address));
}

/** A pod at one of its addresses; one with hostNetwork may count as its node. */
export function partyOf({ settings }: Network, pod: Pod, address: Address): Party {
  return pod.hostNetwork && settings['host-network-pods'] === 'as-node'
    ? { kind: 'node', pod, address, ...(pod.node !== undefined && { node: pod.node }) }
    : { kind: 'pod', pod, address };
}

/** The same for pods that no rule can tell apart. */
export function classKey(network: Network, pod: Pod, party: Party): string {
  const { namespace, listening, node, hostNetwork, bare } = pod;
  const { family, value } = party.address;
  const blocks = memberships(network.namedSpans[family], value);
  return JSON.stringify([
    namespace,
    labelsKey(pod),
    listening,
    node,
    hostNetwork,
    bare,
    family,
    blocks,
    firewallKey(network.firewalls, party),
    network.untracked.get(podKey(pod)),
    network.starting.has(podKey(pod)),
  ]);
}

/** Addresses that the same blocks hold, as one set; the set is cut wherever a block begins or ends. */
function addressClasses(network: Network, family: Family, set: Spans<bigint>): readonly Spans<bigint>[] {
  const spans = network.namedSpans[family];
  const classes = new Map<string, Span<bigint>[]>();
  for (const piece of cutAt(set, spans.flat())) {
    const key = memberships(spans, piece[0]);
    classes.set(key, [...(classes.get(key) ?? []), piece]);
  }
  return [...classes.values()].map(spansOf);
}

/** Which of the spans hold an address. */
export function memberships(spans: readonly Span<bigint>[], value: bigint): string {
  return spans.map(span => contains([span], value)).join();
}

function firstOf(family: Family, range: Spans<bigint>): Address {
  return { family, value: range[0]?.[0] ?? 0n };
}

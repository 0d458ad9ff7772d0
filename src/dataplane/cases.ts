import { type Address, type Family, families } from '../addresses/address';
import { familiesIn } from '../addresses/addressSet';
import { allPorts, type Protocol } from '../addresses/port';
import { contains, cutAt, intersect, type Span, type Spans, spansOf } from '../addresses/spans';
import type { Endpoint } from '../cluster/endpoint';
import type { Party } from '../cluster/flow';
import { type Pod, portsOf } from '../cluster/pod';
import { portEdges } from '../policy/edges';
import type { Network } from './network';

/** The ports a question asks about. */
export type PortQuestion =
  | { readonly kind: 'numbers'; readonly protocol: Protocol; readonly span: Span<number> }
  | { readonly kind: 'name'; readonly protocol: Protocol; readonly name: string }
  /** Each port that the destination listens on; every TCP port where nothing is known of it. */
  | { readonly kind: 'listening' };

/** May the source open a connection to the destination? Every case must agree. */
export interface Question {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly ports: PortQuestion;
}

/** One pair of parties and ports that no rule can tell apart: one attempt answers for all of them. */
export interface Case {
  readonly source: Party;
  readonly destination: Party;
  readonly protocol: Protocol;
  readonly ports: Span<number>;
  /** Where an end is outside the cluster: all addresses that stand behind it. */
  readonly ranges: { readonly source?: Spans<bigint>; readonly destination?: Spans<bigint> };
}

interface Candidate {
  readonly party: Party;
  readonly range?: Spans<bigint>;
  /** Another of the same class, to talk to one of its own kind. */
  readonly sibling?: Party;
}

export function casesOf(network: Network, { source, destination, ports }: Question): readonly Case[] {
  const sources = candidatesOf(network, source);
  const destinations = candidatesOf(network, destination);
  return sources.flatMap(from =>
    destinations
      .filter(to => to.party.address.family === from.party.address.family)
      .flatMap(to => {
        const pair = { source: from.party, destination: apart(from, to) };
        const ranges = {
          ...(from.range && { source: from.range }),
          ...(to.range && { destination: to.range }),
        };
        return askedPorts(network, pair, ports).map(asked => ({ ...pair, ...asked, ranges }));
      }),
  );
}

/** A workload that talks to itself means one replica to another, where there is another. */
function apart(from: Candidate, to: Candidate): Party {
  const same =
    from.party.kind !== 'external' &&
    to.party.kind !== 'external' &&
    from.party.pod &&
    from.party.pod === to.party.pod;
  return same && to.sibling ? to.sibling : to.party;
}

function candidatesOf(network: Network, endpoint: Endpoint): readonly Candidate[] {
  switch (endpoint.kind) {
    case 'pods':
      return podCandidates(network, endpoint);
    case 'node':
      return (endpoint.address ? [endpoint.address] : network.addresses.ofNode(endpoint.node)).map(
        address => ({
          party: { kind: 'node', node: endpoint.node, address },
        }),
      );
    case 'external':
      return familiesIn(endpoint.addresses).flatMap(family =>
        addressClasses(network, family, endpoint.addresses[family]).map(range => ({
          party: { kind: 'external', name: endpoint.name, address: firstOf(family, range) },
          range,
        })),
      );
    default:
      return unreachable(endpoint);
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
      const key = pods.length === 1 ? `${classes.size}` : classKey(network, pod, party.address);
      const known = classes.get(key);
      if (!known) classes.set(key, { party });
      else if (!known.sibling) known.sibling = party;
    }
  return [...classes.values()];
}

/** The address that was written, else the first of each family; a pod with hostNetwork may count as its node. */
function partiesOf(
  { addresses, settings }: Network,
  pod: Pod,
  written: Address | undefined,
): readonly Party[] {
  const isNode = pod.hostNetwork && settings['host-network-pods'] === 'as-node';
  const perFamily = written
    ? [written]
    : families.flatMap(family => addresses.ofPod(pod).find(address => address.family === family) ?? []);
  return perFamily.map(address =>
    isNode
      ? { kind: 'node', pod, address, ...(pod.node !== undefined && { node: pod.node }) }
      : { kind: 'pod', pod, address },
  );
}

function classKey(
  network: Network,
  { namespace, labels, listening, node }: Pod,
  { family, value }: Address,
): string {
  const spans = network.namedSpans[family];
  const labelKey = JSON.stringify(Object.entries(labels).sort());
  return [namespace, labelKey, JSON.stringify(listening), node, family, memberships(spans, value)].join('\n');
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

function memberships(spans: readonly Span<bigint>[], value: bigint): string {
  return spans.map(span => (contains([span], value) ? '1' : '0')).join('');
}

function firstOf(family: Family, range: Spans<bigint>): Address {
  return { family, value: range[0]?.[0] ?? 0n };
}

interface AskedPorts {
  readonly protocol: Protocol;
  readonly ports: Span<number>;
}

function askedPorts(
  network: Network,
  { source, destination }: Pick<Case, 'source' | 'destination'>,
  question: PortQuestion,
): readonly AskedPorts[] {
  return rawPorts(destination, question).flatMap(({ protocol, ports }) => {
    const edges = [
      ...portEdges(network.policies, protocol, source, destination),
      ...listeningEdges(destination),
    ];
    return cutAt([ports], edges).map(piece => ({ protocol, ports: piece }));
  });
}

function rawPorts(destination: Party, question: PortQuestion): readonly AskedPorts[] {
  if (question.kind === 'numbers') return [{ protocol: question.protocol, ports: question.span }];
  const declared = destination.kind === 'external' || !destination.pod ? [] : portsOf(destination.pod);
  if (question.kind === 'name')
    return declared
      .filter(({ name, protocol }) => name === question.name && protocol === question.protocol)
      .map(({ port, protocol }) => ({ protocol, ports: [port, port + 1] }));
  if (declared.length === 0) return allPorts.map(ports => ({ protocol: 'TCP', ports }));
  const distinct = new Map(declared.map(({ port, protocol }) => [`${port}/${protocol}`, { port, protocol }]));
  return [...distinct.values()].map(({ port, protocol }) => ({ protocol, ports: [port, port + 1] }));
}

/** Where a listed port begins and ends, an open port turns into one that refuses. */
function listeningEdges(destination: Party): readonly number[] {
  if (destination.kind === 'external' || destination.pod?.listening.kind !== 'only') return [];
  return destination.pod.listening.ports.flatMap(({ port }) => [port, port + 1]);
}

/** Whether something answers on the port. */
export function listens({ destination, protocol, ports }: Case): boolean {
  if (destination.kind === 'external' || destination.pod?.listening.kind !== 'only') return true;
  const open = destination.pod.listening.ports.filter(port => port.protocol === protocol);
  return open.some(({ port }) => intersect([ports], [[port, port + 1]]).length > 0);
}

function unreachable(value: never): never {
  throw new Error(`unknown endpoint ${JSON.stringify(value)}`);
}

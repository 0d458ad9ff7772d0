import type { Address } from '../addresses/address';
import type { Protocol } from '../addresses/port';
import type { Pod } from './pod';
import type { Service } from './service';

/**
 * One who sends or receives packets, at one address. A node stands for whatever runs in its network: the
 * kubelet and, where they count as the node's, pods with hostNetwork. A Service receives nothing: its address stands
 * in packets until a node rewrites it.
 */
export type Party =
  | { readonly kind: 'pod'; readonly pod: Pod; readonly address: Address }
  | NodeParty
  | { readonly kind: 'service'; readonly service: Service; readonly address: Address }
  | { readonly kind: 'external'; readonly name: string; readonly address: Address };

export interface NodeParty {
  readonly kind: 'node';
  readonly node?: string;
  readonly pod?: Pod;
  readonly address: Address;
  /** The other end's own node, whichever that is. */
  readonly isLocal?: true;
  /** No tracker of a node sees what comes to or from this address. */
  readonly isUntracked?: true;
}

/** A flow between two parties; the header that each of its packets bears. */
export interface Flow {
  readonly source: Party;
  readonly destination: Party;
  readonly protocol: Protocol;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Where the client dials another address than the destination's. */
  readonly translation?: Translation;
}

/** How packets to one address come to another: what nodes rewrite in them (NAT). */
export interface Translation {
  readonly service: Service;
  /** What the client dials: the Service, or a node. */
  readonly dialled: Party;
  readonly port: number;
  /** Where the client turned to, who sends it on to what is dialled. */
  readonly balancer?: { readonly address: Address; readonly port: number };
  /** The node that rewrites, where it is not the client's own. */
  readonly gateway?: NodeParty;
  /** Whose address stands for the client's beyond the node that rewrites. */
  readonly masquerade?: NodeParty;
  /** What comes this way meets no ingress policy. */
  readonly isUnjudged?: true;
  /** Why it leads nowhere; the destination is the Service itself then. */
  readonly deadEnd?: DeadEnd;
}

/** Why a Service leads a client nowhere. */
export type DeadEnd =
  | 'no endpoints'
  /** No endpoints, found by a proxy that looks them up itself: it answers 503. */
  | 'no backend'
  /** There are some, but not on the node that a traffic policy of Local confines it to. */
  | 'no local endpoints'
  /** The client has none of the addresses that its load balancer admits. */
  | 'not admitted'
  /** Nobody has the address or the port that is dialled. */
  | 'no such Service';

/** The header of the answers, as the one who answers writes it. */
export function reversed({ source, destination, protocol, sourcePort, destinationPort }: Flow): Flow {
  return {
    source: destination,
    destination: source,
    protocol,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
  };
}

/** A pod that talks to itself: such traffic never leaves it, unless a Service led it there. */
export function isToItself({ source, destination }: Pick<Flow, 'source' | 'destination'>): boolean {
  return source.kind === 'pod' && destination.kind === 'pod' && source.pod === destination.pod;
}

/** The pod that a party is, or that a node's address stands for. */
export function podOf(party: Party): Pod | undefined {
  return party.kind === 'pod' || party.kind === 'node' ? party.pod : undefined;
}

/** The node that a party is, or runs on, where that is known. */
export function nodeOf(party: Party): string | undefined {
  return party.kind === 'pod' ? party.pod.node : party.kind === 'node' ? party.node : undefined;
}

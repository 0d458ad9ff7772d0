import type { Address } from '../addresses/address';
import type { Protocol } from '../addresses/port';
import type { Pod } from './pod';

/**
 * One who sends or receives packets, at one address. A node stands for whatever runs in its network: the
 * kubelet and, where they count as the node's, pods with hostNetwork.
 */
export type Party =
  | { readonly kind: 'pod'; readonly pod: Pod; readonly address: Address }
  | { readonly kind: 'node'; readonly node?: string; readonly pod?: Pod; readonly address: Address }
  | { readonly kind: 'external'; readonly name: string; readonly address: Address };

/** A flow between two parties; the header that each of its packets bears. */
export interface Flow {
  readonly source: Party;
  readonly destination: Party;
  readonly protocol: Protocol;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** The header of the answers. */
export function reversed({ source, destination, protocol, sourcePort, destinationPort }: Flow): Flow {
  return {
    source: destination,
    destination: source,
    protocol,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
  };
}

/** A pod that talks to itself: such traffic never leaves it. */
export function isToItself({ source, destination }: Flow): boolean {
  return source.kind === 'pod' && destination.kind === 'pod' && source.pod === destination.pod;
}

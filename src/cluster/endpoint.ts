import type { Address } from '../addresses/address';
import type { AddressSet } from '../addresses/addressSet';
import { contains } from '../addresses/spans';
import type { Party } from './flow';
import { type Pod, podKey } from './pod';

/** What a sentence means by one name: it may stand for many parties, of which all must agree. */
export type Endpoint =
  | {
      readonly kind: 'pods';
      readonly name: string;
      readonly pods: readonly Pod[];
      /** Where an address was written: that one alone, and not the pod's others. */
      readonly address?: Address;
    }
  | { readonly kind: 'node'; readonly name: string; readonly node: string; readonly address?: Address }
  | { readonly kind: 'external'; readonly name: string; readonly addresses: AddressSet };

/** The same endpoint, however it was written. */
export function isSameEndpoint(a: Endpoint, b: Endpoint): boolean {
  if (a.kind === 'pods' && b.kind === 'pods')
    return a.pods.length === b.pods.length && a.pods.every(pod => b.pods.includes(pod));
  if (a.kind === 'node' && b.kind === 'node') return a.node === b.node;
  return a.kind === b.kind && a.name === b.name;
}

/** Whether a party is one that the endpoint stands for, as it was or as it is now. */
export function isParty(endpoint: Endpoint, party: Party): boolean {
  switch (endpoint.kind) {
    case 'pods':
      return (
        party.kind !== 'external' &&
        party.pod !== undefined &&
        endpoint.pods.map(podKey).includes(podKey(party.pod))
      );
    case 'node':
      return party.kind === 'node' && party.node === endpoint.node;
    case 'external':
      return (
        party.kind === 'external' && contains(endpoint.addresses[party.address.family], party.address.value)
      );
  }
}

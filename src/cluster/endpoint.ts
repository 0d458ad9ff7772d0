import type { Address } from '../addresses/address';
import type { AddressSet } from '../addresses/addressSet';
import { contains } from '../addresses/spans';
import { type Party, podOf } from './flow';
import { type Pod, podKey } from './pod';
import { type Service, type ServicePort, serviceKey } from './service';

/** What a sentence means by one name: it may stand for many parties, of which all must agree. */
export type Endpoint =
  | {
      readonly kind: 'pods';
      readonly name: string;
      readonly pods: readonly Pod[];
      /** Where an address was written: that one alone, and not the pod's others. */
      readonly address?: Address;
    }
  | {
      readonly kind: 'node';
      readonly name: string;
      readonly node: string;
      readonly address?: Address;
      /** The other end's own node, whichever that is. */
      readonly isLocal?: true;
    }
  | { readonly kind: 'external'; readonly name: string; readonly addresses: AddressSet }
  | {
      readonly kind: 'service';
      readonly name: string;
      readonly service: Service;
      /** Where an address of it was written: that one alone. */
      readonly address?: Address;
    }
  /** A name that is resolved first. */
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly host: string;
      /** Nothing is done with what is found. */
      readonly isOnlyResolved?: true;
    }
  /** A web address that proxies of the cluster answer for. */
  | { readonly kind: 'site'; readonly name: string; readonly ways: readonly WayIn[] };

/** How a request from outside is carried in: to a proxy, and by the proxy to endpoints of a Service. */
export interface WayIn {
  /** The port that the client dials. */
  readonly port: number;
  /** Pods, or somebody outside the cluster. */
  readonly proxy: Endpoint;
  /** The Service by which clients reach the proxy; absent: they reach it by its own address. */
  readonly door?: Service;
  readonly backends: readonly { readonly service: Service; readonly port: ServicePort }[];
}

/** The same endpoint, however it was written. */
export function isSameEndpoint(a: Endpoint, b: Endpoint): boolean {
  if (a.kind === 'pods' && b.kind === 'pods')
    return a.pods.length === b.pods.length && a.pods.every(pod => b.pods.includes(pod));
  if (a.kind === 'node' && b.kind === 'node') return a.node === b.node;
  if (a.kind === 'service' && b.kind === 'service') return serviceKey(a.service) === serviceKey(b.service);
  return a.kind === b.kind && a.name === b.name;
}

/** Whether a party is one that the endpoint stands for, as it was or as it is now. */
export function isParty(endpoint: Endpoint, party: Party): boolean {
  switch (endpoint.kind) {
    case 'pods':
      return isOneOf(endpoint.pods, podOf(party));
    case 'node':
      return party.kind === 'node' && party.node === endpoint.node;
    case 'service':
    case 'name':
    case 'site':
      return false;
    case 'external':
      return (
        party.kind === 'external' && contains(endpoint.addresses[party.address.family], party.address.value)
      );
  }
}

function isOneOf(pods: readonly Pod[], pod: Pod | undefined): boolean {
  return pod !== undefined && pods.map(podKey).includes(podKey(pod));
}

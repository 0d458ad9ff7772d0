import { type Address, families } from '../addresses/address';
import type { AddressPlan } from './addressPlan';
import type { Endpoint } from './endpoint';

/** Every address that an endpoint stands for; none of blocks of addresses, and of names that are resolved first. */
export function addressesOf(addresses: AddressPlan, endpoint: Endpoint): readonly Address[] {
  switch (endpoint.kind) {
    case 'pods':
      return endpoint.address ? [endpoint.address] : endpoint.pods.flatMap(addresses.ofPod);
    case 'node':
      return addresses.ofNode(endpoint.node);
    case 'service':
      return endpoint.address ? [endpoint.address] : addresses.ofService(endpoint.service);
    case 'external':
      return families.flatMap(family =>
        endpoint.addresses[family].flatMap(([value, end]) => (end - value === 1n ? { family, value } : [])),
      );
    case 'name':
    case 'site':
      return [];
  }
}

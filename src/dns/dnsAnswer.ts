import { type Address, addressKey, type Family } from '../addresses/address';
import type { ExternalEndpoint } from '../cluster/cluster';
import type { Service } from '../cluster/service';
import type { Backing, Inventory } from '../services/endpoints';

/** Of type ExternalName: its name is another's (CNAME). */
export interface Alias {
  readonly kind: 'alias';
  readonly service: Service;
  readonly of: string;
}

/**
 * What a DNS server says about a name.
 *
 * - `service`: the cluster IPs of a Service.
 * - `backings`: the addresses of endpoints themselves, of a headless Service or of one by its own name.
 * - `addresses`: an address that is spelt in the name.
 * - `outside`: the addresses of an external endpoint.
 * - `NXDOMAIN`: there is no such name; `unready` is the headless Service that has it, and no ready endpoint.
 * - `NODATA`: there is such a name, but no address at it.
 */
export type DnsAnswer =
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'backings'; readonly service: Service; readonly backings: readonly Backing[] }
  | Alias
  | { readonly kind: 'addresses'; readonly addresses: readonly Address[] }
  | { readonly kind: 'outside'; readonly endpoint: ExternalEndpoint }
  | { readonly kind: 'NXDOMAIN'; readonly unready?: Service }
  | {
      readonly kind: 'NODATA';
      readonly because: 'there are only names below it' | 'its alias leads nowhere';
    };

export function isFound({ kind }: DnsAnswer): boolean {
  return kind !== 'NXDOMAIN' && kind !== 'NODATA';
}

/** Addresses of one family in an answer; of an external endpoint none, as it is known by its blocks. */
export function addressesIn(inventory: Inventory, answer: DnsAnswer, family: Family): readonly Address[] {
  return allIn(inventory, answer).filter(address => address.family === family);
}

function allIn({ addresses }: Inventory, answer: DnsAnswer): readonly Address[] {
  switch (answer.kind) {
    case 'service':
      return addresses.ofService(answer.service);
    case 'backings':
      return [...new Map(answer.backings.map(({ address }) => [addressKey(address), address])).values()];
    case 'addresses':
      return answer.addresses;
    default:
      return [];
  }
}

import type { Family } from '../addresses/address';
import type { Endpoint } from '../cluster/endpoint';
import { ownerOf } from '../cluster/owner';
import type { Service } from '../cluster/service';
import { type Backing, backingsOf, type Inventory } from './endpoints';

/** Those behind a Service, as they are dialled by their own addresses. */
export function backingEndpoints(
  inventory: Inventory,
  service: Service,
  family: Family,
): readonly Endpoint[] {
  return endpointsAt(inventory, backingsOf(inventory, service, family), service.name);
}

/** The pods among them together, as their replicas are alike; any other one by one. */
export function endpointsAt(
  { cluster }: Inventory,
  backings: readonly Backing[],
  name: string,
): readonly Endpoint[] {
  const pods = backings.flatMap(({ pod }) => pod ?? []);
  const others = backings.filter(({ pod }) => !pod).map(({ address }) => ownerOf(cluster, address));
  return [...(pods.length > 0 ? [{ kind: 'pods', name, pods } as const] : []), ...others];
}

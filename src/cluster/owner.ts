import { type Address, addressKey, families, formatAddress, width } from '../addresses/address';
import { addressSetOf } from '../addresses/addressSet';
import { blockAround } from '../addresses/block';
import { subtract } from '../addresses/spans';
import { planAddresses } from './addressPlan';
import { type Cluster, nodeNamesOf } from './cluster';
import type { Endpoint } from './endpoint';

/** Who has an address: a pod, a node or a Service; else it is outside. `name` is how the endpoint is to be called. */
export function ownerOf(cluster: Cluster, address: Address, name = formatAddress(address)): Endpoint {
  const addresses = planAddresses(cluster);
  const same = (other: Address): boolean => addressKey(other) === addressKey(address);
  const pod = [...cluster.pods.values()].find(
    candidate => !candidate.hostNetwork && addresses.ofPod(candidate).some(same),
  );
  if (pod) return { kind: 'pods', name, pods: [pod], address };
  const node = nodeNamesOf(cluster).find(candidate => addresses.ofNode(candidate).some(same));
  if (node) return { kind: 'node', name, node, address };
  const service = [...cluster.services.values()].find(candidate =>
    [...addresses.ofService(candidate), ...addresses.ofBalancer(candidate)].some(same),
  );
  if (service) return { kind: 'service', name, service, address };
  const block = blockAround(address, width[address.family]);
  return { kind: 'external', name: formatAddress(address), addresses: addressSetOf([block]) };
}

/** Who has the single addresses of an endpoint: those of the cluster apart, as packets to them stay within it. */
export function ownersIn(cluster: Cluster, endpoint: Endpoint & { kind: 'external' }): readonly Endpoint[] {
  const owners = families.flatMap(family =>
    endpoint.addresses[family].flatMap(([first, end]) => {
      const owner = end - first === 1n ? ownerOf(cluster, { family, value: first }, endpoint.name) : endpoint;
      return owner.kind === 'service' && owner.address ? [{ ...owner, address: owner.address }] : [];
    }),
  );
  if (owners.length === 0) return [endpoint];
  const owned = addressSetOf(owners.map(({ address }) => blockAround(address, width[address.family])));
  const addresses = {
    IPv4: subtract(endpoint.addresses.IPv4, owned.IPv4),
    IPv6: subtract(endpoint.addresses.IPv6, owned.IPv6),
  };
  const isRest = families.some(family => addresses[family].length > 0);
  return [...owners, ...(isRest ? [{ ...endpoint, addresses }] : [])];
}

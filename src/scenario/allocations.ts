import { type Address, addressKey, formatAddress } from '../addresses/address';
import type { Cluster } from '../cluster/cluster';
import { ownerOf } from '../cluster/owner';
import { podKey } from '../cluster/pod';
import { serviceKey } from '../cluster/service';
import { Refusal } from '../english/refusal';

/**
 * What Services claim for themselves and the API server gives to one alone: a cluster IP, which no pod or node has either,
 * and a port on the nodes (core/v1 ServiceSpec, "provided IP is already allocated", "provided port is already allocated").
 */
export function refuseClaimedTwice(cluster: Cluster): void {
  const services = [...cluster.services.values()];
  const claimed = new Map<string, string>();
  const members = { ...cluster, services: new Map() };
  for (const service of services) {
    const claims = [
      ...service.clusterIPs.map(address => ({ key: addressKey(address), what: formatAddress(address) })),
      ...service.ports.flatMap(({ nodePort, protocol }) =>
        nodePort === undefined
          ? []
          : [{ key: `${nodePort}/${protocol}`, what: `the node port ${nodePort}/${protocol}` }],
      ),
    ];
    const name = `service/${serviceKey(service)}`;
    for (const { key, what } of claims) {
      const other = claimed.get(key);
      if (other !== undefined && other !== name)
        throw new Refusal(`${what} is ${other}'s and ${name}'s: only one can have it.`);
      claimed.set(key, name);
    }
    for (const address of service.clusterIPs) {
      const owner = memberAt(members, address);
      if (owner !== undefined)
        throw new Refusal(`${formatAddress(address)} is ${name}'s and ${owner}'s: only one can have it.`);
    }
  }
}

/** The pod or node that has an address. */
function memberAt(cluster: Cluster, address: Address): string | undefined {
  const owner = ownerOf(cluster, address);
  if (owner.kind === 'node') return `node/${owner.node}`;
  const [pod] = owner.kind === 'pods' ? owner.pods : [];
  return pod && `pod/${podKey(pod)}`;
}

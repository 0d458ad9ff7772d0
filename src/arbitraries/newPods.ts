import fc from 'fast-check';
import { type Address, addressKey, formatAddress, width } from '../addresses/address';
import { blockAround } from '../addresses/block';
import { type Cluster, nodeNamesOf } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import { labels } from './labels';
import type { Vocabulary } from './vocabulary';

/**
 * Pods that a cluster could get, of one namespace and one name: with the labels that it and its policies know, each in
 * turn, on any node, at an address beside those of other pods or one that the cluster assigns. They listen on everything,
 * and use a network of their own.
 */
export function newPods(
  cluster: Cluster,
  { namespaces, podLabels }: Pick<Vocabulary, 'namespaces' | 'podLabels'>,
  name: string,
): fc.Arbitrary<Pod> {
  return fc
    .record({
      namespace: fc.constantFrom(...namespaces),
      labels: labels(podLabels),
      node: fc.constantFrom(undefined, ...nodeNamesOf(cluster)),
      address: fc.constantFrom(undefined, ...freeAddresses(cluster)),
    })
    .map(({ namespace, labels: own, node, address }) => ({
      namespace,
      name,
      labels: own,
      listening: { kind: 'everything' },
      addresses: address ? [address] : [],
      ...(node !== undefined && { node }),
      bare: true,
      hostNetwork: false,
      finished: false,
      terminating: false,
    }));
}

/** In the neighbourhood of each pod, the first address that nobody has. */
function freeAddresses({ pods, nodes }: Cluster): readonly Address[] {
  const owners = [...pods.values(), ...nodes.values()].flatMap(({ addresses }) => addresses);
  const taken = new Set(owners.map(addressKey));
  const free = [...pods.values()].flatMap(({ addresses }) =>
    addresses.flatMap(address => freeBeside(address, taken)),
  );
  return [...new Map(free.map(address => [formatAddress(address), address])).values()];
}

function freeBeside(address: Address, taken: ReadonlySet<string>): readonly Address[] {
  const { family } = address;
  const [first, end] = blockAround(address, width[family] - 8).span;
  for (let value = first + 1n; value < end - 1n; value++) {
    const candidate = { family, value };
    if (!taken.has(addressKey(candidate))) return [candidate];
  }
  return [];
}

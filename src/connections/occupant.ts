import { addressKey, formatAddress } from '../addresses/address';
import { type Party, podOf } from '../cluster/flow';
import { type Pod, podKey } from '../cluster/pod';
import type { Network } from '../dataplane/network';

/** Who is at an end's address: a pod, by `namespace/name`, or nobody. */
export interface Occupied {
  readonly party: Party;
  readonly key?: string;
}

/** The pod that a party is, if it is one. */
export function keyOf(party: Party): string | undefined {
  const pod = podOf(party);
  return pod && podKey(pod);
}

/** Who is now where a pod was: itself as it is now, another pod that got its address, or nobody. */
export function occupantOf(network: Network, opened: Party, key: string | undefined): Occupied {
  const has = (pod: Pod): boolean =>
    network.addresses.ofPod(pod).some(address => addressKey(address) === addressKey(opened.address));
  const pods = network.cluster.pods;
  const known = key === undefined ? undefined : pods.get(key);
  const pod =
    known && has(known) ? known : [...pods.values()].find(other => !other.hostNetwork && has(other));
  const { address } = opened;
  if (!pod) return { party: { kind: 'external', name: formatAddress(address), address } };
  const isSame = podKey(pod) === keyOf(opened) && opened.kind === 'node';
  return { party: isSame ? { ...opened, pod } : { kind: 'pod', pod, address }, key: podKey(pod) };
}

import { type Address, families, formatAddress } from '../addresses/address';
import { parseBlock } from '../addresses/block';
import type { Cluster } from './cluster';
import type { Node } from './node';
import type { Pod } from './pod';

/** Who has which address: those that were given, and one a family for everybody else. */
export interface AddressPlan {
  readonly ofPod: (pod: Pod) => readonly Address[];
  readonly ofNode: (name: string) => readonly Address[];
  /** Addresses that the plan assigned, which no real cluster knows. */
  readonly isAssigned: (pod: Pod) => boolean;
}

/**
 * Gives every pod and node without an address the next free one of each range, in order of listing. A pod
 * with hostNetwork has its node's addresses.
 */
export function planAddresses({ pods, nodes, podRanges, nodeRanges }: Cluster): AddressPlan {
  const taken = new Set(
    [...pods.values(), ...nodes.values()].flatMap(({ addresses }) => addresses).map(formatAddress),
  );
  const nextForPod = supply(podRanges, taken);
  const nextForNode = supply(nodeRanges, taken);

  const nodeNames = new Set([...nodes.keys(), ...[...pods.values()].flatMap(({ node }) => node ?? [])]);
  const nodePlan = new Map([...nodeNames].map(name => [name, given(nodes.get(name)) ?? nextForNode()]));

  const podPlan = new Map<Pod, readonly Address[]>();
  const assigned = new Set<Pod>();
  for (const pod of pods.values()) {
    const known = given(pod) ?? (pod.hostNetwork && pod.node ? nodePlan.get(pod.node) : undefined);
    if (!known) assigned.add(pod);
    podPlan.set(pod, known ?? nextForPod());
  }

  return {
    ofPod: pod => podPlan.get(pod) ?? [],
    ofNode: name => nodePlan.get(name) ?? [],
    isAssigned: pod => assigned.has(pod),
  };
}

function given(owner: Pod | Node | undefined): readonly Address[] | undefined {
  return owner && owner.addresses.length > 0 ? owner.addresses : undefined;
}

/** Hands out one free address of each range at every call. */
function supply(ranges: readonly string[], taken: ReadonlySet<string>): () => readonly Address[] {
  const blocks = ranges.flatMap(text => parseBlock(text)?.block ?? []);
  const next = new Map(blocks.map(block => [block, block.span[0] + 1n]));
  const inFamilyOrder = [...blocks].sort((a, b) => families.indexOf(a.family) - families.indexOf(b.family));
  return () =>
    inFamilyOrder.flatMap(block => {
      for (let value = next.get(block) ?? 0n; value < block.span[1]; value++) {
        const address = { family: block.family, value };
        next.set(block, value + 1n);
        if (!taken.has(formatAddress(address))) return address;
      }
      return [];
    });
}

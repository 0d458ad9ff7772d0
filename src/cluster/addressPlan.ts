import { type Address, addressKey, families, parseAddress } from '../addresses/address';
import { type Block, parseBlock } from '../addresses/block';
import { type Cluster, nodeNamesOf } from './cluster';
import type { Node } from './node';
import { type Pod, podKey } from './pod';
import { type Service, serviceKey } from './service';

/** Who has which address: those that were given, and one a family for everybody else. */
export interface AddressPlan {
  readonly ofPod: (pod: Pod) => readonly Address[];
  /** Of a node without a name: whichever node it is on which pods of no known node run. */
  readonly ofNode: (name: string) => readonly Address[];
  /** Its cluster IPs; none of a headless Service or one that is an alias. */
  readonly ofService: (service: Service) => readonly Address[];
  /** Where it is reached from outside, apart from the ports of nodes. */
  readonly ofBalancer: (service: Service) => readonly Address[];
  /** Addresses that the plan assigned, which no real cluster knows. */
  readonly isAssigned: (pod: Pod) => boolean;
}

const noLeases: NonNullable<Cluster['leases']> = new Map();

/** A plan, and what one more pod would get. */
interface Extensible extends AddressPlan {
  readonly free: () => readonly Address[];
}

const plans = new WeakMap<Cluster, Extensible>();

/**
 * Gives every pod and node without an address the next free one of each range, in order of listing. A pod
 * with hostNetwork has its node's addresses. A cluster never changes, so it is planned once.
 */
export function planAddresses(cluster: Cluster): AddressPlan {
  return extensiblePlan(cluster);
}

/**
 * Plans a cluster with one pod more at its end, at once: everybody else keeps what he has. The pod has a network of its own,
 * runs on a node that is there or on none, and has addresses that are free, if any.
 */
export function planOneMore(before: Cluster, after: Cluster, pod: Pod): void {
  const plan = extensiblePlan(before);
  const given = addressesOf(pod);
  plans.set(after, {
    ...plan,
    ofPod: asked => (asked === pod ? (given ?? plan.free()) : plan.ofPod(asked)),
    isAssigned: asked => (asked === pod ? given === undefined : plan.isAssigned(asked)),
    free: () => makePlan(after).free(),
  });
}

function extensiblePlan(cluster: Cluster): Extensible {
  const plan = plans.get(cluster) ?? makePlan(cluster);
  plans.set(cluster, plan);
  return plan;
}

function makePlan(cluster: Cluster): Extensible {
  const { pods, nodes, podRanges, nodeRanges, leases = noLeases } = cluster;
  const given = [
    ...[...pods.values(), ...nodes.values()].flatMap(({ addresses }) => addresses),
    ...[...leases.values()].flat(),
  ];
  const taken = new Set(given.map(addressKey));
  const nextForPod = supply(podRanges, taken);
  const nextForNode = supply(nodeRanges, taken);

  const nodePlan = new Map(
    [...nodeNamesOf(cluster), ''].map(name => [name, addressesOf(nodes.get(name)) ?? nextForNode()]),
  );

  const podPlan = new Map<Pod, readonly Address[]>();
  const assigned = new Set<Pod>();
  for (const pod of pods.values()) {
    const known = addressesOf(pod) ?? (pod.hostNetwork && pod.node ? nodePlan.get(pod.node) : undefined);
    if (!known) assigned.add(pod);
    podPlan.set(pod, known ?? leases.get(podKey(pod)) ?? nextForPod());
  }

  let free: readonly Address[] | undefined;
  return {
    free: () => {
      free ??= nextForPod();
      return free;
    },
    ofPod: pod => podPlan.get(pod) ?? [],
    ofNode: name => nodePlan.get(name) ?? [],
    isAssigned: pod => assigned.has(pod),
    ...planServices(cluster),
  };
}

/** Those of the Services `kubernetes` and `kube-dns` where kubeadm sets a cluster up. */
const reserved: readonly Address[] = ['10.96.0.1', '10.96.0.10'].flatMap(text => parseAddress(text) ?? []);

/** Addresses of Services are of no interface, so they are counted apart. */
function planServices({
  services,
  serviceRanges,
  balancerRanges,
}: Cluster): Pick<AddressPlan, 'ofService' | 'ofBalancer'> {
  const all = [...services.values()];
  const given = all.flatMap(({ clusterIPs, externalIPs }) => [...clusterIPs, ...externalIPs]);
  const taken = new Set([...reserved, ...given].map(addressKey));
  const nextClusterIP = supply(serviceRanges, taken);
  const nextOfBalancer = supply(balancerRanges, taken);
  const clusterIPs = new Map<string, readonly Address[]>();
  const balancers = new Map<string, readonly Address[]>();
  for (const service of all) {
    const { type, headless } = service;
    const hasOne = type !== 'ExternalName' && !headless;
    const isGiven = service.clusterIPs.length > 0;
    const isOf = ({ family }: Address): boolean => service.families?.includes(family) ?? true;
    clusterIPs.set(
      serviceKey(service),
      hasOne && !isGiven ? nextClusterIP().filter(isOf) : service.clusterIPs,
    );
    const needsBalancer = type === 'LoadBalancer' && service.externalIPs.length === 0;
    balancers.set(serviceKey(service), needsBalancer ? nextOfBalancer().filter(isOf) : service.externalIPs);
  }
  return {
    ofService: service => clusterIPs.get(serviceKey(service)) ?? [],
    ofBalancer: service => balancers.get(serviceKey(service)) ?? [],
  };
}

function addressesOf(owner: Pod | Node | undefined): readonly Address[] | undefined {
  return owner && owner.addresses.length > 0 ? owner.addresses : undefined;
}

/** Hands out one free address of each range at every call. */
function supply(ranges: readonly string[], taken: ReadonlySet<string>): () => readonly Address[] {
  const pools = ranges.flatMap(text => blockOf(text) ?? []);
  const next = new Map(pools.map(block => [block, block.span[0] + 1n]));
  const inFamilyOrder = [...pools].sort((a, b) => families.indexOf(a.family) - families.indexOf(b.family));
  return () =>
    inFamilyOrder.flatMap(block => {
      for (let value = next.get(block) ?? 0n; value < block.span[1]; value++) {
        const address = { family: block.family, value };
        next.set(block, value + 1n);
        if (taken.size === 0 || !taken.has(addressKey(address))) return address;
      }
      return [];
    });
}

const blocks = new Map<string, Block | undefined>();

/** The same few ranges are read in every scenario. */
function blockOf(text: string): Block | undefined {
  if (!blocks.has(text)) blocks.set(text, parseBlock(text)?.block);
  return blocks.get(text);
}

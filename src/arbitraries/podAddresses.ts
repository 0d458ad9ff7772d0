import { type Address, addressKey, type Family, families, width } from '../addresses/address';
import type { AddressSet } from '../addresses/addressSet';
import { blockAround, parseBlock } from '../addresses/block';
import { contains, cutAt, type Span, spansOf } from '../addresses/spans';
import { planAddresses } from '../cluster/addressPlan';
import { type Cluster, nodeNamesOf, systemNamespace, withPods } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import { type Firewalls, spansOfFirewalls } from '../dataplane/firewalls';
import type { NetworkPolicy } from '../kubernetes/objects';
import { defaultPodRanges, dualStackPodRanges } from '../settings/addressRanges';
import { blocksIn } from './vocabulary';

/** Ranges that nobody chose. */
const madeUp: readonly (readonly string[])[] = [defaultPodRanges, dualStackPodRanges];

/** What reads the address of a pod. */
export interface AddressReaders {
  readonly policies: readonly NetworkPolicy[];
  readonly firewalls: Firewalls;
}

/**
 * Free addresses for one more pod, one of each family: those that the cluster assigns (an empty list), and others for each
 * way in which blocks of policies, firewalls and load balancers can hold them. Pods get addresses from the ranges that are
 * told. Where none is, they get them from the made-up ones, or, where all pods are listed with theirs, from the blocks of
 * 65,536 around these; a rule about other addresses is about what is outside.
 */
export function addressesFor(
  cluster: Cluster,
  plain: Pod,
  readers: AddressReaders,
): readonly (readonly Address[])[] {
  const assigned = planAddresses(withPods(cluster, [plain])).ofPod(plain);
  const taken = takenIn(cluster);
  const perFamily = families.flatMap(family => {
    const own = assigned.find(address => address.family === family);
    const choices = choicesOf(
      family,
      rangesOf(cluster, family),
      readSpans(cluster, readers)[family],
      taken,
      own,
    );
    return choices.length > 0 ? [choices] : [];
  });
  const all = perFamily.reduce<readonly (readonly Address[])[]>(
    (lists, choices) => choices.flatMap(address => lists.map(list => [...list, address])),
    [[]],
  );
  const isAssigned = (list: readonly Address[]): boolean =>
    list.length === assigned.length && list.every(address => assigned.includes(address));
  return all.map(list => (isAssigned(list) ? [] : list));
}

/** An address for each part of the ranges that spans tell apart, the assigned one for its own. */
function choicesOf(
  family: Family,
  ranges: readonly Span<bigint>[],
  spans: readonly Span<bigint>[],
  taken: ReadonlySet<string>,
  assigned: Address | undefined,
): readonly Address[] {
  const holders = (address: Address): string =>
    spans.map(span => (contains([span], address.value) ? '1' : '0')).join('');
  const free = cutAt(spansOf(ranges), spans.flat()).flatMap(part => firstFree(family, part, taken) ?? []);
  const alike = new Map<string, Address>();
  for (const address of free) if (!alike.has(holders(address))) alike.set(holders(address), address);
  if (!assigned || !(alike.has(holders(assigned)) || contains(ranges, assigned.value)))
    return [...alike.values()];
  alike.delete(holders(assigned));
  return [assigned, ...alike.values()];
}

function takenIn(cluster: Cluster): ReadonlySet<string> {
  const plan = planAddresses(cluster);
  const owners = [
    ...[...cluster.pods.values()].flatMap(plan.ofPod),
    ...nodeNamesOf(cluster).flatMap(plan.ofNode),
  ];
  return new Set(owners.map(addressKey));
}

function rangesOf({ pods, podRanges }: Cluster, family: Family): readonly Span<bigint>[] {
  const all = [...pods.values()].filter(pod => !pod.hostNetwork && pod.namespace !== systemNamespace);
  const listed = all.flatMap(({ addresses }) => addresses);
  const isTold = !madeUp.includes(podRanges);
  const areAllListed = listed.length > 0 && all.every(({ addresses }) => addresses.length > 0);
  const ranges = isTold || !areAllListed ? podRanges.flatMap(text => parseBlock(text)?.block ?? []) : [];
  const around = listed.map(address => blockAround(address, width[address.family] - 16));
  return [...ranges, ...around].flatMap(block => (block.family === family ? [block.span] : []));
}

function readSpans(
  cluster: Cluster,
  { policies, firewalls }: AddressReaders,
): Readonly<Record<Family, readonly Span<bigint>[]>> {
  const blocks = blocksIn(policies).flatMap(text => parseBlock(text)?.block ?? []);
  const admitted = [...cluster.services.values()].flatMap(({ sourceRanges }) => sourceRanges ?? []);
  const sets: readonly Pick<AddressSet, Family>[] = [spansOfFirewalls(firewalls), ...admitted];
  const of = (family: Family): readonly Span<bigint>[] => {
    const named = blocks.flatMap(block => (block.family === family ? [block.span] : []));
    const all = [...named, ...sets.flatMap(set => set[family])];
    return [...new Map(all.map(span => [span.join('-'), span])).values()];
  };
  return { IPv4: of('IPv4'), IPv6: of('IPv6') };
}

/** Not the first of a part, which is the name of a network more often than of a host. */
function firstFree(
  family: Family,
  [first, end]: Span<bigint>,
  taken: ReadonlySet<string>,
): Address | undefined {
  const start = end - first > 2n ? first + 1n : first;
  for (let value = start; value < end; value++)
    if (!taken.has(addressKey({ family, value }))) return { family, value };
  return undefined;
}

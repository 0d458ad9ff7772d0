import { type Family, families } from '../addresses/address';
import { parseBlock } from '../addresses/block';
import { contains } from '../addresses/spans';
import { planAddresses } from '../cluster/addressPlan';
import { type Cluster, namespaceLabels } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import type { LabelSelector } from '../kubernetes/objects';
import { LabelIndex } from './labelIndex';
import { NamespaceNumbers, noNamespace } from './namespaceNumbers';
import { PodAddresses } from './podAddresses';
import { type Asks, picksAll } from './selection';
import type { Sight } from './sight';

/** Whom a selection picks: everybody, or some namespaces whole, or some pods; each by number. */
export type Picked =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'namespaces'; readonly namespaces: readonly number[] }
  /** Those among the pods of these namespaces, where labels decide. */
  | { readonly kind: 'pods'; readonly pods: readonly number[]; readonly among: readonly number[] };

/** Finds whom a selection picks without looking at all pods, where it asks for something that few have. */
export class PodFinder {
  readonly namespaces: NamespaceNumbers;
  readonly #sight: Sight;
  #cluster: Cluster;
  readonly #pods: readonly Pod[];
  /** As the plan of addresses knows them, whatever their labels are now. */
  readonly #planned: Pod[];
  /** The namespace of each pod, by number. */
  readonly namespaceOf: number[] = [];
  readonly #gone = new Set<number>();
  readonly #usual: readonly Family[];
  #labels: LabelIndex | undefined;
  #addresses: PodAddresses | undefined;

  constructor(sight: Sight, pods: readonly Pod[]) {
    this.#sight = sight;
    this.#cluster = sight.cluster;
    this.#pods = pods;
    this.#planned = [...pods];
    this.#usual = familiesIn(sight.cluster.podRanges);
    this.namespaces = new NamespaceNumbers(sight.cluster, pods, sight.isNode);
    for (const [namespace, members] of this.namespaces.pods.entries())
      for (const pod of members) this.namespaceOf[pod] = namespace;
  }

  /** The families of which a pod has an address. */
  familiesOf(pod: Pod): readonly Family[] {
    if (pod.addresses.length === 0 && !pod.hostNetwork) return this.#usual;
    const addresses = pod.addresses.length > 0 ? pod.addresses : planAddresses(this.#cluster).ofPod(pod);
    return families.filter(family => addresses.some(address => address.family === family));
  }

  relabel(number: number, { labels }: Pod): void {
    this.#labels?.relabel(number, labels);
  }

  /** The last pod of the list is new; the number of its namespace. */
  come(number: number, pod: Pod, cluster: Cluster): number {
    const namespace = this.namespaces.come(number, pod.namespace, namespaceLabels(cluster, pod.namespace));
    this.namespaceOf[number] = namespace;
    this.#labels?.relabel(number, pod.labels);
    this.#planned.push(pod);
    this.#addresses?.come(number, planAddresses(cluster).ofPod(pod));
    this.#cluster = cluster;
    return namespace;
  }

  go(number: number): void {
    this.#gone.add(number);
    this.#addresses?.go(number);
  }

  /** Whether a block holds the address of a pod. */
  isWithin(pod: Pod, { family, span, except }: Asks & { kind: 'block' }): boolean {
    const address = planAddresses(this.#cluster)
      .ofPod(pod)
      .find(given => given.family === family);
    return address !== undefined && contains([span], address.value) && !contains(except, address.value);
  }

  find(asks: Asks): Picked {
    const picked = this.#find(asks);
    if (this.#gone.size === 0 || picked.kind !== 'pods') return picked;
    return { ...picked, pods: picked.pods.filter(number => !this.#gone.has(number)) };
  }

  #find(asks: Asks): Picked {
    switch (asks.kind) {
      case 'pods':
        return this.#byLabels(asks);
      case 'block':
        return this.#byAddress(asks);
      case 'node':
        return { kind: 'pods', pods: this.#onNode(asks), among: [] };
    }
  }

  #byLabels({ scope, selector, matches }: Asks & { kind: 'pods' }): Picked {
    const isEverywhere = typeof scope !== 'string' && picksAll(scope.selector);
    if (isEverywhere && picksAll(selector)) return { kind: 'everybody' };
    const namespaces = this.namespaces.within(scope);
    if (picksAll(selector)) return { kind: 'namespaces', namespaces };
    const isPicked = (number: number): boolean => matches(this.#pods[number]?.labels ?? {});
    return { kind: 'pods', pods: this.#candidates(namespaces, selector).filter(isPicked), among: namespaces };
  }

  /** The fewer of those in the namespaces and those with a label that is asked for. */
  #candidates(namespaces: readonly number[], selector: LabelSelector): readonly number[] {
    const residents = namespaces.map(number => this.namespaces.pods[number] ?? []);
    const [only, ...others] = residents;
    if (!only || others.length === 0) return only ?? [];
    this.#labels ??= new LabelIndex(this.#pods.map(({ labels }) => labels));
    const count = residents.reduce((sum, { length }) => sum + length, 0);
    const bearers = this.#labels.candidates(selector, count);
    if (!bearers) return residents.flat();
    const wanted = new Set(namespaces);
    return [...new Set(bearers)].filter(number => wanted.has(this.namespaceOf[number] ?? noNamespace));
  }

  #byAddress({ family, span, except }: Asks & { kind: 'block' }): Picked {
    if (this.#sight.settings['address-blocks'] === 'outside-only')
      return { kind: 'pods', pods: [], among: [] };
    this.#addresses ??= new PodAddresses(this.#planned, planAddresses(this.#cluster));
    const pods = this.#addresses.within(family, span, except);
    const isAll = pods.length > 0 && pods.length === this.#addresses.count(family);
    return isAll ? { kind: 'everybody' } : { kind: 'pods', pods, among: [] };
  }

  #onNode({ node, who }: Asks & { kind: 'node' }): readonly number[] {
    return this.#pods.flatMap((pod, number) =>
      pod.node === node && this.#sight.isNode(pod) === (who === 'its network') ? number : [],
    );
  }
}

function familiesIn(ranges: readonly string[]): readonly Family[] {
  const found = ranges.map(range => parseBlock(range)?.block.family);
  return families.filter(family => found.includes(family));
}

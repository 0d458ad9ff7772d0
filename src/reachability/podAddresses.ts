import { type Address, type Family, families } from '../addresses/address';
import { contains, type Span, type Spans } from '../addresses/spans';
import type { AddressPlan } from '../cluster/addressPlan';
import type { Pod } from '../cluster/pod';

/** Pods in the order of their addresses, by number; a pod has one address a family at most that counts, its first. */
export class PodAddresses {
  readonly #byFamily: Readonly<Record<Family, { readonly value: bigint; readonly pod: number }[]>>;

  constructor(pods: readonly Pod[], plan: AddressPlan) {
    const of = (family: Family) =>
      pods
        .flatMap((pod, number) => {
          const address = plan.ofPod(pod).find(given => given.family === family);
          return address ? { value: address.value, pod: number } : [];
        })
        .sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
    const [four, six] = families.map(of);
    this.#byFamily = { IPv4: four ?? [], IPv6: six ?? [] };
  }

  come(pod: number, addresses: readonly Address[]): void {
    for (const family of families) {
      const address = addresses.find(given => given.family === family);
      const sorted = this.#byFamily[family];
      if (address) sorted.splice(firstFrom(sorted, address.value), 0, { value: address.value, pod });
    }
  }

  go(pod: number): void {
    for (const family of families) {
      const sorted = this.#byFamily[family];
      const at = sorted.findIndex(each => each.pod === pod);
      if (at >= 0) sorted.splice(at, 1);
    }
  }

  count(family: Family): number {
    return this.#byFamily[family].length;
  }

  within(family: Family, span: Span<bigint>, except: Spans<bigint>): readonly number[] {
    const sorted = this.#byFamily[family];
    const [first, end] = span.map(edge => firstFrom(sorted, edge));
    return sorted.slice(first, end).flatMap(({ value, pod }) => (contains(except, value) ? [] : pod));
  }
}

function firstFrom(sorted: readonly { readonly value: bigint }[], edge: bigint): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.value ?? 0n) < edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

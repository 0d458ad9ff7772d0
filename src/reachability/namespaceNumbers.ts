import { type Cluster, namespaceLabels } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import type { Labels } from '../kubernetes/objects';
import { LabelIndex } from './labelIndex';
import type { Scope } from './selection';

/** Where pods are that count as their nodes: in no namespace. */
export const noNamespace = 0;

/** The namespaces that have pods, by number, and who is in them. */
export class NamespaceNumbers {
  /** Pods of each, by number. */
  readonly pods: readonly (readonly number[])[];
  readonly #members: number[][] = [[]];
  readonly #names: string[] = [''];
  readonly #numbers = new Map([['', noNamespace]]);
  readonly #labelsOf: Labels[];
  readonly #labels: LabelIndex;

  constructor(cluster: Cluster, pods: readonly Pod[], isNode: (pod: Pod) => boolean) {
    this.pods = this.#members;
    for (const [number, pod] of pods.entries())
      this.#members[this.#numberOf(isNode(pod) ? '' : pod.namespace)]?.push(number);
    this.#labelsOf = this.#names.map(name => namespaceLabels(cluster, name));
    this.#labels = new LabelIndex(this.#labelsOf);
  }

  /** Those that a policy's own namespace, or a selector of namespaces, means. */
  within(scope: string | Scope): readonly number[] {
    if (typeof scope === 'string') return this.numberOf(scope) ?? [];
    const all = this.#labels.candidates(scope.selector) ?? [...this.#names.keys()];
    return [...new Set(all)].filter(number => this.isWithin(number, scope));
  }

  isWithin(number: number, scope: Scope): boolean {
    return number !== noNamespace && scope.matches(this.#labelsOf[number] ?? {});
  }

  /** As a list of one, or none where no pod is in it. */
  numberOf(name: string): readonly [number] | undefined {
    const number = this.#numbers.get(name);
    return number === undefined ? undefined : [number];
  }

  /** A pod comes; the number of its namespace, which may be a new one. */
  come(pod: number, name: string, labels: Labels): number {
    const isNew = !this.#numbers.has(name);
    const number = this.#numberOf(name);
    if (isNew) this.relabel(number, labels);
    this.#members[number]?.push(pod);
    return number;
  }

  relabel(number: number, labels: Labels): void {
    this.#labelsOf[number] = labels;
    this.#labels.relabel(number, labels);
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#names.push(name) - 1;
    this.#numbers.set(name, number);
    this.#members[number] ??= [];
    return number;
  }
}

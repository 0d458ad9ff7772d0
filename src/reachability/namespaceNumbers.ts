import { type Cluster, namespaceLabels } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import { LabelIndex } from './labelIndex';
import type { Scope } from './selection';

/** Where pods are that count as their nodes: in no namespace. */
export const noNamespace = 0;

/** The namespaces that have pods, by number, and who is in them. */
export class NamespaceNumbers {
  /** Pods of each, by number. */
  readonly pods: readonly (readonly number[])[];
  readonly #cluster: Cluster;
  readonly #names: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #labels: LabelIndex;

  constructor(cluster: Cluster, pods: readonly Pod[], isNode: (pod: Pod) => boolean) {
    const numbers = new Map([['', noNamespace]]);
    const members: number[][] = [[]];
    for (const [number, pod] of pods.entries()) {
      const name = isNode(pod) ? '' : pod.namespace;
      const known = numbers.get(name) ?? members.push([]) - 1;
      numbers.set(name, known);
      members[known]?.push(number);
    }
    this.pods = members;
    this.#cluster = cluster;
    this.#numbers = numbers;
    this.#names = [...numbers.keys()];
    this.#labels = new LabelIndex(this.#names.map(name => namespaceLabels(cluster, name)));
  }

  /** Those that a policy's own namespace, or a selector of namespaces, means. */
  within(scope: string | Scope): readonly number[] {
    if (typeof scope === 'string') {
      const own = this.#numbers.get(scope);
      return own === undefined ? [] : [own];
    }
    const all = this.#labels.candidates(scope.selector) ?? [...this.#names.keys()];
    return all.filter(
      number =>
        number !== noNamespace && scope.matches(namespaceLabels(this.#cluster, this.#names[number] ?? '')),
    );
  }
}

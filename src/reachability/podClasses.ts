import type { Family } from '../addresses/address';
import { type Pod, portsOf } from '../cluster/pod';
import { noNamespace } from './namespaceNumbers';
import { PodFinder } from './podFinder';
import type { RulePorts } from './rulePorts';
import { type Asks, keyOf, picksAll, type Scope, type Selection } from './selection';
import type { Sight } from './sight';

/** What is alike for the pods of a class, beside what selections say of them. */
export interface Traits {
  readonly namespace: number;
  /** What `RulePorts.ofPod` says of it. */
  readonly declared: number;
  readonly families: readonly Family[];
  /** No policy isolates it. */
  readonly isExempt: boolean;
}

/**
 * Pods that no selection tells apart, as classes: partition refinement. Each new selection splits the classes of which it
 * picks a part, so that it picks classes whole; what is not selected any more stays split.
 */
export class PodClasses {
  /** The class of each pod. */
  readonly classOf: number[] = [];
  /** Of each class: how many pods, what they have in common, and which selections pick them beside their namespace. */
  readonly sizes: number[] = [];
  readonly traits: Traits[] = [];
  readonly selections: Selection[][] = [];
  /** Of each namespace: the selections that pick it whole, and its classes. */
  readonly wholes: readonly Selection[][];
  readonly classesIn: readonly number[][];

  readonly #finder: PodFinder;
  readonly #byKey = new Map<string, Selection>();
  /** Selections that look at labels: of the pods of a namespace, and of all pods. */
  readonly #looking: readonly Selection[][];
  readonly #lookingAtAll: Selection[] = [];

  constructor(
    sight: Sight,
    ports: RulePorts,
    readonly pods: Pod[],
  ) {
    this.#finder = new PodFinder(sight, pods);
    const { namespaces, namespaceOf } = this.#finder;
    this.wholes = namespaces.pods.map(() => []);
    this.classesIn = namespaces.pods.map(() => []);
    this.#looking = namespaces.pods.map(() => []);
    const begun = new Map<string, number>();
    for (const [number, pod] of pods.entries()) {
      const namespace = namespaceOf[number] ?? noNamespace;
      const isNode = namespace === noNamespace;
      const traits = {
        namespace,
        declared: isNode ? ports.ofNoPod : ports.ofPod(portsOf(pod)),
        families: this.#finder.familiesOf(pod),
        isExempt: isNode || sight.isExempt(pod),
      };
      const key = [
        namespace,
        traits.declared,
        traits.families.length,
        traits.families[0],
        traits.isExempt,
      ].join();
      const owner = begun.get(key) ?? this.#open(traits, []);
      begun.set(key, owner);
      this.classOf.push(owner);
      this.sizes[owner] = (this.sizes[owner] ?? 0) + 1;
    }
  }

  get count(): number {
    return this.sizes.length;
  }

  /** The selection that asks for this: classes are split as it needs them. */
  select(asks: Asks): Selection {
    const key = keyOf(asks);
    const known = this.#byKey.get(key);
    if (known) return known;
    const picked = this.#finder.find(asks);
    const selection: Selection = {
      id: this.#byKey.size,
      asks,
      isEverybody: picked.kind === 'everybody',
      namespaces: picked.kind === 'namespaces' ? picked.namespaces : [],
      classes: [],
    };
    this.#byKey.set(key, selection);
    for (const namespace of selection.namespaces) this.wholes[namespace]?.push(selection);
    if (picked.kind === 'pods') {
      this.#refine(selection, picked.pods);
      if (asks.kind === 'pods') this.#look(selection, asks.scope, picked.among);
    }
    return selection;
  }

  /** The pod has other labels now, and so perhaps another class, which this returns. */
  relabel(number: number, pod: Pod): number {
    const owner = this.classOf[number] ?? 0;
    const traits = this.#traitsOf(owner);
    this.pods[number] = pod;
    this.#finder.relabel(number, pod);
    const kept = (this.selections[owner] ?? []).filter(({ asks }) => asks.kind !== 'pods');
    const isNode = traits.namespace === noNamespace;
    const looking = isNode ? [] : [...(this.#looking[traits.namespace] ?? []), ...this.#lookingAtAll];
    const picking = looking.filter(({ asks }) => asks.kind === 'pods' && asks.matches(pod.labels));
    const selections = [...kept, ...picking].sort((a, b) => a.id - b.id);
    const isSame = (other: number): boolean => {
      const known = this.selections[other] ?? [];
      return (
        this.traits[other] === traits &&
        known.length === selections.length &&
        known.every((selection, i) => selection === selections[i])
      );
    };
    const next = this.classesIn[traits.namespace]?.find(isSame) ?? this.#open(traits, selections);
    this.#move([number], owner, next);
    return next;
  }

  /** Those that pick the class, and those that pick its whole namespace. */
  allSelections(owner: number): readonly Selection[] {
    const own = this.selections[owner] ?? [];
    const wholes = this.wholes[this.traits[owner]?.namespace ?? noNamespace] ?? [];
    return wholes.length === 0 ? own : [...own, ...wholes];
  }

  #open(traits: Traits, selections: readonly Selection[]): number {
    const number = this.sizes.push(0) - 1;
    this.traits.push(traits);
    this.selections.push([...selections]);
    this.classesIn[traits.namespace]?.push(number);
    for (const selection of selections) selection.classes.push(number);
    return number;
  }

  /** Splits the classes of which a part is picked, and notes for each that is picked now by what. */
  #refine(selection: Selection, picked: readonly number[]): void {
    const byClass = new Map<number, number[]>();
    for (const pod of picked) {
      const owner = this.classOf[pod] ?? 0;
      const pods = byClass.get(owner);
      if (pods) pods.push(pod);
      else byClass.set(owner, [pod]);
    }
    for (const [owner, pods] of byClass) {
      const whole = pods.length === this.sizes[owner] ? owner : this.#split(owner, pods);
      this.selections[whole]?.push(selection);
      selection.classes.push(whole);
    }
  }

  #split(owner: number, pods: readonly number[]): number {
    const fresh = this.#open(this.#traitsOf(owner), this.selections[owner] ?? []);
    this.#move(pods, owner, fresh);
    return fresh;
  }

  #move(pods: readonly number[], from: number, to: number): void {
    for (const pod of pods) this.classOf[pod] = to;
    this.sizes[from] = (this.sizes[from] ?? 0) - pods.length;
    this.sizes[to] = (this.sizes[to] ?? 0) + pods.length;
  }

  #look(selection: Selection, scope: string | Scope, among: readonly number[]): void {
    if (typeof scope !== 'string' && picksAll(scope.selector)) this.#lookingAtAll.push(selection);
    else for (const namespace of among) this.#looking[namespace]?.push(selection);
  }

  #traitsOf(owner: number): Traits {
    const traits = this.traits[owner];
    if (!traits) throw new Error(`there is no class ${owner}`);
    return traits;
  }
}

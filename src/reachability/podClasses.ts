import type { Cluster } from '../cluster/cluster';
import { type Pod, portsOf } from '../cluster/pod';
import type { Labels } from '../kubernetes/objects';
import { noNamespace } from './namespaceNumbers';
import { PodFinder } from './podFinder';
import type { RulePorts } from './rulePorts';
import { type Asks, isScoped, keyOf, picksAll, type Scope, type Selection } from './selection';
import type { Sight } from './sight';
import { keyOfTraits, type Traits } from './traits';

/** The class of a pod that is gone. */
export const nowhere = -1;

/**
 * Pods that no selection tells apart, as classes: partition refinement. Each new selection splits the classes of which it
 * picks a part, so that it picks classes whole; what is not selected any more stays split.
 */
export class PodClasses {
  /** The class of each pod, `nowhere` of one that is gone. */
  readonly classOf: number[] = [];
  /** Of each class: how many pods, what they have in common, and which selections pick them beside their namespace. */
  readonly sizes: number[] = [];
  readonly traits: Traits[] = [];
  readonly selections: Selection[][] = [];
  /** Of each namespace: the selections that pick it whole, and its classes. */
  readonly wholes: Selection[][];
  readonly classesIn: number[][];

  readonly #finder: PodFinder;
  readonly #sight: Sight;
  readonly #ports: RulePorts;
  readonly #byKey = new Map<string, Selection>();
  /** Selections that look at labels: of the pods of a namespace, and of all pods. */
  readonly #looking: Selection[][];
  readonly #lookingAtAll: Selection[] = [];

  constructor(
    sight: Sight,
    ports: RulePorts,
    readonly pods: Pod[],
  ) {
    this.#finder = new PodFinder(sight, pods);
    this.#sight = sight;
    this.#ports = ports;
    const { namespaces, namespaceOf } = this.#finder;
    this.wholes = namespaces.pods.map(() => []);
    this.classesIn = namespaces.pods.map(() => []);
    this.#looking = namespaces.pods.map(() => []);
    const begun = new Map<string, number>();
    for (const [number, pod] of pods.entries()) {
      const namespace = namespaceOf[number] ?? noNamespace;
      const traits = this.#traitsFor(pod, namespace);
      const key = keyOfTraits(traits);
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
      namespaces: picked.kind === 'namespaces' ? [...picked.namespaces] : [],
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
    const next = this.#classFor(traits, [...kept, ...this.#pickingByLabels(pod, traits.namespace)]);
    this.#move([number], owner, next);
    return next;
  }

  /**
   * A pod is new, last in the cluster, with a network of its own. `undefined`, and nothing is done, where a block stood for
   * everybody that does not hold its address.
   */
  come(pod: Pod, cluster: Cluster): number | undefined {
    const number = this.pods.push(pod) - 1;
    const namespace = this.#finder.come(number, pod, cluster);
    const known = [...this.#byKey.values()];
    if (namespace === this.wholes.length) this.#openNamespace(namespace, pod.namespace, known);
    const isOfBlock = ({ asks }: Selection): boolean =>
      asks.kind === 'block' && this.#finder.isWithin(pod, asks);
    if (
      known.some(
        selection => selection.isEverybody && selection.asks.kind === 'block' && !isOfBlock(selection),
      )
    )
      return undefined;
    const others = known.filter(
      selection =>
        (!selection.isEverybody && isOfBlock(selection)) ||
        (selection.asks.kind === 'node' &&
          selection.asks.who === 'its pods' &&
          selection.asks.node === pod.node),
    );
    const traits = this.#traitsFor(pod, namespace);
    const owner = this.#classFor(traits, [...others, ...this.#pickingByLabels(pod, namespace)]);
    this.classOf[number] = owner;
    this.sizes[owner] = (this.sizes[owner] ?? 0) + 1;
    return owner;
  }

  go(number: number): void {
    const owner = this.classOf[number] ?? 0;
    this.sizes[owner] = (this.sizes[owner] ?? 0) - 1;
    this.classOf[number] = nowhere;
    this.#finder.go(number);
  }

  /** A namespace has other labels now: selections that look at labels of namespaces pick it, or no longer do. */
  relabelNamespace(name: string, labels: Labels): void {
    const [number] = this.#finder.namespaces.numberOf(name) ?? [];
    if (number === undefined) return;
    const { namespaces } = this.#finder;
    const scoped = [...this.#byKey.values()].filter(({ asks }) => asks.kind === 'pods' && isScoped(asks));
    const before = new Map(scoped.map(selection => [selection, isWithin(namespaces, number, selection)]));
    namespaces.relabel(number, labels);
    for (const selection of scoped) {
      const isIn = isWithin(namespaces, number, selection);
      if (isIn === before.get(selection)) continue;
      if (isIn) this.#take(selection, number);
      else this.#leave(selection, number);
    }
  }

  /** Policies may have been there before the first pod. */
  #openNamespace(number: number, name: string, known: readonly Selection[]): void {
    this.wholes.push([]);
    this.classesIn.push([]);
    this.#looking.push([]);
    for (const selection of known) {
      const { asks } = selection;
      if (asks.kind !== 'pods') continue;
      const isOwn = asks.scope === name;
      if (isOwn || (isScoped(asks) && isWithin(this.#finder.namespaces, number, selection)))
        this.#take(selection, number);
    }
  }

  /** A selection picks in a namespace in which it did not. */
  #take(selection: Selection, namespace: number): void {
    const { asks } = selection;
    if (asks.kind !== 'pods') return;
    if (picksAll(asks.selector)) {
      selection.namespaces.push(namespace);
      this.wholes[namespace]?.push(selection);
      return;
    }
    this.#looking[namespace]?.push(selection);
    const picked = (this.#finder.namespaces.pods[namespace] ?? []).filter(
      number => this.#isThere(number) && asks.matches(this.pods[number]?.labels ?? {}),
    );
    this.#refine(selection, picked);
  }

  /** Not of a pod that is gone, or about to come. */
  #isThere(number: number): boolean {
    return (this.classOf[number] ?? nowhere) !== nowhere;
  }

  #leave(selection: Selection, namespace: number): void {
    const isOther = (each: Selection): boolean => each !== selection;
    drop(selection.namespaces, each => each === namespace);
    this.wholes[namespace] = (this.wholes[namespace] ?? []).filter(isOther);
    this.#looking[namespace] = (this.#looking[namespace] ?? []).filter(isOther);
    const classes = new Set(this.classesIn[namespace]);
    drop(selection.classes, owner => classes.has(owner));
    for (const owner of classes) this.selections[owner] = (this.selections[owner] ?? []).filter(isOther);
  }

  #pickingByLabels({ labels }: Pod, namespace: number): readonly Selection[] {
    if (namespace === noNamespace) return [];
    const looking = [...(this.#looking[namespace] ?? []), ...this.#lookingAtAll];
    return looking.filter(({ asks }) => asks.kind === 'pods' && asks.matches(labels));
  }

  /** The class with these traits and selections, opened if there is none. */
  #classFor(traits: Traits, picking: readonly Selection[]): number {
    const selections = [...picking].sort((a, b) => a.id - b.id);
    const key = keyOfTraits(traits);
    const isSame = (other: number): boolean => {
      const known = this.selections[other] ?? [];
      return (
        known.length === selections.length &&
        known.every(selection => selections.includes(selection)) &&
        keyOfTraits(this.#traitsOf(other)) === key
      );
    };
    return this.classesIn[traits.namespace]?.find(isSame) ?? this.#open(traits, selections);
  }

  #traitsFor(pod: Pod, namespace: number): Traits {
    const isNode = namespace === noNamespace;
    return {
      namespace,
      declared: isNode ? this.#ports.ofNoPod : this.#ports.ofPod(portsOf(pod)),
      families: this.#finder.familiesOf(pod),
      isExempt: isNode || this.#sight.isExempt(pod),
    };
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

function isWithin(namespaces: PodFinder['namespaces'], number: number, { asks }: Selection): boolean {
  return asks.kind === 'pods' && typeof asks.scope !== 'string' && namespaces.isWithin(number, asks.scope);
}

function drop<Thing>(list: Thing[], isGone: (thing: Thing) => boolean): void {
  const rest = list.filter(thing => !isGone(thing));
  list.splice(0, list.length, ...rest);
}

import type { Family } from '../addresses/address';
import type { Direction } from '../kubernetes/objects';
import { noNamespace } from './namespaceNumbers';
import type { PodClasses } from './podClasses';
import type { RuleIndex } from './ruleIndex';
import type { RulePorts } from './rulePorts';
import type { Selection } from './selection';

const UNKNOWN = -2;

/** What holds at one enforcement point before anybody in particular is looked at. */
export interface General {
  readonly isIsolated: boolean;
  /** Ports, as `RulePorts` numbers them, on which rules allow every pod; and everybody who is no pod to selectors. */
  readonly forPods: number;
  readonly forNodes: number;
}

/** What classes have in common whom no rule names: they get the same answers from each other. */
export interface Kind extends Readonly<Record<Direction, General>> {
  readonly declared: number;
  /** No selector picks it. */
  readonly isNode: boolean;
}

/** The kinds of the classes that have addresses of a family, by number. */
export class Kinds {
  readonly kinds: Kind[] = [];
  readonly #classes: PodClasses;
  readonly #rules: RuleIndex;
  readonly #ports: RulePorts;
  readonly #family: Family;
  readonly #byKey = new Map<string, number>();
  #ofClass = new Int32Array(0);

  constructor(classes: PodClasses, rules: RuleIndex, ports: RulePorts, family: Family) {
    this.#classes = classes;
    this.#rules = rules;
    this.#ports = ports;
    this.#family = family;
  }

  /** -1 where the class has no address of the family. */
  of(owner: number): number {
    if (owner >= this.#ofClass.length) this.#grow();
    let kind = this.#ofClass[owner] ?? UNKNOWN;
    if (kind === UNKNOWN) {
      kind = this.#find(owner);
      this.#ofClass[owner] = kind;
    }
    return kind;
  }

  /** Rules that isolate the class have changed. */
  forget(owner: number): void {
    this.#ofClass[owner] = UNKNOWN;
  }

  #grow(): void {
    const known = this.#ofClass;
    this.#ofClass = new Int32Array(Math.max(this.#classes.count, known.length * 2)).fill(UNKNOWN);
    this.#ofClass.set(known);
  }

  #find(owner: number): number {
    const traits = this.#classes.traits[owner];
    if (!traits?.families.includes(this.#family)) return -1;
    const selections = this.#classes.allSelections(owner);
    const ingress = traits.isExempt ? exempt : this.#general('ingress', selections);
    const egress = traits.isExempt ? exempt : this.#general('egress', selections);
    const { declared, namespace } = traits;
    const isNode = namespace === noNamespace;
    const key = [ingress, egress]
      .flatMap(({ isIsolated, forPods, forNodes }) => [isIsolated, forPods, forNodes])
      .concat([declared, isNode])
      .join();
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const kind = this.kinds.push({ ingress, egress, declared, isNode }) - 1;
    this.#byKey.set(key, kind);
    return kind;
  }

  #general(direction: Direction, selections: readonly Selection[]): General {
    let isIsolated = false;
    let forPods = 0;
    let forNodes = 0;
    for (const selection of selections) {
      isIsolated ||= this.#rules.isIsolating(direction, selection);
      for (const { peer, ports } of this.#rules.general(direction, selection)) {
        if (peer?.asks.kind === 'block' && peer.asks.family !== this.#family) continue;
        forPods = this.#ports.union(forPods, ports);
        if (peer?.asks.kind !== 'pods') forNodes = this.#ports.union(forNodes, ports);
      }
    }
    return { isIsolated, forPods, forNodes };
  }
}

const exempt: General = { isIsolated: false, forPods: 0, forNodes: 0 };

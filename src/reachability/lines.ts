import type { Family } from '../addresses/address';
import type { Direction } from '../kubernetes/objects';
import type { AnswerTable } from './answers';
import { IdPairs } from './idPairs';
import type { Kind, Kinds } from './kinds';
import { noNamespace } from './namespaceNumbers';
import type { PodClasses } from './podClasses';
import type { Points } from './points';
import type { PortSetTable } from './portSetTable';
import type { RuleIndex } from './ruleIndex';
import type { RulePorts } from './rulePorts';
import type { Selection } from './selection';

/** What a class reaches, or who reaches it: an answer, by number, for every class. */
export interface Line {
  /** By kind, for all whom no rule about this class names. */
  readonly byKind: (kind: number) => number;
  /** Namespaces that rules name whole: for those in them whom no rule names more closely, by kind. */
  readonly byNamespace: ReadonlyMap<number, (kind: number) => number>;
  /** Classes that rules name, and an answer for each. */
  readonly classes: readonly number[];
  readonly answers: Int32Array;
}

/** All that lines are drawn from. */
export interface Ground {
  readonly sets: PortSetTable;
  readonly ports: RulePorts;
  readonly answers: AnswerTable;
  readonly classes: PodClasses;
  readonly rules: RuleIndex;
}

/**
 * The four things that rules say of a class and another one. Ports are always those of whom a packet goes to: the other's
 * in its own ingress and this one's egress.
 */
const sayings = [
  { direction: 'egress', isOwn: true, isForOther: true },
  { direction: 'ingress', isOwn: false, isForOther: true },
  { direction: 'egress', isOwn: false, isForOther: false },
  { direction: 'ingress', isOwn: true, isForOther: false },
] as const satisfies readonly {
  readonly direction: Direction;
  /** Of rules that isolate this class, and not the other. */
  readonly isOwn: boolean;
  readonly isForOther: boolean;
}[];

const nothingAdded = sayings.map(() => 0);

/** Which of them judge requests, and which replies. */
const roles = { from: { requests: [0, 1], replies: [2, 3] }, to: { requests: [2, 3], replies: [0, 1] } };

/** Draws lines of one family of addresses under one model. */
export class Lines {
  readonly #ground: Ground;
  readonly #kinds: Kinds;
  readonly #family: Family;
  /** The numbers of sayings by which a request, and a reply, is judged. */
  readonly #requests: readonly number[];
  readonly #replies: readonly number[];
  readonly #isAsked: readonly boolean[];
  readonly #everything: number;
  readonly #carried: number;
  /** For each kind: what each saying is before anybody is named, by the other's kind. */
  readonly #before: (readonly number[][])[] = [];
  readonly #general = new IdPairs();

  /** What rules that name the other add to each saying, in the line that is drawn now. */
  #added: Int32Array[] = [];
  #touchedIn = new Int32Array(0);
  #line = 0;
  #touched: number[] = [];
  #namespaces = new Map<number, number[]>();

  constructor(ground: Ground, kinds: Kinds, family: Family, points: Points, way: 'from' | 'to') {
    this.#ground = ground;
    this.#kinds = kinds;
    this.#family = family;
    const judged = (numbers: readonly number[], directions: readonly Direction[]): readonly number[] =>
      numbers.filter(number => directions.includes((sayings[number] ?? sayings[0]).direction));
    this.#requests = judged(roles[way].requests, points.requests);
    this.#replies = judged(roles[way].replies, points.replies);
    this.#isAsked = sayings.map((_, i) => this.#requests.includes(i) || this.#replies.includes(i));
    this.#everything = ground.sets.everything;
    this.#carried = points.carried;
  }

  /** Of a class with an address of the family. */
  of(owner: number): Line {
    this.#begin();
    const selections = this.#ground.classes.allSelections(owner);
    const own = this.#kindOf(owner);
    for (const [number, { direction, isOwn }] of sayings.entries()) {
      if (!this.#isAsked[number] || (isOwn && !own[direction].isIsolated)) continue;
      for (const selection of selections) {
        if (this.#isOther(selection)) continue;
        const { rules } = this.#ground;
        const links = isOwn ? rules.bySubject(direction, selection) : rules.byPeer(direction, selection);
        for (const { subject, peer, ports } of links) this.#add(number, isOwn ? peer : subject, ports, own);
      }
    }
    return this.#end(owner);
  }

  /** A block of the other family says nothing here. */
  #isOther({ asks }: Selection): boolean {
    return asks.kind === 'block' && asks.family !== this.#family;
  }

  #begin(): void {
    const { count } = this.#ground.classes;
    if (this.#touchedIn.length < count) {
      this.#touchedIn = new Int32Array(count * 2);
      this.#added = sayings.map(() => new Int32Array(count * 2));
      this.#line = 0;
    }
    this.#line += 1;
    this.#touched = [];
    this.#namespaces = new Map();
  }

  #add(saying: number, others: Selection, ports: number, own: Kind): void {
    if (this.#isOther(others)) return;
    const { ports: rulePorts, classes, sets } = this.#ground;
    const isForOther = sayings[saying]?.isForOther === true;
    // Names that are the other's to declare mean something else for each of them.
    const set = isForOther ? ports : rulePorts.resolve(ports, own.declared);
    for (const namespace of others.namespaces)
      if (set < 0) this.#addTo(saying, classes.classesIn[namespace] ?? [], set);
      else {
        const added = this.#namespaces.get(namespace) ?? sayings.map(() => 0);
        added[saying] = sets.union(added[saying] ?? 0, set);
        this.#namespaces.set(namespace, added);
      }
    this.#addTo(saying, others.classes, set);
  }

  #addTo(saying: number, owners: readonly number[], ports: number): void {
    const { sets, classes, ports: rulePorts } = this.#ground;
    const added = this.#added[saying] ?? new Int32Array(0);
    for (let i = 0; i < owners.length; i++) {
      const owner = owners[i] ?? 0;
      if (this.#touchedIn[owner] !== this.#line) this.#touch(owner);
      const set = ports >= 0 ? ports : rulePorts.resolve(ports, classes.traits[owner]?.declared ?? 0);
      added[owner] = sets.union(added[owner] ?? 0, set);
    }
  }

  #touch(owner: number): void {
    this.#touchedIn[owner] = this.#line;
    this.#touched.push(owner);
    for (const added of this.#added) added[owner] = 0;
  }

  #end(owner: number): Line {
    const kind = this.#kinds.of(owner);
    const touched = this.#touched.filter(other => this.#kinds.of(other) >= 0);
    const answers = new Int32Array(touched.length);
    const { sets } = this.#ground;
    const { traits } = this.#ground.classes;
    const namespaces = this.#namespaces;
    const added = sayings.map(() => 0);
    for (let i = 0; i < touched.length; i++) {
      const other = touched[i] ?? 0;
      const ofNamespace = namespaces.get(traits[other]?.namespace ?? noNamespace);
      for (let saying = 0; saying < added.length; saying++) {
        const named = this.#added[saying]?.[other] ?? 0;
        added[saying] = ofNamespace ? sets.union(ofNamespace[saying] ?? 0, named) : named;
      }
      answers[i] = this.#answer(kind, this.#kinds.of(other), added);
    }
    const byNamespace = new Map(
      [...namespaces].map(([namespace, ofNamespace]) => [
        namespace,
        (other: number) => this.#answer(kind, other, ofNamespace),
      ]),
    );
    return { byKind: other => this.#untouched(kind, other), byNamespace, classes: touched, answers };
  }

  /** The answer where no rule names the other. */
  #untouched(kind: number, other: number): number {
    const known = this.#general.get(kind, other);
    if (known >= 0) return known;
    const answer = this.#answer(kind, other, nothingAdded);
    this.#general.set(kind, other, answer);
    return answer;
  }

  /** @param added what rules that name the other add to each saying */
  #answer(kind: number, other: number, added: readonly number[]): number {
    const { sets, answers } = this.#ground;
    let requests = this.#carried;
    for (const saying of this.#requests) {
      const allowed = sets.union(this.#beforeOf(saying, kind, other), added[saying] ?? 0);
      requests = sets.intersection(requests, allowed);
      if (requests === sets.nothing) return answers.nothing;
    }
    let replies = this.#everything;
    for (const saying of this.#replies) {
      const allowed = sets.union(this.#beforeOf(saying, kind, other), added[saying] ?? 0);
      replies = sets.intersection(replies, allowed);
    }
    return answers.idOf(requests, replies);
  }

  /** What a saying allows before rules that name anybody. */
  #beforeOf(saying: number, kind: number, other: number): number {
    this.#before[kind] ??= sayings.map(() => []);
    const known = this.#before[kind]?.[saying] ?? [];
    known[other] ??= this.#generalOf(saying, this.#kinds.kinds[kind], this.#kinds.kinds[other]);
    return known[other] ?? 0;
  }

  #generalOf(saying: number, own: Kind | undefined, other: Kind | undefined): number {
    const { direction, isOwn, isForOther } = sayings[saying] ?? sayings[0];
    if (!own || !other) throw new Error('there is no such kind');
    const [subject, peer] = isOwn ? [own, other] : [other, own];
    const { isIsolated, forPods, forNodes } = subject[direction];
    if (!isIsolated) return this.#everything;
    const declared = (isForOther ? other : own).declared;
    return this.#ground.ports.resolve(peer.isNode ? forNodes : forPods, declared);
  }

  #kindOf(owner: number): Kind {
    const kind = this.#kinds.kinds[this.#kinds.of(owner)];
    if (!kind) throw new Error(`class ${owner} has no address of ${this.#family}`);
    return kind;
  }
}

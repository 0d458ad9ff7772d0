import { type Family, families } from '../addresses/address';
import { type Cluster, namespaceNameLabel } from '../cluster/cluster';
import { type Pod, podKey } from '../cluster/pod';
import { takesPart } from '../dataplane/network';
import type { Labels } from '../kubernetes/objects';
import type { CompiledPolicy } from '../policy/compiledPolicy';
import type { ModelName } from '../settings/models';
import type { Settings } from '../settings/settings';
import { AnswerTable, type Reach } from './answers';
import { Kinds } from './kinds';
import { type Ground, type Line, Lines } from './lines';
import { noNamespace } from './namespaceNumbers';
import { type Outside, outsideOf } from './outside';
import { nowhere, PodClasses } from './podClasses';
import { type Points, pointsOf } from './points';
import { PortSetTable } from './portSetTable';
import { RuleIndex } from './ruleIndex';
import { RulePorts } from './rulePorts';
import { sightOf } from './sight';

/**
 * Who reaches whom on which ports, for all ordered pairs of pods. Pods that no rule can tell apart are one class, and a line
 * of answers is drawn for a class when somebody asks. NetworkPolicy alone counts, whether or not anything listens:
 * firewalls and Services are not on the way, and policies that remember no connection are taken for others.
 */
export class AllPairs {
  readonly #ground: Ground;
  readonly #kinds: Readonly<Record<Family, Kinds>>;
  readonly #settings: Settings;
  readonly #lines = new Map<string, Lines>();
  readonly #numbers = new Map<string, number>();

  /** @param policies as the settings have them read (`networkOf`) */
  constructor(cluster: Cluster, policies: readonly CompiledPolicy[], settings: Settings) {
    const pods = [...cluster.pods.values()].filter(pod => takesPart(pod, settings));
    const sets = new PortSetTable();
    const ports = new RulePorts(sets, settings);
    const sight = sightOf(cluster, settings);
    const classes = new PodClasses(sight, ports, pods);
    const rules = new RuleIndex(classes, ports);
    for (const policy of policies) rules.add(policy);
    for (const node of new Set(pods.flatMap(pod => (sight.isNode(pod) ? (pod.node ?? []) : [])))) {
      rules.exemptNode('ingress', node);
      if (settings['pod-to-own-node'] !== 'judged') rules.exemptNode('egress', node);
    }
    this.#ground = { sets, ports, answers: new AnswerTable(sets), classes, rules };
    this.#settings = settings;
    const [four, six] = families.map(family => new Kinds(classes, rules, ports, family));
    if (!four || !six) throw new Error('there are two families');
    this.#kinds = { IPv4: four, IPv6: six };
  }

  get classes(): PodClasses {
    return this.#ground.classes;
  }

  /** Everybody who takes part. */
  get pods(): readonly Pod[] {
    const { pods, classOf } = this.classes;
    return pods.filter((_, number) => classOf[number] !== nowhere);
  }

  /** What a class reaches, or who reaches it, at addresses of a family that it has. */
  line(model: ModelName, way: 'from' | 'to', owner: number, family: Family): Line {
    const key = `${model} ${way} ${family}`;
    let lines = this.#lines.get(key);
    if (!lines) {
      lines = new Lines(this.#ground, this.#kinds[family], family, this.#points(model), way);
      this.#lines.set(key, lines);
    }
    return lines.of(owner);
  }

  /** What a class reaches outside the cluster, and from where there it is reached. */
  outside(model: ModelName, owner: number, family: Family): readonly Outside[] {
    return outsideOf(this.#ground, this.#points(model), owner, family);
  }

  /** Splits classes as policies need them that are not in force. */
  prepare(policies: readonly CompiledPolicy[]): void {
    for (const policy of policies) this.#ground.rules.prepare(policy);
  }

  /** Policies go and come; the classes to which they apply, of which alone lines from and to are others now. */
  change(gone: readonly CompiledPolicy[], come: readonly CompiledPolicy[]): readonly number[] {
    const { rules, classes } = this.#ground;
    for (const policy of gone) rules.remove(policy);
    for (const policy of come) rules.add(policy);
    const subjects = new Set([...gone, ...come].map(policy => rules.subjectOf(policy)));
    const touched = [...subjects].flatMap(subject => [
      ...subject.classes,
      ...subject.namespaces.flatMap(namespace => classes.classesIn[namespace] ?? []),
    ]);
    for (const owner of touched) for (const family of families) this.#kinds[family].forget(owner);
    return [...new Set(touched)];
  }

  /** A pod has other labels now. */
  relabel(pod: Pod): void {
    this.#ground.classes.relabel(this.#numberOf(pod), pod);
  }

  /**
   * A pod is new, last in the cluster as it is now. `false` where all is to be built anew: with a pod that has the network of its
   * node, or where a block stood for everybody that does not hold its address.
   */
  come(pod: Pod, cluster: Cluster): boolean {
    if (pod.hostNetwork) return false;
    const { classes } = this.#ground;
    const number = classes.pods.length;
    this.#index();
    if (classes.come(pod, cluster) === undefined) return false;
    this.#numbers.set(podKey(pod), number);
    return true;
  }

  /** A pod is there no more. */
  go(pod: Pod): void {
    this.#ground.classes.go(this.#numberOf(pod));
    this.#numbers.delete(podKey(pod));
  }

  /** A namespace has other labels now. */
  relabelNamespace(name: string, labels: Labels): void {
    this.#ground.classes.relabelNamespace(name, { ...labels, [namespaceNameLabel]: name });
  }

  kindOf(owner: number, family: Family): number {
    return this.#kinds[family].of(owner);
  }

  reachOf(answer: number): Reach {
    return this.#ground.answers.reachOf(answer);
  }

  /** Of two pods that take part. */
  between(model: ModelName, source: Pod, destination: Pod): Reach {
    const { answers } = this.#ground;
    if (source === destination) return answers.reachOf(answers.everything);
    return answers.reachOf(this.row(model, this.classOf(source))(this.classOf(destination)));
  }

  /**
   * What a class reaches, or who reaches it, by the number of an answer, for any class: at the addresses of every family that
   * both have. Pods of the class reach each other so, too.
   */
  row(model: ModelName, owner: number, way: 'from' | 'to' = 'from'): (other: number) => number {
    const { answers } = this.#ground;
    const lines = families
      .filter(family => this.kindOf(owner, family) >= 0)
      .map(family => this.answersIn(this.line(model, way, owner, family), family));
    return other => {
      const [first = answers.nothing, second = first] = lines.flatMap(answerFor => answerFor(other) ?? []);
      return answers.together(first, second);
    };
  }

  get nothing(): number {
    return this.#ground.answers.nothing;
  }

  /** What a line of this family says of any class; nothing of those without an address of it. */
  answersIn(
    { byKind, byNamespace, classes, answers }: Line,
    family: Family,
  ): (owner: number) => number | undefined {
    const named = new Map(classes.map((owner, i) => [owner, answers[i] ?? 0]));
    return owner => {
      const kind = this.kindOf(owner, family);
      if (kind < 0) return undefined;
      const known = named.get(owner);
      if (known !== undefined) return known;
      const ofNamespace = byNamespace.get(this.classes.traits[owner]?.namespace ?? noNamespace);
      return ofNamespace ? ofNamespace(kind) : byKind(kind);
    };
  }

  #points(model: ModelName): Points {
    return pointsOf(model, this.#settings, this.#ground.sets);
  }

  /** The number of the class of a pod that takes part. */
  classOf(pod: Pod): number {
    return this.classes.classOf[this.#numberOf(pod)] ?? 0;
  }

  #index(): void {
    if (this.#numbers.size === 0)
      for (const [number, known] of this.classes.pods.entries()) this.#numbers.set(podKey(known), number);
  }

  #numberOf(pod: Pod): number {
    this.#index();
    const number = this.#numbers.get(podKey(pod));
    if (number === undefined) throw new Error(`${podKey(pod)} takes no part`);
    return number;
  }
}

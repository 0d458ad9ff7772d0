import type { Direction } from '../kubernetes/objects';
import type { CompiledPeer, CompiledPolicy } from '../policy/compiledPolicy';
import { everyPort } from '../policy/portSets';
import type { PodClasses } from './podClasses';
import type { RulePorts } from './rulePorts';
import type { Asks, Selection } from './selection';

/** What a rule says of one of its peers; absent: of anyone. */
export interface Link<Peer = Selection> {
  /** Those whom its policy isolates. */
  readonly subject: Selection;
  readonly peer: Peer;
  /** As `RulePorts` numbers them. */
  readonly ports: number;
  /** Absent: it needs none. */
  readonly policy?: CompiledPolicy;
}

/** The rules of one direction. */
interface Side {
  readonly isolating: Map<Selection, CompiledPolicy[]>;
  readonly bySubject: Map<Selection, Link[]>;
  readonly byPeer: Map<Selection, Link[]>;
  /** By subject, what holds for anyone, or for everybody in the cluster. */
  readonly general: Map<Selection, Link<Selection | undefined>[]>;
}

/** The rules of policies, found by those whom they isolate and by those whom they speak of. */
export class RuleIndex {
  readonly #classes: PodClasses;
  readonly #ports: RulePorts;
  readonly #sides: Readonly<Record<Direction, Side>> = { ingress: noSide(), egress: noSide() };

  constructor(classes: PodClasses, ports: RulePorts) {
    this.#classes = classes;
    this.#ports = ports;
  }

  /** Splits classes as a policy needs them. */
  prepare(policy: CompiledPolicy): void {
    this.subjectOf(policy);
    for (const rules of Object.values(policy.rules))
      for (const peer of rules.flatMap(({ peers = [] }) => peers)) this.#peerOf(policy, peer);
  }

  add(policy: CompiledPolicy): void {
    const subject = this.subjectOf(policy);
    for (const direction of directions) {
      const rules = policy.rules[direction];
      if (!rules) continue;
      push(this.#sides[direction].isolating, subject, policy);
      for (const rule of rules) {
        const ports = this.#ports.ofRule(rule);
        for (const peer of rule.peers ?? [undefined])
          this.#link(direction, { subject, peer: peer && this.#peerOf(policy, peer), ports, policy });
      }
    }
  }

  remove(policy: CompiledPolicy): void {
    const subject = this.subjectOf(policy);
    for (const { isolating, bySubject, byPeer, general } of Object.values(this.#sides)) {
      const links = (bySubject.get(subject) ?? []).filter(link => link.policy === policy);
      for (const { peer } of links) drop(byPeer, peer, link => link.policy === policy);
      drop(bySubject, subject, link => link.policy === policy);
      drop(general, subject, link => link.policy === policy);
      drop(isolating, subject, other => other === policy);
    }
  }

  /** A node and its pods, whatever policies say (NetworkPolicySpec.ingress). */
  exemptNode(direction: Direction, node: string): void {
    const [peer, subject] = (['its network', 'its pods'] as const).map(who =>
      this.#classes.select({ kind: 'node', node, who }),
    );
    if (peer && subject) this.#link(direction, { subject, peer, ports: this.#ports.numbered(everyPort) });
  }

  /** The pods to which a policy applies. */
  subjectOf({ namespace, selects, source }: CompiledPolicy): Selection {
    const { podSelector } = source.spec;
    return this.#classes.select({ kind: 'pods', scope: namespace, selector: podSelector, matches: selects });
  }

  isIsolating(direction: Direction, subject: Selection): boolean {
    return this.#sides[direction].isolating.has(subject);
  }

  bySubject(direction: Direction, subject: Selection): readonly Link[] {
    return this.#sides[direction].bySubject.get(subject) ?? [];
  }

  byPeer(direction: Direction, peer: Selection): readonly Link[] {
    return this.#sides[direction].byPeer.get(peer) ?? [];
  }

  general(direction: Direction, subject: Selection): readonly Link<Selection | undefined>[] {
    return this.#sides[direction].general.get(subject) ?? [];
  }

  #link(direction: Direction, link: Link<Selection | undefined>): void {
    const { bySubject, byPeer, general } = this.#sides[direction];
    const { subject } = link;
    if (hasPeer(link) && !link.peer.isEverybody) {
      push(bySubject, subject, link);
      push(byPeer, link.peer, link);
    } else push(general, subject, link);
  }

  #peerOf(policy: CompiledPolicy, peer: CompiledPeer): Selection {
    return this.#classes.select(asksOf(policy, peer));
  }
}

const directions: readonly Direction[] = ['ingress', 'egress'];

function asksOf({ namespace }: CompiledPolicy, peer: CompiledPeer): Asks {
  if (peer.kind === 'block') {
    const { family, span, except, source } = peer;
    const { cidr, except: without = [] } = source.ipBlock ?? { cidr: '' };
    return { kind: 'block', text: [cidr, ...without].join(' '), family, span, except };
  }
  const { podSelector = {}, namespaceSelector } = peer.source;
  const scope =
    peer.namespaces && namespaceSelector
      ? { selector: namespaceSelector, matches: peer.namespaces }
      : namespace;
  return { kind: 'pods', scope, selector: podSelector, matches: peer.pods };
}

function hasPeer(link: Link<Selection | undefined>): link is Link {
  return link.peer !== undefined;
}

function noSide(): Side {
  return { isolating: new Map(), bySubject: new Map(), byPeer: new Map(), general: new Map() };
}

function push<Thing>(lists: Map<Selection, Thing[]>, key: Selection, thing: Thing): void {
  const list = lists.get(key);
  if (list) list.push(thing);
  else lists.set(key, [thing]);
}

function drop<Thing>(
  lists: Map<Selection, Thing[]>,
  key: Selection,
  isGone: (thing: Thing) => boolean,
): void {
  const rest = (lists.get(key) ?? []).filter(thing => !isGone(thing));
  if (rest.length > 0) lists.set(key, rest);
  else lists.delete(key);
}

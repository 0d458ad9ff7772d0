import { intersect, type Spans } from '../addresses/spans';
import { type PortSets, portSets } from '../policy/portSets';
import { ephemeralPorts } from '../settings/ephemeralPorts';
import { IdPairs } from './idPairs';
import type { PortSetTable } from './portSetTable';

/** On which destination ports a party reaches another, each set exact; the two are disjoint. */
export interface Reach {
  readonly succeeds: PortSets;
  /** It depends on the port that the client happens to use. */
  readonly unreliable: PortSets;
}

/** How many of the ports that clients use a set holds. */
function coverage(ports: Spans<number>): 'all' | 'some' | 'none' {
  const [first, end] = ephemeralPorts;
  const held = intersect([ephemeralPorts], ports);
  if (held.length === 0) return 'none';
  return held.length === 1 && held[0]?.[0] === first && held[0][1] === end ? 'all' : 'some';
}

/** Requests that pass are answered where all replies pass, and unreliable where some do. */
export function reachOf(requests: PortSets, replies: PortSets): Reach {
  const where = (wanted: 'all' | 'some'): PortSets =>
    portSets(protocol => (coverage(replies[protocol]) === wanted ? requests[protocol] : []));
  return { succeeds: where('all'), unreliable: where('some') };
}

/** Answers by number, each once: a set that succeeds and one that is unreliable. */
export class AnswerTable {
  readonly #sets: PortSetTable;
  readonly #succeeding: number[] = [];
  readonly #unreliable: number[] = [];
  readonly #bySets = new IdPairs();
  readonly #byPackets = new IdPairs();
  readonly #together = new IdPairs();

  readonly nothing: number;
  readonly everything: number;

  constructor(sets: PortSetTable) {
    this.#sets = sets;
    this.nothing = this.#idOf(sets.nothing, sets.nothing);
    this.everything = this.#idOf(sets.everything, sets.nothing);
  }

  reachOf(answer: number): Reach {
    return {
      succeeds: this.#sets.setsOf(this.#succeeding[answer] ?? 0),
      unreliable: this.#sets.setsOf(this.#unreliable[answer] ?? 0),
    };
  }

  /** Of the set of requests that pass and the set of ports that replies may go to. */
  idOf(requests: number, replies: number): number {
    if (requests === this.#sets.nothing) return this.nothing;
    const known = this.#byPackets.get(requests, replies);
    if (known >= 0) return known;
    const { succeeds, unreliable } = reachOf(this.#sets.setsOf(requests), this.#sets.setsOf(replies));
    const id = this.#idOf(this.#sets.idOf(succeeds), this.#sets.idOf(unreliable));
    this.#byPackets.set(requests, replies, id);
    return id;
  }

  /** Of two families of addresses, of which a client takes one: what both answer alike is sure. */
  together(a: number, b: number): number {
    if (a === b) return a;
    const [low, high] = a < b ? [a, b] : [b, a];
    const known = this.#together.get(low, high);
    if (known >= 0) return known;
    const sets = this.#sets;
    const of = (list: readonly number[]): readonly [number, number] => [list[low] ?? 0, list[high] ?? 0];
    const sure = sets.intersection(...of(this.#succeeding));
    const some = [...of(this.#succeeding), ...of(this.#unreliable)].reduce((x, y) => sets.union(x, y));
    const id = this.#idOf(sure, sets.difference(some, sure));
    this.#together.set(low, high, id);
    return id;
  }

  #idOf(succeeding: number, unreliable: number): number {
    const known = this.#bySets.get(succeeding, unreliable);
    if (known >= 0) return known;
    const id = this.#succeeding.push(succeeding) - 1;
    this.#unreliable.push(unreliable);
    this.#bySets.set(succeeding, unreliable, id);
    return id;
  }
}

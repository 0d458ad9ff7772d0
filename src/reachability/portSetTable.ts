import { type Protocol, protocols } from '../addresses/port';
import { type Span, type Spans, subtract } from '../addresses/spans';
import { everyPort, type PortSets } from '../policy/portSets';
import { IdPairs } from './idPairs';

/** Ports of one protocol after the other on one line of numbers. */
const perProtocol = 65_536;

/**
 * Sets of ports of all protocols by number, each set once: equal sets have equal numbers, and what two sets have in common
 * or together is worked out once for every pair of them.
 */
export class PortSetTable {
  /** Of set `id`, edges `#starts[id]` to `#starts[id + 1]`: where a span begins and ends, alternately, ascending. */
  #edges = new Int32Array(1024);
  readonly #starts: number[] = [0];
  /** Sets by hash; 0 is a free slot, or the set 0, which nobody looks up. */
  #byHash = new Int32Array(256);
  readonly #unions = new IdPairs();
  readonly #common = new IdPairs();
  readonly #read = new Map<number, PortSets>();
  /** What `add` is to look at. */
  #scratch = new Int32Array(64);
  #length = 0;

  readonly nothing: number;
  readonly everything: number;

  constructor() {
    this.nothing = this.#add();
    this.everything = this.idOf(everyPort);
  }

  /** How many sets there are. */
  get size(): number {
    return this.#starts.length - 1;
  }

  idOf(sets: PortSets): number {
    this.#length = 0;
    protocols.forEach((protocol, i) => {
      for (const [start, end] of sets[protocol]) {
        this.#push(start + i * perProtocol);
        this.#push(end + i * perProtocol);
      }
    });
    return this.#add();
  }

  setsOf(id: number): PortSets {
    let sets = this.#read.get(id);
    if (!sets) {
      const [tcp, udp, sctp] = protocols;
      sets = { TCP: this.#spansOf(id, tcp), UDP: this.#spansOf(id, udp), SCTP: this.#spansOf(id, sctp) };
      this.#read.set(id, sets);
    }
    return sets;
  }

  union(a: number, b: number): number {
    if (a === b || b === this.nothing) return a;
    if (a === this.nothing) return b;
    if (a === this.everything || b === this.everything) return this.everything;
    const [low, high] = a < b ? [a, b] : [b, a];
    const known = this.#unions.get(low, high);
    if (known >= 0) return known;
    const id = this.#combined(low, high, 1);
    this.#unions.set(low, high, id);
    return id;
  }

  intersection(a: number, b: number): number {
    if (a === b || b === this.everything) return a;
    if (a === this.everything) return b;
    if (a === this.nothing || b === this.nothing) return this.nothing;
    const [low, high] = a < b ? [a, b] : [b, a];
    const known = this.#common.get(low, high);
    if (known >= 0) return known;
    const id = this.#combined(low, high, 2);
    this.#common.set(low, high, id);
    return id;
  }

  /** What is in `a` and not in `b`; not remembered. */
  difference(a: number, b: number): number {
    const [one, other] = [this.setsOf(a), this.setsOf(b)];
    const [tcp, udp, sctp] = protocols.map(protocol => subtract(one[protocol], other[protocol]));
    return this.idOf({ TCP: tcp ?? [], UDP: udp ?? [], SCTP: sctp ?? [] });
  }

  /** Walks along both: a number belongs to the result where as many sets hold it as are needed. */
  #combined(a: number, b: number, needed: 1 | 2): number {
    this.#length = 0;
    const edges = this.#edges;
    let i = this.#starts[a] ?? 0;
    let j = this.#starts[b] ?? 0;
    const [lastOfA, lastOfB] = [this.#starts[a + 1] ?? 0, this.#starts[b + 1] ?? 0];
    let holding = 0;
    while (i < lastOfA || j < lastOfB) {
      const nextOfA = i < lastOfA ? (edges[i] ?? 0) : Number.POSITIVE_INFINITY;
      const nextOfB = j < lastOfB ? (edges[j] ?? 0) : Number.POSITIVE_INFINITY;
      const at = Math.min(nextOfA, nextOfB);
      const before = holding;
      // Edges come in pairs: the first of a pair opens a span, the second closes it.
      if (nextOfA === at) holding += (i++ - (this.#starts[a] ?? 0)) % 2 === 0 ? 1 : -1;
      if (nextOfB === at) holding += (j++ - (this.#starts[b] ?? 0)) % 2 === 0 ? 1 : -1;
      if (before >= needed !== holding >= needed) this.#push(at);
    }
    return this.#add();
  }

  #push(edge: number): void {
    if (this.#length === this.#scratch.length) this.#scratch = longer(this.#scratch);
    this.#scratch[this.#length++] = edge;
  }

  /** The number of the set whose edges have been pushed. */
  #add(): number {
    if (this.#length === 0 && this.size > 0) return this.nothing;
    let slot = this.#hash() & (this.#byHash.length - 1);
    for (let id = this.#byHash[slot] ?? 0; id !== 0; id = this.#byHash[slot] ?? 0) {
      if (this.#isPushed(id)) return id;
      slot = (slot + 1) & (this.#byHash.length - 1);
    }
    const id = this.size;
    const start = this.#starts[id] ?? 0;
    while (start + this.#length > this.#edges.length) this.#edges = longer(this.#edges);
    this.#edges.set(this.#scratch.subarray(0, this.#length), start);
    this.#starts.push(start + this.#length);
    this.#byHash[slot] = id;
    if (this.size * 2 > this.#byHash.length) this.#rehash();
    return id;
  }

  #isPushed(id: number): boolean {
    const start = this.#starts[id] ?? 0;
    if ((this.#starts[id + 1] ?? 0) - start !== this.#length) return false;
    for (let i = 0; i < this.#length; i++) if (this.#edges[start + i] !== this.#scratch[i]) return false;
    return true;
  }

  #hash(): number {
    let hash = 0;
    for (let i = 0; i < this.#length; i++)
      hash = Math.imul(hash ^ (this.#scratch[i] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
    return hash ^ (hash >>> 13);
  }

  #rehash(): void {
    this.#byHash = new Int32Array(this.#byHash.length * 2);
    for (let id = 1; id < this.size; id++) {
      const start = this.#starts[id] ?? 0;
      this.#length = 0;
      for (let i = start; i < (this.#starts[id + 1] ?? 0); i++) this.#push(this.#edges[i] ?? 0);
      let slot = this.#hash() & (this.#byHash.length - 1);
      while (this.#byHash[slot] !== 0) slot = (slot + 1) & (this.#byHash.length - 1);
      this.#byHash[slot] = id;
    }
  }

  #spansOf(id: number, protocol: Protocol): Spans<number> {
    const offset = protocols.indexOf(protocol) * perProtocol;
    const spans: Span<number>[] = [];
    for (let i = this.#starts[id] ?? 0; i < (this.#starts[id + 1] ?? 0); i += 2) {
      const [start, end] = [(this.#edges[i] ?? 0) - offset, (this.#edges[i + 1] ?? 0) - offset];
      if (start >= 0 && start < perProtocol) spans.push([start, end]);
    }
    return spans;
  }
}

function longer(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(array.length * 2);
  twice.set(array);
  return twice;
}

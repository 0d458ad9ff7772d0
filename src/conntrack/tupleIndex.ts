import { type EntryRecords, hashOf, portsOf, protocolNumbers } from './entryRecords';
import type { Tuple } from './tuple';

/** Not the number of a tuple. */
export const NOTHING = -1;

/** Places for each tuple; fewer make long searches, more make a table that no cache holds. */
const placesPerTuple = 1.5;
/** Places that early drop takes for one bucket of the kernel's, which at its limit has two tuples on average. */
const placesPerBucket = 4;

const noPlaces = new Int32Array(0);

/**
 * Finds tuples by their hash: an open table with linear probing. A place holds a tuple's number plus one, 0 if it is
 * empty, and in the bits above it those of the hash, so that an entry is hardly ever read in vain.
 */
export class TupleIndex {
  #places = noPlaces;
  /** The bits of a place that are the number plus one. */
  #numberBits = 0;
  readonly #records: EntryRecords;

  constructor(records: EntryRecords) {
    this.#records = records;
  }

  /** The number of this tuple, or NOTHING. */
  find(tuple: Tuple): number {
    const { source, destination } = tuple;
    const protocol = protocolNumbers[tuple.protocol];
    const ports = portsOf(tuple);
    const hash = hashOf(protocol, source, destination, ports);
    const last = this.#places.length - 1;
    for (let at = hash & last; ; at = (at + 1) & last) {
      const place = this.#places[at] ?? 0;
      if (place === 0) return NOTHING;
      const number = (place & this.#numberBits) - 1;
      if (
        ((place ^ hash) & ~this.#numberBits) === 0 &&
        this.#records.isTuple(number, protocol, source, destination, ports)
      )
        return number;
    }
  }

  add(number: number): void {
    const hash = this.#records.hash(number);
    const last = this.#places.length - 1;
    let at = hash & last;
    while (this.#places[at] !== 0) at = (at + 1) & last;
    this.#places[at] = (hash & ~this.#numberBits) | (number + 1);
  }

  /** Moves up what stands behind, so that no search ends at the hole. */
  remove(number: number): void {
    const last = this.#places.length - 1;
    let hole = this.#records.hash(number) & last;
    while (this.#numberAt(hole) !== number) hole = (hole + 1) & last;
    for (let at = (hole + 1) & last; this.#places[at] !== 0; at = (at + 1) & last) {
      const home = this.#records.hash(this.#numberAt(at)) & last;
      if (((at - home) & last) < ((at - hole) & last)) continue;
      this.#places[hole] = this.#places[at] ?? 0;
      hole = at;
    }
    this.#places[hole] = 0;
  }

  /** Makes room for two tuples of so many entries; where that takes a new table, those of the slots in use move. */
  fit(capacity: number, used: number): void {
    const places = 2 ** Math.ceil(Math.log2(capacity * 2 * placesPerTuple));
    const numberBits = 2 ** Math.ceil(Math.log2(capacity * 2 + 1)) - 1;
    if (places === this.#places.length && numberBits === this.#numberBits) return;
    this.#numberBits = numberBits;
    this.#places = new Int32Array(places);
    for (let number = 0; number < used * 2; number++) this.add(number);
  }

  /** The entries' slots in the bucket so many after that of a tuple. */
  inBucket(tuple: Tuple, offset: number): readonly number[] {
    const { protocol, source, destination } = tuple;
    const hash = hashOf(protocolNumbers[protocol], source, destination, portsOf(tuple));
    const first = Math.floor(hash / placesPerBucket + offset) * placesPerBucket;
    const numbers = Array.from({ length: placesPerBucket }, (_, i) =>
      this.#numberAt((first + i) & (this.#places.length - 1)),
    );
    return [...new Set(numbers.filter(number => number !== NOTHING).map(number => number >> 1))];
  }

  #numberAt(at: number): number {
    return ((this.#places[at] ?? 0) & this.#numberBits) - 1;
  }
}

import { ORIGINAL, REPLY } from './direction';
import type { EntryRecords } from './entryRecords';
import { words } from './layout';
import type { Tuple } from './tuple';
import { hashOf } from './tupleHash';

/** Not the number of a tuple. */
export const NOTHING = -1;

/** Slots that early drop takes for one bucket of the kernel's, which at its limit has two tuples on average. */
const slotsPerBucket = 3;

/**
 * Finds entries by the hash of a tuple, without a table of its own: the hash says in which slot a chain begins, and the
 * entry is put into that slot or into a free one close by. So index and entry are one place in memory, and a table that
 * no cache holds is asked once for a packet. An entry stays where it is until the table grows.
 */
export class TupleIndex {
  readonly #records: EntryRecords;
  /** From the hash to a slot, as capacities are no powers of two. */
  readonly #scale: number;

  constructor(records: EntryRecords) {
    this.#records = records;
    this.#scale = records.capacity / 2 ** 32;
  }

  /** The number of this tuple, its entry's slot * 2 + direction, or NOTHING. */
  find(tuple: Tuple): number {
    const records = this.#records;
    for (
      let slot = records.word(this.#home(tuple), words.first) - 1;
      slot >= 0;
      slot = records.word(slot, words.next) - 1
    ) {
      if (records.hasTuple(slot, ORIGINAL, tuple)) return (records.word(slot, words.owner) - 1) * 2;
      if (records.hasTuple(slot, REPLY, tuple)) return (records.word(slot, words.owner) - 1) * 2 + 1;
    }
    return NOTHING;
  }

  /** Takes a free slot, one there must be, for an entry with this tuple, or for a sign to an entry in another slot. */
  take(tuple: Tuple, owner?: number): number {
    const records = this.#records;
    const home = this.#home(tuple);
    const slot = this.#freeFrom(home);
    records.setWord(slot, words.owner, (owner ?? slot) + 1);
    records.setWord(slot, words.next, records.word(home, words.first));
    records.setWord(home, words.first, slot + 1);
    return slot;
  }

  /** Gives up a slot that was taken for this tuple. */
  release(slot: number, tuple: Tuple): void {
    const records = this.#records;
    const home = this.#home(tuple);
    const next = records.word(slot, words.next);
    let before = records.word(home, words.first) - 1;
    if (before === slot) records.setWord(home, words.first, next);
    else {
      while (records.word(before, words.next) !== slot + 1) before = records.word(before, words.next) - 1;
      records.setWord(before, words.next, next);
    }
    records.setWord(slot, words.owner, 0);
  }

  /** The slot of the sign with this tuple to an entry: it was taken after the entry's, so that a chain has it first. */
  signTo(owner: number, tuple: Tuple): number {
    const records = this.#records;
    let slot = records.word(this.#home(tuple), words.first) - 1;
    while (records.word(slot, words.owner) !== owner + 1) slot = records.word(slot, words.next) - 1;
    return slot;
  }

  /** The entries' slots in the bucket so many after that of a tuple. */
  inBucket(tuple: Tuple, offset: number): readonly number[] {
    const { capacity } = this.#records;
    const home = this.#home(tuple);
    const begin = home - (home % slotsPerBucket) + offset * slotsPerBucket;
    const owners = Array.from({ length: slotsPerBucket }, (_, i) =>
      this.#records.word((begin + i) % capacity, words.owner),
    );
    return [...new Set(owners.filter(owner => owner !== 0).map(owner => owner - 1))];
  }

  #home(tuple: Tuple): number {
    return Math.floor(hashOf(tuple) * this.#scale);
  }

  /** The processor fetches lines in pairs, so that the other one of the pair costs nothing; after it those behind. */
  #freeFrom(home: number): number {
    const { capacity } = this.#records;
    if (this.#records.word(home, words.owner) === 0) return home;
    const beside = home ^ 1;
    if (beside < capacity && this.#records.word(beside, words.owner) === 0) return beside;
    let slot = home;
    do slot = slot + 1 === capacity ? 0 : slot + 1;
    while (this.#records.word(slot, words.owner) !== 0);
    return slot;
  }
}

import { ORIGINAL, REPLY } from './direction';
import { EntryRecords } from './entryRecords';
import { words } from './layout';
import type { Memory } from './memory';
import { inverted, type Tuple } from './tuple';
import { NOTHING, TupleIndex } from './tupleIndex';

const firstCapacity = 10;
const growth = 1.4;
/** Of the slots: more put entries far from where their chains begin. With the growth it is 91 to 128 bytes an entry. */
const mostInUse = 0.7;

// Shared by all tables that hold nothing, so that making one costs next to nothing.
const noRecords = new EntryRecords(0);
const noIndex = new TupleIndex(noRecords);

/**
 * The entries, each in a slot, found by either tuple. It knows nothing of time or of protocols, and takes no memory
 * until the first entry comes. Adding an entry may move all others to other slots.
 */
export class EntryStore {
  records = noRecords;
  #index = noIndex;
  #size = 0;
  /** Slots in use. */
  #taken = 0;
  #serial = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of this tuple, slot * 2 + direction, or NOTHING. */
  find(tuple: Tuple): number {
    return this.#size === 0 ? NOTHING : this.#index.find(tuple);
  }

  /** Adds an entry and returns its slot. Neither of its tuples may be there yet. */
  add(original: Tuple, reply: Tuple, memory: Memory): number {
    // Two, as a translated entry takes two.
    if (this.#taken + 2 > this.records.capacity * mostInUse) this.#grow();
    const slot = this.#place(original, reply);
    this.#serial = (this.#serial + 1) | 0 || 1;
    this.records.setWord(slot, words.serial, this.#serial);
    this.records.save(slot, memory);
    this.#size++;
    return slot;
  }

  remove(slot: number): void {
    const { records } = this;
    const original = records.tuple(slot, ORIGINAL);
    const reply = records.tuple(slot, REPLY);
    if (isTranslated(original, reply)) {
      this.#index.release(this.#index.signTo(slot, reply), reply);
      this.#taken--;
    }
    this.#index.release(slot, original);
    this.#taken--;
    records.setWord(slot, words.serial, 0);
    this.#size--;
  }

  clear(): void {
    this.records = noRecords;
    this.#index = noIndex;
    this.#taken = this.#size = 0;
  }

  /** Of every entry, in no order; what is visited may be removed. */
  visit(visitor: (slot: number) => void): void {
    const { records } = this;
    for (let slot = 0; slot < records.capacity; slot++) if (records.serial(slot) !== 0) visitor(slot);
  }

  /** In order of creation. */
  slots(): readonly number[] {
    const slots: number[] = [];
    this.visit(slot => slots.push(slot));
    return slots.sort((a, b) => this.records.serial(a) - this.records.serial(b));
  }

  /** The slots in the bucket so many after that of a tuple. */
  inBucket(tuple: Tuple, offset: number): readonly number[] {
    return this.#index.inBucket(tuple, offset);
  }

  #grow(): void {
    const old = this.records;
    this.records = new EntryRecords(Math.max(firstCapacity, Math.ceil(old.capacity * growth)));
    this.#index = new TupleIndex(this.records);
    this.#taken = 0;
    for (let slot = 0; slot < old.capacity; slot++)
      if (old.serial(slot) !== 0)
        this.records.copy(this.#place(old.tuple(slot, ORIGINAL), old.tuple(slot, REPLY)), old, slot);
  }

  /** The reply of a translated entry is looked for elsewhere: there a slot without serial shows the way to the entry. */
  #place(original: Tuple, reply: Tuple): number {
    const slot = this.#index.take(original);
    this.records.setTuples(slot, original, reply);
    this.#taken++;
    if (!isTranslated(original, reply)) return slot;
    this.records.setTuples(this.#index.take(reply, slot), original, reply);
    this.#taken++;
    return slot;
  }
}

function isTranslated(original: Tuple, reply: Tuple): boolean {
  const answer = inverted(original);
  return (
    reply.source !== answer.source ||
    reply.destination !== answer.destination ||
    reply.sourcePort !== answer.sourcePort ||
    reply.destinationPort !== answer.destinationPort
  );
}

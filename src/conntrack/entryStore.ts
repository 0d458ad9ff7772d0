import { EntryRecords } from './entryRecords';
import type { Memory } from './memory';
import type { Tuple } from './tuple';
import { NOTHING, TupleIndex } from './tupleIndex';

const firstCapacity = 8;
const growth = 1.5;

/**
 * The entries, each in a slot, found by either tuple. It knows nothing of time or of protocols, and takes no memory
 * until the first entry comes.
 */
export class EntryStore {
  records = new EntryRecords();
  #index = new TupleIndex(this.records);
  /** Slots from here on were never used. */
  #end = 0;
  /** The first free slot before that, plus one. */
  #free = 0;
  #size = 0;
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
    const slot = this.#takeSlot();
    this.#serial = (this.#serial + 1) | 0 || 1;
    this.records.setSerial(slot, this.#serial);
    this.records.setTuples(slot, original, reply);
    this.records.save(slot, memory);
    this.#index.add(slot * 2);
    this.#index.add(slot * 2 + 1);
    this.#size++;
    return slot;
  }

  remove(slot: number): void {
    this.#index.remove(slot * 2);
    this.#index.remove(slot * 2 + 1);
    this.records.setSerial(slot, 0);
    this.records.setNextFree(slot, this.#free);
    this.#free = slot + 1;
    this.#size--;
  }

  clear(): void {
    this.records = new EntryRecords();
    this.#index = new TupleIndex(this.records);
    this.#end = this.#free = this.#size = 0;
  }

  /** Of every entry, in no order; what is visited may be removed. */
  visit(visitor: (slot: number) => void): void {
    for (let slot = 0; slot < this.#end; slot++) if (this.records.serial(slot) !== 0) visitor(slot);
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

  #takeSlot(): number {
    if (this.#free !== 0) {
      const slot = this.#free - 1;
      this.#free = this.records.nextFree(slot);
      return slot;
    }
    if (this.#end === this.records.capacity) {
      this.records.grow(Math.max(firstCapacity, Math.ceil(this.#end * growth)));
      this.#index.fit(this.records.capacity, this.#end);
    }
    return this.#end++;
  }
}

import type { EntryStore } from './entryStore';

/** In a large table that is full, what expired is searched for once in so many milliseconds. */
const sweepInterval = 1000;

/** The timers of a store's entries. An entry whose timer has run out is as good as removed. */
export class Expiry {
  /** No entry expires before. */
  #earliest = Number.POSITIVE_INFINITY;
  #swept = Number.NEGATIVE_INFINITY;
  readonly #store: EntryStore;

  constructor(store: EntryStore) {
    this.#store = store;
  }

  set(slot: number, expires: number): void {
    this.#store.records.setExpires(slot, expires);
    if (expires < this.#earliest) this.#earliest = expires;
  }

  isOver(slot: number, now: number): boolean {
    return this.#store.records.expires(slot) <= now;
  }

  /** Removes what expired. */
  sweep(now: number): void {
    if (now < this.#earliest) return;
    this.#swept = now;
    this.#earliest = Number.POSITIVE_INFINITY;
    this.#store.visit(slot => {
      const expires = this.#store.records.expires(slot);
      if (expires <= now) this.#store.remove(slot);
      else if (expires < this.#earliest) this.#earliest = expires;
    });
  }

  /** The same, unless it was done just before: every packet of a flood may ask for it. */
  sweepNowAndThen(now: number): void {
    if (now >= this.#swept + sweepInterval) this.sweep(now);
  }
}

const EMPTY = -1;

/** Remembers a number for each pair of numbers, all from 0: open addressing in typed arrays, a third of them free. */
export class IdPairs {
  #first: Int32Array;
  #second: Int32Array;
  #value: Int32Array;
  #size = 0;

  constructor(capacity = 64) {
    this.#first = new Int32Array(capacity).fill(EMPTY);
    this.#second = new Int32Array(capacity);
    this.#value = new Int32Array(capacity);
  }

  /** -1 where nothing is remembered. */
  get(a: number, b: number): number {
    return this.#value[this.#slot(a, b)] ?? EMPTY;
  }

  set(a: number, b: number, value: number): void {
    const slot = this.#slot(a, b);
    if (this.#first[slot] === EMPTY) this.#size += 1;
    this.#first[slot] = a;
    this.#second[slot] = b;
    this.#value[slot] = value;
    if (this.#size * 3 > this.#first.length * 2) this.#grow();
  }

  /** Where the pair is, or may be put; nothing that is free holds another value than -1. */
  #slot(a: number, b: number): number {
    const mask = this.#first.length - 1;
    let slot = mixed(a, b) & mask;
    while (this.#first[slot] !== EMPTY && (this.#first[slot] !== a || this.#second[slot] !== b))
      slot = (slot + 1) & mask;
    if (this.#first[slot] === EMPTY) this.#value[slot] = EMPTY;
    return slot;
  }

  #grow(): void {
    const [first, second, value] = [this.#first, this.#second, this.#value];
    const capacity = first.length * 2;
    this.#first = new Int32Array(capacity).fill(EMPTY);
    this.#second = new Int32Array(capacity);
    this.#value = new Int32Array(capacity);
    for (let i = 0; i < first.length; i++) {
      const a = first[i] ?? EMPTY;
      if (a === EMPTY) continue;
      const b = second[i] ?? EMPTY;
      const slot = this.#slot(a, b);
      this.#first[slot] = a;
      this.#second[slot] = b;
      this.#value[slot] = value[i] ?? EMPTY;
    }
  }
}

/** Spreads pairs over 32 bits (the finishing steps of MurmurHash3). */
function mixed(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return hash ^ (hash >>> 13);
}

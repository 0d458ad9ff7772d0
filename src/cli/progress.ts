import type { Io } from './io';

/** Before this nobody waits, in milliseconds. */
const patience = 1000;
const interval = 200;

/** Says how far something is that takes longer than a second, on one line of a terminal. */
export class Progress {
  readonly #io: Io;
  readonly #clock: () => number;
  readonly #start: number;
  #said = 0;
  #width = 0;

  /** @param clock milliseconds */
  constructor(io: Io, clock: () => number = Date.now) {
    this.#io = io;
    this.#clock = clock;
    this.#start = clock();
  }

  /** `at('reading', 12, 400)`, `at('reading', 12)` where nobody knows of how many. */
  at(what: string, done: number, of?: number): void {
    const now = this.#clock();
    if (!this.#io.isWatched || now - this.#start < patience || now - this.#said < interval) return;
    this.#said = now;
    this.#show(`${what}: ${done}${of === undefined ? '' : ` of ${of}`}`);
  }

  end(): void {
    if (this.#width > 0) this.#show('');
    this.#width = 0;
  }

  #show(text: string): void {
    this.#io.stderr(`\r${text.padEnd(this.#width)}${text === '' ? '\r' : ''}`);
    this.#width = text.length;
  }
}

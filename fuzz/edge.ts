import type fc from 'fast-check';

/** What became of a document: it was carried out, or it was refused in words. */
export type Outcome = 'accepted' | 'refused';

/** Where something enters from outside: what may come in there, and what must hold of it. */
export interface Edge<Input> {
  readonly inputs: fc.Arbitrary<Input>;
  /** The input so that it can be pasted. */
  readonly shown: (input: Input) => string;
  /**
   * Tries an input from a fresh start.
   *
   * @throws {Crash} where something else comes out than an outcome
   */
  readonly attempt: (input: Input) => Outcome | Promise<Outcome>;
  /** Inputs that are a part of this one, to be tried where it crashes. */
  readonly parts?: (input: Input) => Iterable<Input>;
}

/** What no document may do. */
export class Crash extends Error {
  override readonly name = 'Crash';

  /** @param cause what was thrown, where something was */
  constructor(what: string, cause?: unknown) {
    super(what, { cause });
  }

  /** The same for crashes of the same making. */
  get kind(): string {
    const thrown = this.cause instanceof Error ? this.cause : undefined;
    const frames = (thrown?.stack ?? '')
      .split('\n')
      .filter(line => /^\s+at .*[/\\](src|steps)[/\\]/.test(line));
    return [this.message.split('\n')[0]?.replace(/".*"|\d+/g, '…'), ...frames.slice(0, 2)].join('\n');
  }
}

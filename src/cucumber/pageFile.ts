import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { pageOf } from '../page/page';
import { Pictures } from '../page/pictures';
import { RunReader } from './runReader';

/** The page of a run, from its messages as they come. */
export class PageFile {
  readonly #pictures = new Pictures();
  readonly #reader = new RunReader(this.#pictures);
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  see(envelope: Envelope): void {
    this.#reader.see(envelope);
  }

  /** Why it could not be written, if it could not. */
  write(): string | undefined {
    const page = pageOf(this.#reader.run(), this.#pictures.packed());
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(this.#file, page);
      return undefined;
    } catch (error) {
      return `the page cannot be written to ${this.#file}: ${error instanceof Error ? error.message : String(error)}.`;
    }
  }
}

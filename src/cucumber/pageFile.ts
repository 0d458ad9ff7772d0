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

  write(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, pageOf(this.#reader.run(), this.#pictures.packed()));
  }
}

import { deflateRawSync } from 'node:zlib';

/** How many pictures are packed together: like ones take little room beside each other, and few are looked at. */
export const picturesInBlock = 128;

/** Pictures of a run, packed as they come, as a run may have thousands. */
export class Pictures {
  readonly #blocks: string[] = [];
  #open: string[] = [];
  #count = 0;

  /** Returns its number, from 0 on. */
  add(svg: string): number {
    this.#open.push(svg);
    if (this.#open.length === picturesInBlock) this.#pack();
    this.#count += 1;
    return this.#count - 1;
  }

  /** Blocks of `picturesInBlock`: JSON lists, compressed (RFC 1951), in base64. */
  packed(): readonly string[] {
    if (this.#open.length > 0) this.#pack();
    return this.#blocks;
  }

  #pack(): void {
    this.#blocks.push(deflateRawSync(JSON.stringify(this.#open)).toString('base64'));
    this.#open = [];
  }
}

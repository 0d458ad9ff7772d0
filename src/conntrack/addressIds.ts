import { type Address, addressKey } from '../addresses/address';

/** Small numbers for addresses, from 0 in order of first asking: the connection table compares these. */
export class AddressIds {
  readonly #addresses: Address[] = [];
  readonly #byText = new Map<string, number>();
  /** Asking for the same object again costs no text. */
  readonly #byObject = new WeakMap<Address, number>();

  idOf(address: Address): number {
    const known = this.#byObject.get(address);
    if (known !== undefined) return known;
    const id = this.#idByText(address);
    this.#byObject.set(address, id);
    return id;
  }

  /** Throws for an id that was never handed out. */
  addressOf(id: number): Address {
    const address = this.#addresses[id];
    if (!address) throw new Error(`No address has the id ${id}.`);
    return address;
  }

  #idByText(address: Address): number {
    const text = addressKey(address);
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const id = this.#addresses.push(address) - 1;
    this.#byText.set(text, id);
    return id;
  }
}

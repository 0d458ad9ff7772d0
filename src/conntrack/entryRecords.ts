import type { DirectionIndex } from './direction';
import { bytes, entrySize, times, tupleSize, words } from './layout';
import type { Memory } from './memory';
import type { TrackedProtocol } from './packet';
import type { Tuple } from './tuple';
import { protocolNumbers } from './tupleHash';

const protocols = new Map(
  (['TCP', 'UDP', 'SCTP', 'ICMP'] as const).map(name => [protocolNumbers[name], name]),
);

/** The fields of all entries, by slot. Nothing here knows which slots are in use. */
export class EntryRecords {
  readonly capacity: number;
  readonly #words: Int32Array;
  readonly #times: Float64Array;
  readonly #bytes: Uint8Array;

  constructor(capacity: number) {
    const buffer = new ArrayBuffer(capacity * entrySize.bytes);
    this.capacity = capacity;
    this.#words = new Int32Array(buffer);
    this.#times = new Float64Array(buffer);
    this.#bytes = new Uint8Array(buffer);
  }

  /** A field of `words`. */
  word(slot: number, field: number): number {
    return this.#words[slot * entrySize.words + field] ?? 0;
  }

  setWord(slot: number, field: number, value: number): void {
    this.#words[slot * entrySize.words + field] = value;
  }

  /** 0 where there is no entry; else it differs for every entry that ever was in the table. */
  serial(slot: number): number {
    return this.#words[slot * entrySize.words + words.serial] ?? 0;
  }

  expires(slot: number): number {
    return this.#times[slot * entrySize.times + times.expires] ?? 0;
  }

  setExpires(slot: number, expires: number): void {
    this.#times[slot * entrySize.times + times.expires] = expires;
  }

  state(slot: number): number {
    return this.#bytes[slot * entrySize.bytes + bytes.state] ?? 0;
  }

  status(slot: number): number {
    return this.#bytes[slot * entrySize.bytes + bytes.status] ?? 0;
  }

  setStatus(slot: number, status: number): void {
    this.#bytes[slot * entrySize.bytes + bytes.status] = status;
  }

  load(slot: number, memory: Memory): void {
    const byte = slot * entrySize.bytes;
    memory.state = this.#bytes[byte + bytes.state] ?? 0;
    memory.status = this.#bytes[byte + bytes.status] ?? 0;
    if (this.#isUdp(byte)) {
      memory.streamAfter = this.#times[slot * entrySize.times + times.streamAfter] ?? 0;
      return;
    }
    memory.marks = this.#words[slot * entrySize.words + words.marks] ?? 0;
    memory.last = this.#bytes[byte + bytes.last] ?? 0;
    memory.lastDirection = this.#bytes[byte + bytes.lastDirection] === 0 ? 0 : 1;
    memory.retransmissions = this.#bytes[byte + bytes.retransmissions] ?? 0;
  }

  /** The protocol is that of the tuples, so these come first. */
  save(slot: number, memory: Memory): void {
    const byte = slot * entrySize.bytes;
    this.#bytes[byte + bytes.state] = memory.state;
    this.#bytes[byte + bytes.status] = memory.status;
    if (this.#isUdp(byte)) {
      this.#times[slot * entrySize.times + times.streamAfter] = memory.streamAfter;
      return;
    }
    this.#words[slot * entrySize.words + words.marks] = memory.marks;
    this.#bytes[byte + bytes.last] = memory.last;
    this.#bytes[byte + bytes.lastDirection] = memory.lastDirection;
    this.#bytes[byte + bytes.retransmissions] = memory.retransmissions;
  }

  /** Takes over what is known of an entry in another table, tuples and timer included. */
  copy(slot: number, from: EntryRecords, its: number): void {
    const start = its * entrySize.words;
    this.#words.set(from.#words.subarray(start, start + words.owner), slot * entrySize.words);
  }

  setTuples(slot: number, original: Tuple, reply: Tuple): void {
    this.#bytes[slot * entrySize.bytes + bytes.protocol] = protocolNumbers[original.protocol];
    this.#setTuple(slot * entrySize.words, original);
    this.#setTuple(slot * entrySize.words + tupleSize, reply);
  }

  protocol(slot: number): TrackedProtocol {
    const name = protocols.get(this.#bytes[slot * entrySize.bytes + bytes.protocol] ?? 0);
    if (!name) throw new Error(`Slot ${slot} never held an entry.`);
    return name;
  }

  tuple(slot: number, direction: DirectionIndex): Tuple {
    const at = slot * entrySize.words + direction * tupleSize;
    const ports = this.#words[at + words.ports] ?? 0;
    return {
      protocol: this.protocol(slot),
      source: this.#words[at + words.source] ?? 0,
      destination: this.#words[at + words.destination] ?? 0,
      sourcePort: ports >>> 16,
      destinationPort: ports & 0xffff,
    };
  }

  hasTuple(slot: number, direction: DirectionIndex, tuple: Tuple): boolean {
    const at = slot * entrySize.words + direction * tupleSize;
    const all = this.#words;
    return (
      all[at + words.ports] === portsOf(tuple) &&
      all[at + words.source] === tuple.source &&
      all[at + words.destination] === tuple.destination &&
      this.#bytes[slot * entrySize.bytes + bytes.protocol] === protocolNumbers[tuple.protocol]
    );
  }

  #isUdp(byte: number): boolean {
    return this.#bytes[byte + bytes.protocol] === protocolNumbers.UDP;
  }

  #setTuple(at: number, tuple: Tuple): void {
    this.#words[at + words.source] = tuple.source;
    this.#words[at + words.destination] = tuple.destination;
    this.#words[at + words.ports] = portsOf(tuple);
  }
}

/** Both ports of a tuple in one word. */
function portsOf({ sourcePort, destinationPort }: Tuple): number {
  return (sourcePort << 16) | destinationPort;
}

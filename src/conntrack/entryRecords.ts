import type { DirectionIndex } from './direction';
import { bytes, entrySize, times, tupleSize, words } from './layout';
import type { Memory } from './memory';
import type { TrackedProtocol } from './packet';
import type { Tuple } from './tuple';

/** Of IANA, except that ICMP stands for ICMPv6 too. */
export const protocolNumbers: Readonly<Record<TrackedProtocol, number>> = {
  TCP: 6,
  UDP: 17,
  SCTP: 132,
  ICMP: 1,
};
const protocols = new Map(
  (['TCP', 'UDP', 'SCTP', 'ICMP'] as const).map(name => [protocolNumbers[name], name]),
);

/** Both ports of a tuple in one word. */
export function portsOf({ sourcePort, destinationPort }: Tuple): number {
  return (sourcePort << 16) | destinationPort;
}

// Shared by all tables that hold nothing, so that making one costs next to nothing.
const noWords = new Int32Array(0);
const noTimes = new Float64Array(0);
const noBytes = new Uint8Array(0);

/**
 * The fields of all entries, by slot. A tuple is known by its number, slot * 2 + direction. Nothing here knows which
 * slots are in use.
 */
export class EntryRecords {
  #words = noWords;
  #times = noTimes;
  #bytes = noBytes;
  #capacity = 0;

  get capacity(): number {
    return this.#capacity;
  }

  /** Makes room for so many entries; those that are there stay. */
  grow(capacity: number): void {
    const buffer = new ArrayBuffer(capacity * entrySize.bytes);
    const grown = new Int32Array(buffer);
    grown.set(this.#words);
    this.#words = grown;
    this.#times = new Float64Array(buffer);
    this.#bytes = new Uint8Array(buffer);
    this.#capacity = capacity;
  }

  /** 0 where there is no entry; else it differs for every entry that ever was in the slot. */
  serial(slot: number): number {
    return this.#words[slot * entrySize.words + words.serial] ?? 0;
  }

  setSerial(slot: number, serial: number): void {
    this.#words[slot * entrySize.words + words.serial] = serial;
  }

  nextFree(slot: number): number {
    return this.#words[slot * entrySize.words + words.source] ?? 0;
  }

  setNextFree(slot: number, link: number): void {
    this.#words[slot * entrySize.words + words.source] = link;
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

  setTuples(slot: number, original: Tuple, reply: Tuple): void {
    this.#bytes[slot * entrySize.bytes + bytes.protocol] = protocolNumbers[original.protocol];
    this.#setTuple(slot * 2, original);
    this.#setTuple(slot * 2 + 1, reply);
  }

  protocol(slot: number): TrackedProtocol {
    const name = protocols.get(this.#bytes[slot * entrySize.bytes + bytes.protocol] ?? 0);
    if (!name) throw new Error(`Slot ${slot} never held an entry.`);
    return name;
  }

  tuple(slot: number, direction: DirectionIndex): Tuple {
    const at = tupleAt(slot * 2 + direction);
    const ports = this.#words[at + words.ports] ?? 0;
    return {
      protocol: this.protocol(slot),
      source: this.#words[at + words.source] ?? 0,
      destination: this.#words[at + words.destination] ?? 0,
      sourcePort: ports >>> 16,
      destinationPort: ports & 0xffff,
    };
  }

  isTuple(number: number, protocol: number, source: number, destination: number, ports: number): boolean {
    const at = tupleAt(number);
    const all = this.#words;
    return (
      all[at + words.ports] === ports &&
      all[at + words.source] === source &&
      all[at + words.destination] === destination &&
      this.#bytes[(number >> 1) * entrySize.bytes + bytes.protocol] === protocol
    );
  }

  hash(number: number): number {
    const at = tupleAt(number);
    return hashOf(
      this.#bytes[(number >> 1) * entrySize.bytes + bytes.protocol] ?? 0,
      this.#words[at + words.source] ?? 0,
      this.#words[at + words.destination] ?? 0,
      this.#words[at + words.ports] ?? 0,
    );
  }

  #isUdp(byte: number): boolean {
    return this.#bytes[byte + bytes.protocol] === protocolNumbers.UDP;
  }

  #setTuple(number: number, tuple: Tuple): void {
    const at = tupleAt(number);
    this.#words[at + words.source] = tuple.source;
    this.#words[at + words.destination] = tuple.destination;
    this.#words[at + words.ports] = portsOf(tuple);
  }
}

/** 32 bits that depend on every bit of a tuple. */
export function hashOf(protocol: number, source: number, destination: number, ports: number): number {
  let hash = Math.imul(source, 0x9e3779b1) + Math.imul(destination, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ ports, 0xc2b2ae35) + protocol;
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
  return hash ^ (hash >>> 16);
}

function tupleAt(number: number): number {
  return (number >> 1) * entrySize.words + (number & 1) * tupleSize;
}

import { kernelSysctls, type Sysctls } from '../settings/sysctls';
import { type DirectionIndex, ORIGINAL, REPLY } from './direction';
import { type Entry, entryOf } from './entry';
import { EntryStore } from './entryStore';
import { makeRoom, relieve } from './eviction';
import { Expiry } from './expiry';
import { BLOCKED, blankMemory, type Outcome, SEEN_REPLY, SET_UP } from './memory';
import type { Content } from './packet';
import { openWith, trackWith } from './protocols';
import { type Rules, rulesOf } from './rules';
import { isTcpSetUp } from './tcpStates';
import {
  invalidPacket,
  openingPacket,
  packetOfEntry,
  refusedPacket,
  TrackedPacket,
  type Tracking,
} from './tracking';
import { hasAnswer, inverted, type Tuple } from './tuple';
import { NOTHING } from './tupleIndex';

export type { TupleDirection } from './direction';
export type { Entry } from './entry';
export type { CtState, Tracking } from './tracking';

/** A shorter timer is not cut for a doubtful segment (`nf_tcp_handle_invalid`). */
const shortTimer = 120_000;

/**
 * The connections that a node knows (Linux nf_conntrack_core.c). A packet is tracked on its way in, which changes its
 * entry even if a rule drops the packet then, and confirmed on its way out, which inserts a new entry. Times are
 * milliseconds of a clock that never goes back.
 */
export class ConnectionTable {
  #rules: Rules;
  #longest: number;
  readonly #store = new EntryStore();
  readonly #expiry = new Expiry(this.#store);
  /** Of the entry whose packet is being tracked. */
  readonly #memory = blankMemory();
  /** A packet found the table full since the garbage collector ran (`conntrack_gc_work.early_drop`). */
  #wasFull = false;

  constructor(sysctls: Sysctls = kernelSysctls) {
    this.#rules = rulesOf(sysctls);
    this.#longest = this.#rules.longest;
  }

  /** The longest time, in milliseconds, that any of its timers was ever to run. */
  get longestTimeout(): number {
    return this.#longest;
  }

  /** Changes the sysctls; timers that run stay as they are. */
  configure(sysctls: Sysctls): void {
    this.#rules = rulesOf(sysctls);
    this.#longest = Math.max(this.#longest, this.#rules.longest);
  }

  /**
   * Looks a packet up and follows its connection (`nf_conntrack_in`). `reply` is the tuple of the answers to a new one
   * where its addresses are translated.
   */
  track(tuple: Tuple, content: Content, now: number, reply?: Tuple): Tracking {
    const number = this.#find(tuple, now);
    if (number === NOTHING) return this.#open(tuple, content, now, reply);
    const slot = number >> 1;
    const direction = directionOf(number);
    const { records } = this.#store;
    const memory = this.#memory;
    const serial = records.serial(slot);
    records.load(slot, memory);
    const { status } = memory;
    const outcome = trackWith(memory, direction, tuple, content, this.#rules, now);
    if (outcome === 'reopened') {
      this.#store.remove(slot);
      return this.#open(tuple, content, now, reply);
    }
    if (outcome === 'gone') this.#store.remove(slot);
    else this.#keep(slot, direction, outcome, now);
    if (outcome === 'invalid' || outcome === 'doubtful') return invalidPacket;
    // Once an answer was seen every packet is ESTABLISHED, and an answer always is (`resolve_normal_ct`).
    const state = direction === REPLY || status & SEEN_REPLY ? 'ESTABLISHED' : 'NEW';
    return packetOfEntry(state, direction, status, slot, serial, tuple);
  }

  /**
   * An ICMP error about a packet with the tuple `quoted` (`nf_conntrack_inet_error`): RELATED, in the direction against
   * that packet's, or INVALID where the packet belongs to no entry. It creates and refreshes nothing.
   */
  relate(quoted: Tuple, now: number): Tracking {
    const tuple = inverted(quoted);
    const number = hasAnswer(quoted) ? this.#find(tuple, now) : NOTHING;
    if (number === NOTHING) return invalidPacket;
    const slot = number >> 1;
    const { records } = this.#store;
    const serial = records.serial(slot);
    return packetOfEntry('RELATED', directionOf(number), records.status(slot), slot, serial, tuple);
  }

  /**
   * The packet passed the last point: a new entry is inserted and its timer starts (`__nf_conntrack_confirm`). With a
   * packet of an entry the set-up may turn out to be over.
   */
  confirm(tracking: Tracking, now: number): void {
    if (!(tracking instanceof TrackedPacket)) return;
    if (tracking.unconfirmed) this.#insert(tracking, now);
    else if (tracking.state !== 'RELATED' && !tracking.setUp) this.#advance(tracking);
  }

  /** Marks the packet's entry as blocked; one that is not confirmed yet never will be. */
  block(tracking: Tracking): void {
    if (!(tracking instanceof TrackedPacket)) return;
    tracking.unconfirmed = undefined;
    this.#setStatus(this.#slotOf(tracking), BLOCKED);
  }

  /** Takes the mark away: the connection is allowed again. */
  unblock(tracking: Tracking): void {
    if (!(tracking instanceof TrackedPacket)) return;
    const slot = this.#slotOf(tracking);
    const { records } = this.#store;
    if (slot !== NOTHING) records.setStatus(slot, records.status(slot) & ~BLOCKED);
  }

  /** The entry that a packet with this tuple belongs to, in either direction. */
  find(tuple: Tuple, now: number): Entry | undefined {
    const number = this.#find(tuple, now);
    return number === NOTHING ? undefined : entryOf(this.#store.records, number >> 1, now);
  }

  /** All entries, in order of creation. */
  entries(now: number): readonly Entry[] {
    this.#expiry.sweep(now);
    return this.#store.slots().map(slot => entryOf(this.#store.records, slot, now));
  }

  /** As `conntrack -D` does; returns how many were removed. */
  removeWhere(matches: (entry: Entry) => boolean, now: number): number {
    this.#expiry.sweep(now);
    const removed = this.#store.slots().filter(slot => matches(entryOf(this.#store.records, slot, now)));
    for (const slot of removed) this.#store.remove(slot);
    return removed.length;
  }

  /** As `conntrack -F` does. */
  flush(): void {
    this.#store.clear();
  }

  size(now: number): number {
    this.#expiry.sweep(now);
    return this.#store.size;
  }

  /** What the garbage collector does while time passes: what expired goes, and more if the table was found full. */
  tend(now: number): void {
    this.#expiry.sweep(now);
    if (this.#wasFull) relieve(this.#store, this.#rules.max);
    this.#wasFull = false;
  }

  #find(tuple: Tuple, now: number): number {
    const number = this.#store.find(tuple);
    if (number === NOTHING || !this.#expiry.isOver(number >> 1, now)) return number;
    this.#store.remove(number >> 1);
    return NOTHING;
  }

  /** A packet of no entry: it may make one, which waits in the packet (`init_conntrack`). */
  #open(tuple: Tuple, content: Content, now: number, reply?: Tuple): Tracking {
    if (!hasAnswer(tuple)) return invalidPacket;
    const { max } = this.#rules;
    if (max > 0 && this.#store.size >= max && !makeRoom(this.#store, this.#expiry, max, tuple, now)) {
      this.#wasFull = true;
      return refusedPacket;
    }
    const memory = blankMemory();
    if (openWith(memory, tuple, content, this.#rules, now) === 'invalid') return invalidPacket;
    const limit = max > 0 ? Math.max(max, this.#store.size + 1) : Number.POSITIVE_INFINITY;
    return openingPacket({ original: tuple, reply: reply ?? inverted(tuple), memory, limit });
  }

  #keep(slot: number, direction: DirectionIndex, outcome: Outcome, now: number): void {
    const memory = this.#memory;
    if (direction === REPLY && (outcome === 'renewed' || outcome === 'kept')) memory.status |= SEEN_REPLY;
    this.#store.records.save(slot, memory);
    if (outcome === 'renewed') this.#expiry.set(slot, now + memory.timeout);
    if (outcome === 'doubtful') {
      const left = this.#store.records.expires(slot) - now;
      if (left >= shortTimer && left > memory.timeout) this.#expiry.set(slot, now + memory.timeout);
    }
  }

  /** Where another packet was quicker to take a tuple, or the last place, the entry is not inserted. */
  #insert(tracking: TrackedPacket, now: number): void {
    const { unconfirmed } = tracking;
    tracking.unconfirmed = undefined;
    if (!unconfirmed || this.#store.size >= unconfirmed.limit) return;
    const { original, reply, memory } = unconfirmed;
    if (this.#find(original, now) !== NOTHING || this.#find(reply, now) !== NOTHING) return;
    tracking.slot = this.#store.add(original, reply, memory);
    tracking.serial = this.#store.records.serial(tracking.slot);
    tracking.tuple = original;
    this.#expiry.set(tracking.slot, now + memory.timeout);
  }

  /** Where the packet's entry is now, or NOTHING: it may be gone, and it moves when the table grows. */
  #slotOf({ slot, serial, tuple }: TrackedPacket): number {
    if (serial === 0 || !tuple) return NOTHING;
    const { records } = this.#store;
    if (records.serial(slot) === serial) return slot;
    const number = this.#store.find(tuple);
    return number !== NOTHING && records.serial(number >> 1) === serial ? number >> 1 : NOTHING;
  }

  /** TCP is set up once it is established, all else once an answer passed. */
  #advance(tracking: TrackedPacket): void {
    const slot = this.#slotOf(tracking);
    if (slot === NOTHING) return;
    const { records } = this.#store;
    const over =
      records.protocol(slot) === 'TCP'
        ? (records.status(slot) & SEEN_REPLY) !== 0 && isTcpSetUp(records.state(slot))
        : tracking.direction === 'reply';
    if (over) this.#setStatus(slot, SET_UP);
  }

  #setStatus(slot: number, bit: number): void {
    const { records } = this.#store;
    if (slot !== NOTHING) records.setStatus(slot, records.status(slot) | bit);
  }
}

function directionOf(number: number): DirectionIndex {
  return number & 1 ? REPLY : ORIGINAL;
}

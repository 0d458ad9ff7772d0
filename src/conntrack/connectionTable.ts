import { kernelSysctls, type Sysctls } from '../settings/sysctls';
import { type DirectionIndex, ORIGINAL, REPLY, type TupleDirection, tupleDirections } from './direction';
import { EntryStore } from './entryStore';
import { asksIcmp, icmpPartner, isIcmpv6 } from './icmp';
import { ASSURED, BLOCKED, blankMemory, type Memory, type Outcome, SEEN_REPLY, SET_UP } from './memory';
import type { Content } from './packet';
import { type Rules, rulesOf } from './rules';
import { openSctp, trackSctp } from './sctpMachine';
import { isClosingSctp, sctpStates } from './sctpStates';
import { openTcp, trackTcp } from './tcpMachine';
import { CLOSE, ESTABLISHED, isClosingTcp, tcpStates } from './tcpStates';
import { TrackedPacket, type Tracking } from './tracking';
import { inverted, type Tuple } from './tuple';
import { NOTHING } from './tupleIndex';
import { openUdp, trackUdp } from './udp';

export type { TupleDirection } from './direction';
export type { CtState, Tracking } from './tracking';

/** A connection as `conntrack -L` shows it. */
export interface Entry {
  readonly original: Tuple;
  readonly reply: Tuple;
  /** Of TCP and SCTP. */
  readonly state: string | undefined;
  /** Left on the timer, rounded down. */
  readonly seconds: number;
  readonly seenReply: boolean;
  readonly assured: boolean;
  readonly setUp: boolean;
  readonly blocked: boolean;
}

const invalid = new TrackedPacket('INVALID', 'original', false, false, NOTHING, 0);
const full = new TrackedPacket('FULL', 'original', false, false, NOTHING, 0);

/** Buckets that early drop looks through (`NF_CT_EVICTION_RANGE`). */
const evictionRange = 8;
/** Up to so many entries, early drop takes the oldest: which ones share a bucket is chance. */
const smallTable = 64;
/** A timer that is shorter is not cut for a doubtful segment (`nf_tcp_handle_invalid`). */
const shortTimer = 120_000;
/** In a large table that is full, entries that expired are searched for once in so many milliseconds. */
const sweepInterval = 1000;

/**
 * The connections that a node knows (Linux nf_conntrack_core.c). A packet is tracked on its way in, which changes the
 * entry even if a rule drops the packet then, and confirmed on its way out, which inserts a new entry. Times are
 * milliseconds of a clock that never goes back.
 */
export class ConnectionTable {
  #rules: Rules;
  readonly #store = new EntryStore();
  /** Of the entry whose packet is being tracked. */
  readonly #memory = blankMemory();
  /** No entry expires before. */
  #earliest = Number.POSITIVE_INFINITY;
  #swept = Number.NEGATIVE_INFINITY;
  /** A packet found the table full since the garbage collector ran (`conntrack_gc_work.early_drop`). */
  #wasFull = false;

  constructor(sysctls: Sysctls = kernelSysctls) {
    this.#rules = rulesOf(sysctls);
  }

  /** Changes the sysctls; timers that run stay as they are. */
  configure(sysctls: Sysctls): void {
    this.#rules = rulesOf(sysctls);
  }

  /**
   * Looks a packet up and follows its connection (`nf_conntrack_in`). `reply` is the tuple of its answers where
   * addresses are translated.
   */
  track(tuple: Tuple, content: Content, now: number, reply?: Tuple): Tracking {
    const number = this.#find(tuple, now);
    if (number === NOTHING) return this.#open(tuple, content, now, reply);
    const slot = number >> 1;
    const direction = number & 1 ? REPLY : ORIGINAL;
    const serial = this.#store.records.serial(slot);
    const memory = this.#memory;
    this.#store.records.load(slot, memory);
    const { status } = memory;
    const outcome = this.#follow(memory, direction, tuple, content, now);
    if (outcome === 'gone' || outcome === 'reopened') this.#store.remove(slot);
    if (outcome === 'reopened') return this.#open(tuple, content, now, reply);
    if (outcome !== 'gone') this.#keep(slot, direction, outcome, now);
    if (outcome === 'invalid' || outcome === 'doubtful') return invalid;
    return packetOf(direction, status, slot, serial);
  }

  /**
   * An ICMP error about a packet with the tuple `quoted` (`nf_conntrack_inet_error`): RELATED, in the direction against
   * that packet's, or INVALID where the packet belongs to no entry. It creates and refreshes nothing.
   */
  relate(quoted: Tuple, now: number): Tracking {
    const number = hasInverse(quoted) ? this.#find(inverted(quoted), now) : NOTHING;
    if (number === NOTHING) return invalid;
    const slot = number >> 1;
    const status = this.#store.records.status(slot);
    return new TrackedPacket(
      'RELATED',
      nameOf(number & 1 ? REPLY : ORIGINAL),
      (status & SET_UP) !== 0,
      (status & BLOCKED) !== 0,
      slot,
      this.#store.records.serial(slot),
    );
  }

  /**
   * The packet passed the last point: a new entry is inserted and its timer starts (`__nf_conntrack_confirm`). For a
   * packet of an entry this is where the set-up may turn out to be over.
   */
  confirm(tracking: Tracking, now: number): void {
    if (!(tracking instanceof TrackedPacket)) return;
    if (tracking.unconfirmed) this.#insert(tracking, now);
    else if (tracking.state !== 'RELATED' && this.#holds(tracking)) this.#advance(tracking);
  }

  /** Marks the packet's entry as blocked; one that is not confirmed yet never will be. */
  block(tracking: Tracking): void {
    if (!(tracking instanceof TrackedPacket)) return;
    if (tracking.unconfirmed) tracking.unconfirmed = undefined;
    else if (this.#holds(tracking))
      this.#store.records.setStatus(tracking.slot, this.#store.records.status(tracking.slot) | BLOCKED);
  }

  /** The entry that a packet with this tuple belongs to, in either direction. */
  find(tuple: Tuple, now: number): Entry | undefined {
    const number = this.#find(tuple, now);
    return number === NOTHING ? undefined : this.#entry(number >> 1, now);
  }

  /** All entries, in order of creation. */
  entries(now: number): readonly Entry[] {
    return this.#slots(now).map(slot => this.#entry(slot, now));
  }

  /** As `conntrack -D` does; returns how many were removed. */
  removeWhere(matches: (entry: Entry) => boolean, now: number): number {
    const removed = this.#slots(now).filter(slot => matches(this.#entry(slot, now)));
    for (const slot of removed) this.#store.remove(slot);
    return removed.length;
  }

  /** As `conntrack -F` does. */
  flush(): void {
    this.#store.clear();
  }

  size(now: number): number {
    this.#sweep(now);
    return this.#store.size;
  }

  /**
   * What the garbage collector does while time passes (`gc_worker`): what expired goes, and if the table was found full
   * since it last ran, what is not assured or closes anyway goes until less than 95 % are left.
   */
  tend(now: number): void {
    this.#sweep(now);
    if (!this.#wasFull) return;
    this.#wasFull = false;
    const limit = Math.floor(this.#rules.max / 100) * 95;
    if (limit === 0) return;
    for (const slot of this.#slots(now)) {
      if (this.#store.size < limit) return;
      if (this.#isExpendable(slot)) this.#store.remove(slot);
    }
  }

  #find(tuple: Tuple, now: number): number {
    const number = this.#store.find(tuple);
    if (number === NOTHING || this.#store.records.expires(number >> 1) > now) return number;
    this.#store.remove(number >> 1);
    return NOTHING;
  }

  /** A packet of no entry: it may make one, which waits in the packet (`init_conntrack`). */
  #open(tuple: Tuple, content: Content, now: number, reply?: Tuple): Tracking {
    if (!hasInverse(tuple)) return invalid;
    if (this.#rules.max > 0 && this.#store.size >= this.#rules.max && !this.#makeRoom(tuple, now)) {
      this.#wasFull = true;
      return full;
    }
    const memory = blankMemory();
    if (this.#first(memory, tuple, content, now) === 'invalid') return invalid;
    return new TrackedPacket('NEW', 'original', false, false, NOTHING, 0, {
      original: tuple,
      reply: reply ?? inverted(tuple),
      memory,
    });
  }

  #first(memory: Memory, tuple: Tuple, content: Content, now: number): Outcome {
    switch (content.protocol) {
      case 'TCP':
        return openTcp(memory, content, this.#rules);
      case 'UDP':
        return openUdp(memory, this.#rules.timeouts, now);
      case 'SCTP':
        return openSctp(memory, content.chunk, this.#rules.timeouts);
      case 'ICMP':
        return asksIcmp(tuple.destinationPort) ? this.#followIcmp(memory, tuple) : 'invalid';
    }
  }

  #follow(memory: Memory, direction: DirectionIndex, tuple: Tuple, content: Content, now: number): Outcome {
    switch (content.protocol) {
      case 'TCP':
        return trackTcp(memory, direction, content, this.#rules);
      case 'UDP':
        return trackUdp(memory, this.#rules.timeouts, now);
      case 'SCTP':
        return trackSctp(memory, direction, content.chunk, this.#rules.timeouts);
      case 'ICMP':
        return this.#followIcmp(memory, tuple);
    }
  }

  #followIcmp(memory: Memory, { destinationPort }: Tuple): Outcome {
    const { icmp, icmpv6 } = this.#rules.timeouts;
    memory.timeout = isIcmpv6(destinationPort) ? icmpv6 : icmp;
    return 'renewed';
  }

  #keep(slot: number, direction: DirectionIndex, outcome: Outcome, now: number): void {
    const memory = this.#memory;
    const passes = outcome === 'renewed' || outcome === 'kept';
    if (passes && direction === REPLY) memory.status |= SEEN_REPLY;
    this.#store.records.save(slot, memory);
    if (outcome === 'renewed') this.#setTimer(slot, now + memory.timeout);
    if (outcome === 'doubtful') {
      const left = this.#store.records.expires(slot) - now;
      if (left >= shortTimer && left > memory.timeout) this.#setTimer(slot, now + memory.timeout);
    }
  }

  #setTimer(slot: number, expires: number): void {
    this.#store.records.setExpires(slot, expires);
    if (expires < this.#earliest) this.#earliest = expires;
  }

  /** Where another packet was quicker to take a tuple, or the last place, the entry is not inserted. */
  #insert(tracking: TrackedPacket, now: number): void {
    const { unconfirmed } = tracking;
    tracking.unconfirmed = undefined;
    if (!unconfirmed) return;
    const { original, reply, memory } = unconfirmed;
    const { max } = this.#rules;
    if (this.#find(original, now) !== NOTHING || this.#find(reply, now) !== NOTHING) return;
    if (max > 0 && this.#store.size >= max) return;
    const slot = this.#store.add(original, reply, memory);
    this.#setTimer(slot, now + memory.timeout);
  }

  #holds({ slot, serial }: TrackedPacket): boolean {
    return serial !== 0 && this.#store.records.serial(slot) === serial;
  }

  #advance({ slot, direction }: TrackedPacket): void {
    const status = this.#store.records.status(slot);
    if (status & SET_UP) return;
    const state = this.#store.records.state(slot);
    const over =
      this.#store.records.protocol(slot) === 'TCP'
        ? (status & SEEN_REPLY) !== 0 && state >= ESTABLISHED && state <= CLOSE
        : direction === 'reply';
    if (over) this.#store.records.setStatus(slot, status | SET_UP);
  }

  /** Drops what is not assured from the first of eight buckets that has any (`early_drop`). */
  #makeRoom(tuple: Tuple, now: number): boolean {
    const { max } = this.#rules;
    const small = this.#store.size <= smallTable;
    if (small || now >= this.#swept + sweepInterval) this.#sweep(now);
    if (this.#store.size < max) return true;
    if (small)
      return this.#drop(
        this.#slots(now)
          .filter(slot => !this.#isAssured(slot))
          .slice(0, 1),
      );
    for (let bucket = 0; bucket < evictionRange; bucket++)
      if (this.#drop(this.#store.inBucket(tuple, bucket).filter(slot => !this.#isAssured(slot)))) return true;
    return false;
  }

  #drop(slots: readonly number[]): boolean {
    for (const slot of slots) this.#store.remove(slot);
    return slots.length > 0;
  }

  #isAssured(slot: number): boolean {
    return (this.#store.records.status(slot) & ASSURED) !== 0;
  }

  #isExpendable(slot: number): boolean {
    if (!this.#isAssured(slot)) return true;
    const protocol = this.#store.records.protocol(slot);
    const state = this.#store.records.state(slot);
    return protocol === 'TCP' ? isClosingTcp(state) : protocol === 'SCTP' && isClosingSctp(state);
  }

  #sweep(now: number): void {
    if (now < this.#earliest) return;
    this.#swept = now;
    this.#earliest = Number.POSITIVE_INFINITY;
    this.#store.visit(slot => {
      const expires = this.#store.records.expires(slot);
      if (expires <= now) this.#store.remove(slot);
      else if (expires < this.#earliest) this.#earliest = expires;
    });
  }

  #slots(now: number): readonly number[] {
    this.#sweep(now);
    return this.#store.slots();
  }

  #entry(slot: number, now: number): Entry {
    const protocol = this.#store.records.protocol(slot);
    const status = this.#store.records.status(slot);
    const state = this.#store.records.state(slot);
    return {
      original: this.#store.records.tuple(slot, ORIGINAL),
      reply: this.#store.records.tuple(slot, REPLY),
      state: protocol === 'TCP' ? tcpStates[state] : protocol === 'SCTP' ? sctpStates[state] : undefined,
      seconds: Math.floor((this.#store.records.expires(slot) - now) / 1000),
      seenReply: (status & SEEN_REPLY) !== 0,
      assured: (status & ASSURED) !== 0,
      setUp: (status & SET_UP) !== 0,
      blocked: (status & BLOCKED) !== 0,
    };
  }
}

/** ctstate: once an answer was seen every packet is ESTABLISHED, and an answer always is (`resolve_normal_ct`). */
function packetOf(direction: DirectionIndex, status: number, slot: number, serial: number): TrackedPacket {
  return new TrackedPacket(
    direction === REPLY || status & SEEN_REPLY ? 'ESTABLISHED' : 'NEW',
    nameOf(direction),
    (status & SET_UP) !== 0,
    (status & BLOCKED) !== 0,
    slot,
    serial,
  );
}

function nameOf(direction: DirectionIndex): TupleDirection {
  return tupleDirections[direction];
}

function hasInverse({ protocol, destinationPort }: Tuple): boolean {
  return protocol !== 'ICMP' || icmpPartner(destinationPort) !== undefined;
}

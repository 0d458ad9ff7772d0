import type { EntryStore } from './entryStore';
import type { Expiry } from './expiry';
import { ASSURED } from './memory';
import { isClosingSctp } from './sctpStates';
import { isClosingTcp } from './tcpStates';
import type { Tuple } from './tuple';

/** Buckets that early drop looks through (`NF_CT_EVICTION_RANGE`). */
const evictionRange = 8;
/** A table of up to so many entries is small: which of them share a bucket would be chance, so the oldest goes. */
const smallTable = 64;

/**
 * Makes room in a full table for the entry of a new tuple (`early_drop`): of eight buckets from that tuple's on, the
 * first with entries that are not ASSURED loses all of these. False if there are none.
 */
export function makeRoom(store: EntryStore, expiry: Expiry, max: number, tuple: Tuple, now: number): boolean {
  const small = store.size <= smallTable;
  if (small) expiry.sweep(now);
  else expiry.sweepNowAndThen(now);
  if (store.size < max) return true;
  if (small) {
    const oldest = store.slots().find(slot => !isAssured(store, slot));
    return oldest !== undefined && drop(store, [oldest]);
  }
  for (let bucket = 0; bucket < evictionRange; bucket++) {
    const slots = store.inBucket(tuple, bucket).filter(slot => !isAssured(store, slot));
    if (drop(store, slots)) return true;
  }
  return false;
}

/**
 * What the garbage collector takes of a table that was found full (`gc_worker`): what is not ASSURED and what closes
 * anyway, the oldest first, while 95 % are in use. Tables for fewer than a hundred are left alone.
 */
export function relieve(store: EntryStore, max: number): void {
  const limit = Math.floor(max / 100) * 95;
  if (limit === 0) return;
  for (const slot of store.slots()) {
    if (store.size < limit) return;
    if (!isAssured(store, slot) || isClosing(store, slot)) store.remove(slot);
  }
}

function drop(store: EntryStore, slots: readonly number[]): boolean {
  for (const slot of slots) store.remove(slot);
  return slots.length > 0;
}

function isAssured(store: EntryStore, slot: number): boolean {
  return (store.records.status(slot) & ASSURED) !== 0;
}

function isClosing({ records }: EntryStore, slot: number): boolean {
  const protocol = records.protocol(slot);
  if (protocol === 'TCP') return isClosingTcp(records.state(slot));
  return protocol === 'SCTP' && isClosingSctp(records.state(slot));
}

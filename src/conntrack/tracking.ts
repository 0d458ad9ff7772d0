import { type DirectionIndex, type TupleDirection, tupleDirections } from './direction';
import { BLOCKED, type Memory, SET_UP } from './memory';
import type { Tuple } from './tuple';

/** What rules see as ctstate; FULL: the table is full, and the tracker drops the packet. */
export type CtState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'FULL';

/** What the tracker says of a packet, for the rules that it meets and for `confirm`. */
export interface Tracking {
  readonly state: CtState;
  /** `original` for what is NEW, INVALID or FULL. */
  readonly direction: TupleDirection;
  /** Whether the connection's set-up was over before this packet. */
  readonly setUp: boolean;
  /** Whether `block` was called on its entry. */
  readonly blocked: boolean;
}

/** An entry that is not in the table yet: it waits in its packet, and is lost with it. */
export interface Unconfirmed {
  readonly original: Tuple;
  readonly reply: Tuple;
  readonly memory: Memory;
  /** It is inserted only into a table of fewer entries: other packets may be quicker to take the place. */
  readonly limit: number;
}

/**
 * A packet and its entry: one of the table, or one that waits to be inserted. The serial says which entry it is, the slot
 * where it was then, and the tuple how to find it again where the table has grown since.
 */
export class TrackedPacket implements Tracking {
  slot = 0;
  /** No entry has the serial 0. */
  serial = 0;
  tuple: Tuple | undefined = undefined;
  unconfirmed: Unconfirmed | undefined = undefined;

  constructor(
    readonly state: CtState,
    readonly direction: TupleDirection = 'original',
    readonly setUp = false,
    readonly blocked = false,
  ) {}
}

export const invalidPacket = new TrackedPacket('INVALID');
export const refusedPacket = new TrackedPacket('FULL');

export function openingPacket(unconfirmed: Unconfirmed): TrackedPacket {
  const packet = new TrackedPacket('NEW');
  packet.unconfirmed = unconfirmed;
  return packet;
}

/** A packet of an entry, with the entry's status before it. */
export function packetOfEntry(
  state: CtState,
  direction: DirectionIndex,
  status: number,
  slot: number,
  serial: number,
  tuple: Tuple,
): TrackedPacket {
  const packet = new TrackedPacket(
    state,
    tupleDirections[direction],
    (status & SET_UP) !== 0,
    (status & BLOCKED) !== 0,
  );
  packet.slot = slot;
  packet.serial = serial;
  packet.tuple = tuple;
  return packet;
}

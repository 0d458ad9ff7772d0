import type { TupleDirection } from './direction';
import type { Memory } from './memory';
import type { Tuple } from './tuple';

/** What rules see as ctstate; FULL: the table is full, and the tracker drops the packet. */
export type CtState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'FULL';

/** What the tracker says of a packet, for the rules it meets and for `confirm`. */
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
}

/** A packet and its entry: one of the table, by slot and serial, or one that waits to be inserted. */
export class TrackedPacket implements Tracking {
  constructor(
    readonly state: CtState,
    readonly direction: TupleDirection,
    readonly setUp: boolean,
    readonly blocked: boolean,
    readonly slot: number,
    readonly serial: number,
    public unconfirmed?: Unconfirmed,
  ) {}
}

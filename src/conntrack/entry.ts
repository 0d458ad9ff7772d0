import { ORIGINAL, REPLY } from './direction';
import type { EntryRecords } from './entryRecords';
import { ASSURED, BLOCKED, SEEN_REPLY, SET_UP } from './memory';
import type { TrackedProtocol } from './packet';
import { sctpStates } from './sctpStates';
import { tcpStates } from './tcpStates';
import type { Tuple } from './tuple';

/** A connection as `conntrack -L` shows it, at one moment. */
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

export function entryOf(records: EntryRecords, slot: number, now: number): Entry {
  const status = records.status(slot);
  return {
    original: records.tuple(slot, ORIGINAL),
    reply: records.tuple(slot, REPLY),
    state: stateName(records.protocol(slot), records.state(slot)),
    seconds: Math.floor((records.expires(slot) - now) / 1000),
    seenReply: (status & SEEN_REPLY) !== 0,
    assured: (status & ASSURED) !== 0,
    setUp: (status & SET_UP) !== 0,
    blocked: (status & BLOCKED) !== 0,
  };
}

function stateName(protocol: TrackedProtocol, state: number): string | undefined {
  if (protocol === 'TCP') return tcpStates[state];
  return protocol === 'SCTP' ? sctpStates[state] : undefined;
}

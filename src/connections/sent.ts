import { dropOf, type TracedPacket } from '../dataplane/check';
import { type Headers, tuplesOf, type Wire } from '../dataplane/wire';
import { answerTo, type Rejection } from './rejection';

/** The state that a table holds of a connection once a packet has gone through it; absent: no entry. */
export interface Recorded {
  readonly place: string;
  readonly state?: string;
}

/** One packet on the way, with what became of it. */
export interface Sent {
  /** Milliseconds on the clock of the network. */
  readonly at: number;
  readonly packet: TracedPacket;
  readonly records: readonly Recorded[];
  /** What the enforcement point sent back, where it does not drop silently. */
  readonly answered?: Rejection;
}

/** What is to be remembered of a packet that was sent. */
export function recorded({ network, tables, now }: Wire, headers: Headers, packet: TracedPacket): Sent {
  const tuples = tuplesOf(headers);
  const records = packet.seen.map(({ place }) => {
    const [entry] = tuples.flatMap(tuple => tables.at(place).find(tuple, now) ?? []);
    const state = entry?.state ?? (entry ? (entry.seenReply ? 'replied' : 'unreplied') : undefined);
    return { place, ...(state !== undefined && { state }) };
  });
  const drop = dropOf(packet);
  const answered = drop && answerTo(drop, network.settings);
  return { at: now, packet, records, ...(answered && { answered }) };
}

import type { Flow, Translation } from '../cluster/flow';
import type { ConnectionTable, Tracking, TupleDirection } from '../conntrack/connectionTable';
import { inverted, type Tuple } from '../conntrack/tuple';
import type { Model } from '../settings/models';
import type { Network } from './network';
import type { PacketKind } from './packets';
import type { Tables } from './tables';

/** Where and when packets travel. */
export interface Wire {
  readonly network: Network;
  readonly model: Model;
  readonly tables: Tables;
  /** In milliseconds of a virtual clock. */
  readonly now: number;
}

/** The headers of a connection's packets, made once for all of them. */
export interface Headers extends HeaderPair {
  /** Absent: both ends see the same addresses. */
  readonly rewritten?: Rewritten;
}

export type HeaderPair = Readonly<Record<TupleDirection, Header>>;

/** What one packet bears: for those who judge it, and for the trackers. */
export interface Header {
  readonly flow: Flow;
  readonly tuple: Tuple;
}

/** What packets bear where it is not what stands in `Headers`: these are between the client and the endpoint itself. */
export interface Rewritten {
  readonly translation: Translation;
  /** Between the client and what it dialled. */
  readonly dialled: HeaderPair;
  /** Beyond the node that rewrites, where that hides the client. */
  readonly beyond?: HeaderPair;
  /** For the tracker that rewrites: packets of either side as they come to it. */
  readonly translated: TuplePair;
}

export type TuplePair = Readonly<Record<TupleDirection, { readonly tuple: Tuple }>>;

/** What the client's own socket is known by. */
export function dialledTuple({ original, rewritten }: Headers): Tuple {
  return rewritten ? rewritten.dialled.original.tuple : original.tuple;
}

/** The tuples by which tables on the way know the connection: as dialled, translated, and with the client hidden. */
export function tuplesOf({ original, rewritten }: Headers): readonly Tuple[] {
  if (!rewritten) return [original.tuple];
  const { dialled, beyond } = rewritten;
  return [dialled.original.tuple, original.tuple, ...(beyond ? [beyond.original.tuple] : [])];
}

/** By name, not by key: a key that varies is looked up in a table of the engine's for every packet. */
export function headerOf({ original, reply }: HeaderPair, { direction }: PacketKind): Header {
  return direction === 'original' ? original : reply;
}

/**
 * Shows a packet to a tracker; an ICMP error is known by the packet that it quotes. `isTranslated` where the tracker
 * rewrites addresses, which it does for the side that opens.
 */
export function trackIn(
  table: ConnectionTable,
  { original, reply }: TuplePair,
  { content, direction }: PacketKind,
  now: number,
  isTranslated = false,
): Tracking {
  const { tuple } = direction === 'original' ? original : reply;
  if (!content) return table.relate(inverted(tuple), now);
  if (isTranslated && direction === 'original') return table.track(tuple, content, now, reply.tuple);
  return table.track(tuple, content, now);
}

import type { Flow } from '../cluster/flow';
import type { ConnectionTable, Tracking, TupleDirection } from '../conntrack/connectionTable';
import type { Tuple } from '../conntrack/tuple';
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
export type Headers = Readonly<Record<TupleDirection, Header>>;

/** What one packet bears: for those who judge it, and for the trackers. */
export interface Header {
  readonly flow: Flow;
  readonly tuple: Tuple;
}

/** By name, not by key: a key that varies is looked up in a table of the engine's for every packet. */
export function headerOf({ original, reply }: Headers, { direction }: PacketKind): Header {
  return direction === 'original' ? original : reply;
}

/** Shows a packet to a tracker; an ICMP error is known by the packet that it quotes. */
export function trackIn(
  table: ConnectionTable,
  tuple: Tuple,
  headers: Headers,
  { content, direction }: PacketKind,
  now: number,
): Tracking {
  if (content) return table.track(tuple, content, now);
  return table.relate(headers[direction === 'original' ? 'reply' : 'original'].tuple, now);
}

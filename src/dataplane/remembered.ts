import type { Entry } from '../conntrack/connectionTable';
import type { Model } from '../settings/models';
import type { TracedPacket } from './check';
import type { Network } from './network';
import { send } from './path';
import { Tables } from './tables';
import { headersOf } from './walk';
import { tuplesOf } from './wire';

/** What a table knows of a connection. */
export interface Remembered {
  /** Whose table: `node/worker-1`, `pod/shop/web`. */
  readonly place: string;
  /** Absent: there is no entry. */
  readonly entry?: Entry;
}

/**
 * What the tables on the way know of a connection after each packet of a walk. A walk that is looked at is sent once more
 * for this, as those that nobody looks at need not pay for it.
 */
export function rememberedAlong(
  network: Network,
  model: Model,
  trace: readonly TracedPacket[],
): readonly (readonly Remembered[])[] {
  const [first] = trace;
  if (!first) return [];
  const tables = new Tables();
  const headers = headersOf(tables, first.header);
  return trace.map(({ kind }) => {
    const { seen } = send({ network, model, tables, now: 0 }, headers, kind);
    return seen
      .filter(({ state }) => state !== 'UNTRACKED')
      .map(({ place }): Remembered => {
        const [entry] = tuplesOf(headers).flatMap(tuple => tables.at(place).find(tuple, 0) ?? []);
        return { place, ...(entry && { entry }) };
      });
  });
}

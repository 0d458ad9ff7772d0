import type { Connection } from './connection';
import { End } from './end';

/** An end that is to send again. */
export interface Due {
  readonly connection: Connection;
  readonly end: End;
}

/** Who is due first, all that are due at the same time together. */
export function firstDue(
  connections: readonly Connection[],
  isDue: (at: number) => boolean,
): { at: number; ends: readonly Due[] } | undefined {
  const due = connections.flatMap(connection =>
    [connection.client, connection.server].flatMap((end): readonly Due[] =>
      end instanceof End && end.dueAt !== undefined && isDue(end.dueAt) ? [{ connection, end }] : [],
    ),
  );
  if (due.length === 0) return undefined;
  const at = due.reduce((first, { end }) => Math.min(first, end.dueAt ?? first), Number.POSITIVE_INFINITY);
  return { at, ends: due.filter(({ end }) => end.dueAt === at) };
}

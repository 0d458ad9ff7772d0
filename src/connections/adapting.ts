import type { Party } from '../cluster/flow';
import type { Network } from '../dataplane/network';
import { placeOf, type Tables } from '../dataplane/tables';
import { headersOf } from '../dataplane/walk';
import type { Model } from '../settings/models';
import type { Connection } from './connection';
import { forget, isAllowed, isSelected } from './forgetting';
import { forgetAbandoned } from './leading';
import { renewed } from './renewal';

/** A network that has become another, while connections were open. */
interface Change {
  readonly before: Network;
  readonly network: Network;
  readonly tables: Tables;
  readonly model: Model;
  readonly now: number;
}

/** Looks the ends of open connections up anew, and has the tables forget what the settings say is forgotten. */
export function adapt(change: Change, connections: readonly Connection[]): void {
  const { network, tables, model, now } = change;
  const { settings } = network;
  for (const connection of connections) {
    const { source, destination } = connection.flow;
    forgetAbandoned(network, tables, connection, now);
    connection.headers = headersOf(tables, renewed(network, connection));
    if (settings['first-policy'] !== 'forgets') continue;
    forgetIfNew(change, connection, source, connection.flow.source);
    forgetIfNew(change, connection, destination, connection.flow.destination);
  }
  if (settings['running-connections'] !== 'flush') return;
  for (const { headers, flow } of connections)
    if (!isAllowed(network, model, flow)) forget(tables, headers, now);
}

/** The side of a pod that has just got its first policy, or lost its last, forgets what it let pass. */
function forgetIfNew(
  { before, network, tables, now }: Change,
  { headers }: Connection,
  earlier: Party,
  party: Party,
): void {
  const place = placeOf(party, network.settings);
  if (place !== undefined && isSelected(before, earlier) !== isSelected(network, party))
    forget(tables, headers, now, place);
}

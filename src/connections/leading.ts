import { addressKey } from '../addresses/address';
import type { Flow } from '../cluster/flow';
import type { Network } from '../dataplane/network';
import { placeOf, type Tables } from '../dataplane/tables';
import { headersOf } from '../dataplane/walk';
import { dialledTuple } from '../dataplane/wire';
import type { Connection } from './connection';
import { forget } from './forgetting';
import { keyOf } from './occupant';
import { strangerAt } from './renewal';
import { isAbandoned, retranslated } from './retranslation';

/**
 * Where no tracker knows a connection that is to be translated, the rules of the moment decide where its next packet goes,
 * be it to somebody who knows nothing of it.
 */
export function leadAnew(network: Network, tables: Tables, connection: Connection, now: number): void {
  const { flow, headers } = connection;
  if (!flow.translation) return;
  const place = placeOfRewriting(network, flow);
  if (place !== undefined && tables.at(place).find(dialledTuple(headers), now)) return;
  const led = retranslated(network, flow);
  if (led === flow) return;
  connection.headers = headersOf(tables, led);
  const [from, to] = [endOf(flow), endOf(led)];
  if (from !== to) connection.lead(from, to, keyOf(led.destination), () => strangerAt(led));
}

/** kube-proxy deletes entries of endpoints that are gone, where it has them translated. */
export function forgetAbandoned(
  network: Network,
  tables: Tables,
  { flow, headers }: Connection,
  now: number,
): void {
  if (isAbandoned(network, flow)) forget(tables, headers, now, placeOfRewriting(network, flow));
}

function placeOfRewriting({ settings }: Network, { source, translation }: Flow): string | undefined {
  return placeOf(translation?.gateway ?? source, settings);
}

function endOf({ destination, destinationPort }: Flow): string {
  return [addressKey(destination.address), destinationPort].join(' ');
}

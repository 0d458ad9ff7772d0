import { type Flow, isToItself, type Party } from '../cluster/flow';
import { inverted, type Tuple } from '../conntrack/tuple';
import type { Network } from '../dataplane/network';
import type { Tables } from '../dataplane/tables';
import { type Headers, tuplesOf } from '../dataplane/wire';
import { judge } from '../policy/judge';
import type { Model } from '../settings/models';

/** Whether present policy would let the connection be opened. */
export function isAllowed({ policies: set, settings }: Network, model: Model, flow: Flow): boolean {
  return (
    isToItself(flow) || model.request.every(direction => judge({ set, settings, direction, flow }).allowed)
  );
}

/** Whether any policy selects the pod that a party is. */
export function isSelected({ policies }: Network, party: Party): boolean {
  return (
    party.kind === 'pod' &&
    (policies.isolating(party.pod, 'ingress').length > 0 ||
      policies.isolating(party.pod, 'egress').length > 0)
  );
}

/**
 * Takes a connection out of the tables of nodes, of one place or of all, whichever side its entry takes for the opener.
 */
export function forget(tables: Tables, headers: Headers, now: number, place?: string): void {
  const tuples = tuplesOf(headers).flatMap(tuple => [tuple, inverted(tuple)]);
  for (const [name, table] of tables.ofNodes) {
    if (place !== undefined && name !== place) continue;
    table.removeWhere(entry => tuples.some(tuple => isSameTuple(entry.original, tuple)), now);
  }
}

function isSameTuple(a: Tuple, b: Tuple): boolean {
  return (
    a.protocol === b.protocol &&
    a.source === b.source &&
    a.destination === b.destination &&
    a.sourcePort === b.sourcePort &&
    a.destinationPort === b.destinationPort
  );
}

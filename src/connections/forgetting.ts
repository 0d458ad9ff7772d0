import type { Flow } from '../cluster/flow';
import type { Tuple } from '../conntrack/tuple';
import type { Network } from '../dataplane/network';
import type { Tables } from '../dataplane/tables';
import type { Headers } from '../dataplane/wire';
import { judge } from '../policy/judge';
import type { Model } from '../settings/models';

/** Whether present policy would let the connection be opened. */
export function isAllowed({ policies: set, settings }: Network, model: Model, flow: Flow): boolean {
  return model.request.every(direction => judge({ set, settings, direction, flow }).allowed);
}

/** Takes a connection out of the table of every node, whichever side its entry takes for the opener. */
export function forget(tables: Tables, { original, reply }: Headers, now: number): void {
  for (const table of tables.ofNodes.values())
    table.removeWhere(
      entry => isSameTuple(entry.original, original.tuple) || isSameTuple(entry.original, reply.tuple),
      now,
    );
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

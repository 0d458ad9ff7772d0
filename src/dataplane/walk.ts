import { type Flow, reversed } from '../cluster/flow';
import { inverted } from '../conntrack/tuple';
import type { Model } from '../settings/models';
import { type Drop, dropOf, type TracedPacket } from './check';
import type { Network } from './network';
import type { PacketKind } from './packets';
import { send } from './path';
import { Tables } from './tables';
import type { Headers } from './wire';

/** The conversation as far as it came. */
export interface Walk {
  readonly trace: readonly TracedPacket[];
  readonly dropped?: Drop;
}

/** Sends the packets of a conversation one after the other, until one is dropped. */
export function walk(network: Network, model: Model, flow: Flow, conversation: readonly PacketKind[]): Walk {
  const tables = new Tables();
  const headers = headersOf(tables, flow);
  const trace: TracedPacket[] = [];
  for (const kind of conversation) {
    const packet = send({ network, model, tables, now: 0 }, headers, kind);
    trace.push(packet);
    const dropped = dropOf(packet);
    if (dropped) return { trace, dropped };
  }
  return { trace };
}

export function headersOf({ ids }: Tables, flow: Flow): Headers {
  const { protocol, source, sourcePort, destination, destinationPort } = flow;
  const tuple = {
    protocol,
    source: ids.idOf(source.address),
    destination: ids.idOf(destination.address),
    sourcePort,
    destinationPort,
  };
  return { original: { flow, tuple }, reply: { flow: reversed(flow), tuple: inverted(tuple) } };
}

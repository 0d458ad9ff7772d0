import { type Flow, type Party, reversed } from '../cluster/flow';
import { inverted } from '../conntrack/tuple';
import type { Model } from '../settings/models';
import { type Drop, dropOf, type TracedPacket } from './check';
import type { Network } from './network';
import type { PacketKind } from './packets';
import { send } from './path';
import { Tables } from './tables';
import type { HeaderPair, Headers } from './wire';

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

export function headersOf(tables: Tables, flow: Flow): Headers {
  const pair = pairOf(tables, flow);
  const { translation } = flow;
  if (!translation) return pair;
  const { dialled: party, port, masquerade } = translation;
  const dialled = pairOf(tables, { ...flow, destination: party, destinationPort: port });
  const beyond = masquerade && pairOf(tables, { ...flow, source: masquerade });
  const translated = { original: dialled.original, reply: (beyond ?? pair).reply };
  return { ...pair, rewritten: { translation, dialled, translated, ...(beyond && { beyond }) } };
}

function pairOf({ ids }: Tables, flow: Flow): HeaderPair {
  const { protocol, source, sourcePort, destination, destinationPort } = flow;
  const idOf = ({ address }: Party): number => ids.idOf(address);
  const tuple = {
    protocol,
    source: idOf(source),
    destination: idOf(destination),
    sourcePort,
    destinationPort,
  };
  return { original: { flow, tuple }, reply: { flow: reversed(flow), tuple: inverted(tuple) } };
}

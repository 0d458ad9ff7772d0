import type { Flow, Party } from '../cluster/flow';
import type { TupleDirection } from '../conntrack/connectionTable';
import { isListening } from '../dataplane/cases';
import type { Network } from '../dataplane/network';
import type { Connection } from './connection';
import { DatagramEnd } from './datagrams';
import { End } from './end';
import { keyOf, occupantOf } from './occupant';

/** Whether something answers where a flow goes. */
export function listens({ destination, protocol, destinationPort }: Flow): boolean {
  return isListening(destination, protocol, [destinationPort, destinationPort + 1]);
}

/**
 * The flow between those who are at both ends now. Another pod than before, or nobody, knows nothing of the connection:
 * the end there is a new one.
 */
export function renewed(network: Network, connection: Connection): Flow {
  const partyAt = (side: TupleDirection, opener: Party): Party => {
    if (keyOf(opener) === undefined) return opener;
    const before = connection.occupant(side);
    const { party, key } = occupantOf(network, opener, before);
    if (key !== before) connection.occupy(side, key, strangerOf(connection, side, party));
    return party;
  };
  const { opened, flow } = connection;
  return {
    ...flow,
    source: partyAt('original', opened.source),
    // Where addresses are rewritten, packets may have been led elsewhere since.
    destination: partyAt('reply', flow.translation ? flow.destination : opened.destination),
  };
}

function strangerOf({ opened }: Connection, side: TupleDirection, party: Party): End | DatagramEnd {
  return side === 'reply' && party.kind !== 'external'
    ? strangerAt({ ...opened, destination: party })
    : stranger(opened, side, false);
}

/** Whoever is at the server's end of a flow, and knows nothing of it. */
export function strangerAt(flow: Flow): End | DatagramEnd {
  return stranger(flow, 'reply', listens(flow));
}

function stranger({ protocol }: Flow, side: TupleDirection, answers: boolean): End | DatagramEnd {
  return protocol === 'UDP' ? new DatagramEnd(side, answers) : new End(side, protocol, answers);
}

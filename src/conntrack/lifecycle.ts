import type { Protocol } from '../addresses/port';

/** Which of an entry's two tuples a packet matches; the opener's packets are the original direction. */
export type TupleDirection = 'original' | 'reply';

/** How far a connection has come, as the enforcement models ask: not the TCP state of either end. */
export type ConnectionState = 'unreplied' | 'replied' | 'established';

/**
 * What a packet that passed makes of the state. TCP is established once the ACK of the handshake has passed,
 * UDP and SCTP with the first answer.
 */
export const lifecycle: Readonly<
  Record<Protocol, Readonly<Record<ConnectionState, Readonly<Record<TupleDirection, ConnectionState>>>>>
> = {
  TCP: {
    unreplied: { original: 'unreplied', reply: 'replied' },
    replied: { original: 'established', reply: 'replied' },
    established: { original: 'established', reply: 'established' },
  },
  UDP: {
    unreplied: { original: 'unreplied', reply: 'established' },
    replied: { original: 'established', reply: 'established' },
    established: { original: 'established', reply: 'established' },
  },
  SCTP: {
    unreplied: { original: 'unreplied', reply: 'established' },
    replied: { original: 'established', reply: 'established' },
    established: { original: 'established', reply: 'established' },
  },
};

import type { Protocol } from '../addresses/port';
import { icmpError, type PacketKind, sctp, tcp, tcpData, udp } from './packets';

/** What a client and a server say to each other, in the order sent: where the port listens, and where it does not. */
export const exchanges: Readonly<
  Record<Protocol, { listening: readonly PacketKind[]; closed: readonly PacketKind[] }>
> = {
  TCP: {
    listening: [
      tcp('SYN', 'original'),
      tcp('SYN-ACK', 'reply'),
      tcp('ACK', 'original'),
      tcpData('original'),
      tcpData('reply'),
    ],
    closed: [tcp('SYN', 'original'), tcp('RST', 'reply')],
  },
  UDP: {
    listening: [udp('datagram', 'original'), udp('answer', 'reply')],
    closed: [udp('datagram', 'original'), icmpError('ICMP port unreachable', 'reply')],
  },
  SCTP: {
    listening: [
      sctp('INIT', 'original'),
      sctp('INIT-ACK', 'reply'),
      sctp('COOKIE-ECHO', 'original'),
      sctp('COOKIE-ACK', 'reply'),
      sctp('DATA', 'original'),
      sctp('DATA', 'reply', 'SACK'),
    ],
    closed: [sctp('INIT', 'original'), sctp('ABORT', 'reply')],
  },
};

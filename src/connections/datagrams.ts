import type { TupleDirection } from '../conntrack/connectionTable';
import { type PacketKind, udp } from '../dataplane/packets';
import type { SocketError } from './end';

/** One end of an exchange of datagrams: it keeps nothing but what arrived, and what an ICMP error told it. */
export class DatagramEnd {
  error: SocketError | undefined;
  hasReceived = false;
  /** The last datagram that it sent did not arrive. */
  isLost = false;

  constructor(
    readonly side: TupleDirection,
    readonly listens: boolean,
  ) {}

  say(): PacketKind {
    return udp(this.side === 'original' ? 'datagram' : 'answer', this.side);
  }
}

import type { TupleDirection } from '../conntrack/connectionTable';
import { type PacketKind, sctp, tcp, tcpData } from '../dataplane/packets';

/** The parts that packets play in a conversation, whatever the protocol calls them. */
export type Role =
  | 'open'
  | 'accept'
  | 'confirm'
  | 'confirmed'
  | 'data'
  | 'acknowledge'
  | 'finish'
  | 'finished'
  | 'complete'
  | 'reset';

type Maker = (direction: TupleDirection) => PacketKind;

/** What each protocol sends for a part. */
export const dialects: Readonly<Record<'TCP' | 'SCTP', Readonly<Record<Role, Maker>>>> = {
  TCP: {
    open: side => tcp('SYN', side),
    accept: side => tcp('SYN-ACK', side),
    confirm: side => tcp('ACK', side),
    confirmed: side => tcp('ACK', side),
    data: side => tcpData(side),
    acknowledge: side => tcp('ACK', side),
    finish: side => tcp('FIN', side),
    finished: side => tcp('ACK', side),
    complete: side => tcp('ACK', side),
    reset: side => tcp('RST', side),
  },
  SCTP: {
    open: side => sctp('INIT', side),
    accept: side => sctp('INIT-ACK', side),
    confirm: side => sctp('COOKIE-ECHO', side),
    confirmed: side => sctp('COOKIE-ACK', side),
    data: side => sctp('DATA', side),
    acknowledge: side => sctp('DATA', side, 'SACK'),
    finish: side => sctp('SHUTDOWN', side),
    finished: side => sctp('SHUTDOWN-ACK', side),
    complete: side => sctp('SHUTDOWN-COMPLETE', side),
    reset: side => sctp('ABORT', side),
  },
};

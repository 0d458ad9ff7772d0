import { type TcpFlags, tcpFlags } from './packet';
import { Transitions } from './transitions';

/** The states as `conntrack -L` prints them. They are about the flow, not about either end. */
export const tcpStates = [
  'NONE',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT',
  'CLOSE_WAIT',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSE',
  'SYN_SENT2',
] as const;

export const NONE = 0;
export const SYN_SENT = 1;
export const SYN_RECV = 2;
export const ESTABLISHED = 3;
export const FIN_WAIT = 4;
export const CLOSE_WAIT = 5;
export const LAST_ACK = 6;
export const TIME_WAIT = 7;
export const CLOSE = 8;
export const SYN_SENT2 = 9;

/** The rows of the table. */
export const SYN = 0;
export const SYN_ACK = 1;
export const FIN = 2;
export const ACK = 3;
export const RST = 4;
export const NO_FLAGS = 5;

export const tcpRows: Readonly<Record<TcpFlags, number>> = {
  SYN,
  'SYN-ACK': SYN_ACK,
  FIN,
  ACK,
  RST,
  none: NO_FLAGS,
};

/** `tcp_conntracks` of nf_conntrack_proto_tcp.c (Linux 6.18), cell by cell. */
export const tcpTransitions = new Transitions(tcpFlags, {
  original: `
             NO SS SR ES FW CW LA TW CL S2
    SYN      SS SS IG IG IG IG IG SS SS S2
    SYN-ACK  IV IV SR IV IV IV IV IV IV SR
    FIN      IV IV FW FW LA LA LA TW CL IV
    ACK      ES IV ES ES CW CW TW TW CL IV
    RST      IV CL CL CL CL CL CL CL CL CL
    none     IV IV IV IV IV IV IV IV IV IV`,
  reply: `
             NO SS SR ES FW CW LA TW CL S2
    SYN      IV S2 IV IV IV IV IV SS IV S2
    SYN-ACK  IV SR IG IG IG IG IG IG IG SR
    FIN      IV IV FW FW LA LA LA TW CL IV
    ACK      IV IG SR ES CW CW TW TW CL IG
    RST      IV CL CL CL CL CL CL CL CL CL
    none     IV IV IV IV IV IV IV IV IV IV`,
});

const closing = new Set([FIN_WAIT, CLOSE_WAIT, LAST_ACK, TIME_WAIT, CLOSE]);

/** `tcp_can_early_drop`: what the garbage collector may take of a table that was full, though ASSURED. */
export function isClosingTcp(state: number): boolean {
  return closing.has(state);
}

/** Whether the handshake is over, or was never seen as the connection was picked up midstream. */
export function isTcpSetUp(state: number): boolean {
  return state >= ESTABLISHED && state <= CLOSE;
}

import { sctpChunks } from './packet';
import { Transitions } from './transitions';

/** The states as `conntrack -L` prints them. */
export const sctpStates = [
  'NONE',
  'CLOSED',
  'COOKIE_WAIT',
  'COOKIE_ECHOED',
  'ESTABLISHED',
  'SHUTDOWN_SENT',
  'SHUTDOWN_RECD',
  'SHUTDOWN_ACK_SENT',
  'HEARTBEAT_SENT',
] as const;

export const NONE = 0;
export const CLOSED = 1;
export const ESTABLISHED = 4;
const shutdown = new Set([5, 6, 7]);

/**
 * `sctp_conntracks` of nf_conntrack_proto_sctp.c as of Linux 6.6 to 6.18: HEARTBEAT_ACKED is gone, INIT revives an
 * association in shutdown, and COOKIE-ECHO and COOKIE-ACK count from either side. Chunks without a row there
 * (DATA, SACK) keep the state.
 */
export const sctpTransitions = new Transitions(sctpChunks, {
  original: `
                       NO CL CW CE ES SS SR SA HS
    INIT               CL CL CW CE ES CL CL SA CW
    INIT-ACK           CL CL CW CE ES SS SR SA CL
    ABORT              CL CL CL CL CL CL CL CL CL
    SHUTDOWN           CL CL CW CE SS SS SR SA CL
    SHUTDOWN-ACK       SA CL CW CE ES SA SA SA SA
    ERROR              CL CL CW CE ES SS SR SA CL
    COOKIE-ECHO        CL CL CE CE ES SS SR SA CL
    COOKIE-ACK         CL CL CW ES ES SS SR SA CL
    SHUTDOWN-COMPLETE  CL CL CW CE ES SS SR CL CL
    HEARTBEAT          HS CL CW CE ES SS SR SA HS
    HEARTBEAT-ACK      CL CL CW CE ES SS SR SA HS
    DATA               NO CL CW CE ES SS SR SA HS`,
  reply: `
                       NO CL CW CE ES SS SR SA HS
    INIT               IV CL CW CE ES SS SR SA IV
    INIT-ACK           IV CW CW CE ES SS SR SA IV
    ABORT              IV CL CL CL CL CL CL CL IV
    SHUTDOWN           IV CL CW CE SR SS SR SA IV
    SHUTDOWN-ACK       IV CL CW CE ES SA SA SA IV
    ERROR              IV CL CW CL ES SS SR SA IV
    COOKIE-ECHO        IV CL CE CE ES SS SR SA IV
    COOKIE-ACK         IV CL CW ES ES SS SR SA IV
    SHUTDOWN-COMPLETE  IV CL CW CE ES SS SR CL IV
    HEARTBEAT          IV CL CW CE ES SS SR SA HS
    HEARTBEAT-ACK      IV CL CW CE ES SS SR SA ES
    DATA               NO CL CW CE ES SS SR SA HS`,
});

/** `sctp_can_early_drop`. */
export function isClosingSctp(state: number): boolean {
  return shutdown.has(state);
}

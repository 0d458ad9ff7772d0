import type { Sysctls } from '../sysctls';

/** For a tracker that knows no states of SCTP: the same seconds for each. */
export function sctpTimeouts(seconds: number): Partial<Sysctls> {
  return {
    nf_conntrack_sctp_timeout_closed: seconds,
    nf_conntrack_sctp_timeout_cookie_wait: seconds,
    nf_conntrack_sctp_timeout_cookie_echoed: seconds,
    nf_conntrack_sctp_timeout_established: seconds,
    nf_conntrack_sctp_timeout_shutdown_sent: seconds,
    nf_conntrack_sctp_timeout_shutdown_recd: seconds,
    nf_conntrack_sctp_timeout_shutdown_ack_sent: seconds,
    nf_conntrack_sctp_timeout_heartbeat_sent: seconds,
  };
}

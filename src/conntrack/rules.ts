import type { SysctlName, Sysctls } from '../settings/sysctls';

/** The sysctls in the form that the tracker uses; times in milliseconds. */
export interface Rules {
  /** How many entries there may be; 0 is no limit. */
  readonly max: number;
  /** Whether a connection may be picked up midstream. */
  readonly loose: boolean;
  /** Whether segments out of window pass, RST aside. */
  readonly liberal: boolean;
  readonly ignoresInvalidRst: boolean;
  readonly maxRetransmissions: number;
  readonly timeouts: Timeouts;
  /** The longest of the timeouts. */
  readonly longest: number;
}

/** How long an entry lives without a packet; by the number of the state where a protocol has states. */
export interface Timeouts {
  readonly tcp: readonly number[];
  readonly retransmitting: number;
  readonly unacknowledged: number;
  readonly udp: number;
  readonly udpStream: number;
  readonly sctp: readonly number[];
  readonly icmp: number;
  readonly icmpv6: number;
}

const known = new WeakMap<Sysctls, Rules>();

/** Made once for each set of sysctls, as thousands of tables share one. */
export function rulesOf(sysctls: Sysctls): Rules {
  const made = known.get(sysctls);
  if (made) return made;
  const timeouts = timeoutsOf(sysctls);
  const rules: Rules = {
    max: sysctls.nf_conntrack_max,
    loose: sysctls.nf_conntrack_tcp_loose !== 0,
    liberal: sysctls.nf_conntrack_tcp_be_liberal !== 0,
    ignoresInvalidRst: sysctls.nf_conntrack_tcp_ignore_invalid_rst !== 0,
    maxRetransmissions: sysctls.nf_conntrack_tcp_max_retrans,
    timeouts,
    longest: Math.max(...Object.values(timeouts).flat()),
  };
  known.set(sysctls, rules);
  return rules;
}

/** SYN_SENT2 has no sysctl (nf_conntrack_standalone.c), so it stays at what `tcp_timeouts` says. */
const synSent2 = 120_000;

function timeoutsOf(sysctls: Sysctls): Timeouts {
  const ms = (...names: readonly SysctlName[]): readonly number[] => names.map(name => sysctls[name] * 1000);
  return {
    tcp: [
      ...ms(
        'nf_conntrack_tcp_timeout_syn_sent', // NONE
        'nf_conntrack_tcp_timeout_syn_sent',
        'nf_conntrack_tcp_timeout_syn_recv',
        'nf_conntrack_tcp_timeout_established',
        'nf_conntrack_tcp_timeout_fin_wait',
        'nf_conntrack_tcp_timeout_close_wait',
        'nf_conntrack_tcp_timeout_last_ack',
        'nf_conntrack_tcp_timeout_time_wait',
        'nf_conntrack_tcp_timeout_close',
      ),
      synSent2,
    ],
    retransmitting: sysctls.nf_conntrack_tcp_timeout_max_retrans * 1000,
    unacknowledged: sysctls.nf_conntrack_tcp_timeout_unacknowledged * 1000,
    udp: sysctls.nf_conntrack_udp_timeout * 1000,
    udpStream: sysctls.nf_conntrack_udp_timeout_stream * 1000,
    sctp: ms(
      'nf_conntrack_sctp_timeout_closed', // NONE
      'nf_conntrack_sctp_timeout_closed',
      'nf_conntrack_sctp_timeout_cookie_wait',
      'nf_conntrack_sctp_timeout_cookie_echoed',
      'nf_conntrack_sctp_timeout_established',
      'nf_conntrack_sctp_timeout_shutdown_sent',
      'nf_conntrack_sctp_timeout_shutdown_recd',
      'nf_conntrack_sctp_timeout_shutdown_ack_sent',
      'nf_conntrack_sctp_timeout_heartbeat_sent',
    ),
    icmp: sysctls.nf_conntrack_icmp_timeout * 1000,
    icmpv6: sysctls.nf_conntrack_icmpv6_timeout * 1000,
  };
}

/** What a sysctl counts. */
export type SysctlUnit = 'seconds' | 'entries' | 'switch';

interface SysctlFacts {
  readonly default: number;
  readonly unit: SysctlUnit;
  /** What kube-proxy sets (kubernetes pkg/proxy/apis/config/v1alpha1/defaults.go). */
  readonly kubeProxy?: number;
}

/**
 * The knobs of Linux connection tracking, with the kernel's defaults
 * (Documentation/networking/nf_conntrack-sysctl.rst; SCTP values of Linux 6.18).
 */
export const sysctls = {
  nf_conntrack_max: { default: 262144, unit: 'entries' },
  nf_conntrack_tcp_loose: { default: 1, unit: 'switch' },
  nf_conntrack_tcp_be_liberal: { default: 0, unit: 'switch' },
  nf_conntrack_tcp_ignore_invalid_rst: { default: 0, unit: 'switch' },
  nf_conntrack_tcp_max_retrans: { default: 3, unit: 'entries' },
  nf_conntrack_tcp_timeout_syn_sent: { default: 120, unit: 'seconds' },
  nf_conntrack_tcp_timeout_syn_recv: { default: 60, unit: 'seconds' },
  nf_conntrack_tcp_timeout_established: { default: 432000, unit: 'seconds', kubeProxy: 86400 },
  nf_conntrack_tcp_timeout_fin_wait: { default: 120, unit: 'seconds' },
  nf_conntrack_tcp_timeout_close_wait: { default: 60, unit: 'seconds', kubeProxy: 3600 },
  nf_conntrack_tcp_timeout_last_ack: { default: 30, unit: 'seconds' },
  nf_conntrack_tcp_timeout_time_wait: { default: 120, unit: 'seconds' },
  nf_conntrack_tcp_timeout_close: { default: 10, unit: 'seconds' },
  nf_conntrack_tcp_timeout_max_retrans: { default: 300, unit: 'seconds' },
  nf_conntrack_tcp_timeout_unacknowledged: { default: 300, unit: 'seconds' },
  nf_conntrack_udp_timeout: { default: 30, unit: 'seconds' },
  nf_conntrack_udp_timeout_stream: { default: 120, unit: 'seconds' },
  nf_conntrack_icmp_timeout: { default: 30, unit: 'seconds' },
  nf_conntrack_icmpv6_timeout: { default: 30, unit: 'seconds' },
  nf_conntrack_sctp_timeout_closed: { default: 10, unit: 'seconds' },
  nf_conntrack_sctp_timeout_cookie_wait: { default: 3, unit: 'seconds' },
  nf_conntrack_sctp_timeout_cookie_echoed: { default: 3, unit: 'seconds' },
  nf_conntrack_sctp_timeout_established: { default: 210, unit: 'seconds' },
  nf_conntrack_sctp_timeout_shutdown_sent: { default: 3, unit: 'seconds' },
  nf_conntrack_sctp_timeout_shutdown_recd: { default: 3, unit: 'seconds' },
  nf_conntrack_sctp_timeout_shutdown_ack_sent: { default: 3, unit: 'seconds' },
  nf_conntrack_sctp_timeout_heartbeat_sent: { default: 30, unit: 'seconds' },
  nf_conntrack_generic_timeout: { default: 600, unit: 'seconds' },
} as const satisfies Record<string, SysctlFacts>;

export type SysctlName = keyof typeof sysctls;

/** A value for each; timeouts in seconds, switches 0 or 1. */
export type Sysctls = Readonly<Record<SysctlName, number>>;

export const sysctlNames = Object.keys(sysctls) as readonly SysctlName[];

const valuesBy = (value: (facts: SysctlFacts) => number): Sysctls =>
  Object.fromEntries(sysctlNames.map(name => [name, value(sysctls[name])])) as Record<SysctlName, number>;

export const kernelSysctls: Sysctls = valuesBy(facts => facts.default);

/** What kube-proxy changes on every node it runs on. */
export const kubeProxyTimeouts: Partial<Sysctls> = Object.fromEntries(
  sysctlNames.flatMap(name => {
    const { kubeProxy }: SysctlFacts = sysctls[name];
    return kubeProxy === undefined ? [] : [[name, kubeProxy]];
  }),
);

/**
 * How AWS security groups track: their idle timeouts, and no connection from its middle, as one that was not tracked is cut
 * when its rule goes (Amazon EC2 User Guide, security group connection tracking).
 */
export const securityGroupSysctls: Sysctls = {
  ...kernelSysctls,
  nf_conntrack_tcp_loose: 0,
  nf_conntrack_udp_timeout_stream: 180,
};

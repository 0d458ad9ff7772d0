import type { Cni, Departure } from './cni';
import { sctpTimeouts } from './sctpTimeouts';

const bothDataplanes: readonly Departure[] = [
  {
    touches: 'own node',
    text: 'What egress policy lets a pod send to its own node then meets DefaultEndpointToHostAction, which drops unless it is set to Accept or Return.',
  },
  {
    touches: 'host network',
    text: "Calico's host endpoints judge nodes and their hostNetwork pods, with failsafe ports that stay open.",
  },
  {
    touches: 'host network',
    text: 'A doNotTrack policy on a host endpoint remembers nothing: answers need rules of their own.',
  },
  {
    touches: 'outside',
    text: 'Where a doNotTrack policy lets a packet through a host endpoint to a pod on that node, the egress policy of the pod judges the answer as well.',
  },
  {
    touches: 'starting pods',
    text: 'Until a new pod has its rules its packets are dropped; policy_setup_timeout_seconds makes its start wait for them.',
  },
];

/** `TCPFinsSeen` is Auto, so it follows the time_wait of the kernel (felix/bpf/conntrack/timeouts). */
const bpfTimeouts = {
  nf_conntrack_tcp_timeout_syn_sent: 20,
  nf_conntrack_tcp_timeout_syn_recv: 20,
  nf_conntrack_tcp_timeout_established: 3600,
  nf_conntrack_tcp_timeout_fin_wait: 3600,
  nf_conntrack_tcp_timeout_close_wait: 3600,
  nf_conntrack_tcp_timeout_last_ack: 120,
  nf_conntrack_tcp_timeout_close: 40,
  nf_conntrack_tcp_timeout_max_retrans: 3600,
  nf_conntrack_tcp_timeout_unacknowledged: 3600,
  nf_conntrack_udp_timeout: 60,
  nf_conntrack_udp_timeout_stream: 60,
  nf_conntrack_icmp_timeout: 5,
  nf_conntrack_icmpv6_timeout: 5,
  ...sctpTimeouts(600),
};

export const calico: readonly Cni[] = [
  {
    name: 'Calico',
    aliases: ['calico iptables', 'calico nftables', 'canal'],
    version: 'v3.32.1',
    support: 'full',
    supports: 'ingress, egress, address blocks, named ports, port ranges, SCTP',
    model: 'stateful',
    replies:
      'the first rule of each workload chain accepts what netfilter conntrack calls related or established',
    // Its chains hang in filter FORWARD, where a pod that a Service leads back to itself is not yet masqueraded.
    settings: { 'pod-to-own-node': 'judged', hairpin: 'judged', 'empty-services': 'judged-first' },
    sysctls: {},
    departures: [
      ...bothDataplanes,
      {
        touches: 'every flow',
        text: 'With iptablesFilterDenyAction or nftablesFilterDenyAction set to Reject, a blocked client is refused at once.',
      },
      {
        touches: 'every flow',
        text: 'VXLAN (UDP 4789) and IPIP that pods send are dropped whatever policy says.',
      },
    ],
    sources: [
      'projectcalico/calico:felix/rules/endpoints.go',
      'projectcalico/calico:felix/rules/static.go',
      'projectcalico/felix#2424',
      'tigera/docs:calico/reference/host-endpoints/summary.mdx',
      'tigera/docs:calico/reference/host-endpoints/conntrack.mdx',
      'tigera/docs:calico/network-policy/extreme-traffic/high-connection-workloads.mdx',
      'projectcalico/calico#2759',
      'projectcalico/calico#6399',
      'projectcalico/calico#11334',
    ],
  },
  {
    name: 'Calico eBPF',
    aliases: ['calico bpf'],
    version: 'v3.32.1',
    support: 'full',
    supports: 'ingress, egress, address blocks, named ports, port ranges, SCTP',
    model: 'stateful',
    replies: 'an entry of its own BPF map, approved by each end for itself, lets packets past policy',
    settings: {
      'pod-to-own-node': 'judged',
      'connection-tables': 'per-pod',
      'outside-clients': 'kept',
    },
    sysctls: { nf_conntrack_max: 512000, nf_conntrack_tcp_loose: 0, ...bpfTimeouts },
    departures: [
      ...bothDataplanes,
      {
        touches: 'open connections',
        text: 'TCP in mid-connection that its map does not know is left to iptables, which lets it pass only if conntrack knows it.',
      },
      {
        touches: 'open connections',
        text: 'Every SYN is judged, also one under the addresses and ports of an open connection.',
      },
      {
        touches: 'services',
        text: 'Over UDP and SCTP, and without connect-time load balancing, a pod that reaches itself through a Service is judged as if it called itself.',
      },
    ],
    sources: [
      'projectcalico/calico:felix/bpf-gpl/conntrack.h',
      'projectcalico/calico:felix/bpf-gpl/tc.c',
      'projectcalico/calico:felix/bpf/conntrack/timeouts/timeouts.go',
      'projectcalico/calico:felix/bpf/nat/connecttime.go',
      'projectcalico/calico#8139',
    ],
  },
];

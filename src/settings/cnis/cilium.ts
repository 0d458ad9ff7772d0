import type { Settings } from '../settings';
import type { Cni, Departure } from './cni';
import { sctpTimeouts } from './sctpTimeouts';

/**
 * One map a node, but the key of an entry says at whose egress or ingress it was made (`TUPLE_F_IN` in
 * bpf/lib/conntrack.h), so each pod sees its own. Egress to the own node is judged like any other
 * (`policy_can_egress4` in bpf/bpf_lxc.c).
 */
const settings: Partial<Settings> = {
  'pod-to-own-node': 'judged',
  'running-connections': 'request-rejudged',
  'address-blocks': 'outside-only',
  sctp: 'dropped',
  'connection-tables': 'per-pod',
};

/** An entry counts as closing once both ends have sent FIN or RST (`ct_entry_alive` in bpf/lib/conntrack.h). */
const sysctls = {
  nf_conntrack_tcp_timeout_syn_sent: 60,
  nf_conntrack_tcp_timeout_established: 8000,
  nf_conntrack_tcp_timeout_fin_wait: 8000,
  nf_conntrack_tcp_timeout_close_wait: 8000,
  nf_conntrack_tcp_timeout_last_ack: 10,
  nf_conntrack_tcp_timeout_time_wait: 10,
  nf_conntrack_tcp_timeout_close: 8000,
  nf_conntrack_tcp_timeout_max_retrans: 8000,
  nf_conntrack_tcp_timeout_unacknowledged: 8000,
  nf_conntrack_udp_timeout: 60,
  nf_conntrack_udp_timeout_stream: 60,
  nf_conntrack_icmp_timeout: 60,
  nf_conntrack_icmpv6_timeout: 60,
  nf_conntrack_generic_timeout: 60,
  ...sctpTimeouts(60),
};

const replies =
  'a packet that answers an entry of its BPF map skips policy; the opening side meets it every time';

const everywhere: readonly Departure[] = [
  {
    touches: 'named ports',
    text: 'Where several pods give one port name to different numbers, a rule with that name may block what it should allow.',
  },
  {
    touches: 'open connections',
    text: 'Its tracker calls no packet invalid: TCP in mid-connection without an entry is judged like a first packet.',
  },
  {
    touches: 'starting pods',
    text: 'It was not verified that the rules of a pod are there before its containers start.',
  },
];

const selfManaged: readonly Departure[] = [
  {
    touches: 'services',
    text: 'With tunnels, the default, what enters over another node is the world without an address: a rule for 0.0.0.0/0 allows it, one for a narrower block does not.',
  },
  {
    touches: 'services',
    text: 'Beside kube-proxy, what enters through a node port is the world without an address even at the node of the pod.',
  },
  {
    touches: 'services',
    text: "With loadBalancer.mode=dsr, ingress policy sees the client's own address wherever it entered.",
  },
  {
    touches: 'own node',
    text: "With allow-localhost=policy, ingress policy judges a pod's own node too.",
  },
  {
    touches: 'address blocks',
    text: 'policy-cidr-match-mode=nodes lets address blocks match nodes (since 1.15).',
  },
  {
    touches: 'SCTP',
    text: 'With sctp.enabled SCTP is carried and judged, without translation of its ports.',
  },
];

export const cilium: readonly Cni[] = [
  {
    name: 'Cilium',
    aliases: ['azure cni powered by cilium', 'aks cilium'],
    version: '1.18 to 1.20',
    support: 'partial',
    supports: 'nearly everything; an ipBlock never selects pods, and SCTP must be enabled',
    model: 'stateful',
    replies,
    settings,
    sysctls,
    departures: [
      ...everywhere,
      ...selfManaged,
      {
        touches: 'every flow',
        text: 'policyDenyResponse: icmp (since 1.19) answers what egress policy denies with ICMP administratively prohibited: no route to host.',
      },
      {
        touches: 'ICMP',
        text: 'That answer reaches a pod that is isolated for ingress only if it is allowed ICMP.',
      },
      {
        touches: 'open connections',
        text: 'Answers were reported dropped while the connection table is being cleaned (1.18).',
      },
    ],
    sources: [
      'cilium/cilium:bpf/bpf_lxc.c',
      'cilium/cilium:bpf/lib/conntrack.h',
      'cilium/cilium:Documentation/network/kubernetes/policy.rst',
      'cilium/cilium:Documentation/security/policy/intro.rst',
      'https://docs.cilium.io/en/latest/security/policy/caveats/',
      'cilium/cilium#5719',
      'cilium/cilium#9209',
      'cilium/cilium#14497',
      'cilium/cilium#23603',
      'cilium/cilium#30003',
      'cilium/cilium#41045',
      'cilium/cilium#41406',
      'cilium/cilium#41859',
      'cilium/cilium#46934',
      'MicrosoftDocs/azure-aks-docs:articles/aks/migrate-from-npm-to-cilium-network-policy.md',
    ],
  },
  {
    // 1.16.0 reads endPort (pkg/k8s/network_policy.go, parsePorts); the migration guide of AKS says 1.17.
    name: 'Cilium before 1.16',
    aliases: ['cilium before 1.17', 'cilium before v1.16', 'cilium before v1.17'],
    version: '1.15',
    support: 'partial',
    supports: 'an ipBlock never selects pods, endPort is not read, and SCTP must be enabled',
    model: 'stateful',
    replies,
    settings: { ...settings, 'port-ranges': 'first-port-only' },
    sysctls,
    departures: [
      ...everywhere,
      ...selfManaged,
      {
        touches: 'open connections',
        text: 'Before 1.15 an established connection was remembered for six hours without a packet.',
      },
      {
        touches: 'starting pods',
        text: 'Before 1.13.1 nothing was enforced at a node while the agent started (GHSA-r5x6-w42p-jhpp).',
      },
    ],
    sources: [
      'cilium/cilium:bpf/lib/conntrack.h',
      'cilium/cilium:pkg/k8s/network_policy.go',
      'cilium/cilium#16622',
      'cilium/cilium#27665',
      'cilium/cilium#28684',
      'cilium/cilium#32807',
    ],
  },
  {
    name: 'GKE Dataplane V2',
    aliases: ['gke', 'dataplane v2', 'dpv2', 'anetd'],
    version: 'pages of 2024 to 2026; a managed Cilium',
    support: 'partial',
    supports: 'as Cilium, and always on (in Autopilot since 1.22.7); an ipBlock never selects pods',
    model: 'stateful',
    replies,
    settings,
    sysctls,
    departures: [
      ...everywhere,
      {
        touches: 'every flow',
        text: 'GKE without Dataplane V2 enforces with Calico, and only if network policy is switched on.',
      },
      { touches: 'port ranges', text: 'endPort is not read where GKE brings a Cilium before 1.16.' },
      {
        touches: 'SCTP',
        text: 'On Ubuntu nodes SCTP is carried and judged since 1.32.2-gke.1297000; on Container-Optimized OS it is not.',
      },
    ],
    sources: [
      'https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2',
      'https://cloud.google.com/kubernetes-engine/docs/how-to/deploy-workloads-with-sctp',
      'cilium/cilium:bpf/bpf_lxc.c',
    ],
  },
];

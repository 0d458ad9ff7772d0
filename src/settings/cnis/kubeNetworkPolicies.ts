import type { Settings } from '../settings';
import type { Cni, Departure } from './cni';

const supports = 'ingress, egress, address blocks, named ports, port ranges, SCTP';

/**
 * It judges in POSTROUTING just before masquerading (pkg/dataplane/controller.go), where a pod that a Service
 * leads back to itself still bears its own address; nothing there exempts a pod from itself.
 */
const settings: Partial<Settings> = {
  'pod-to-own-node': 'judged',
  'starting-pods': 'open',
  'first-policy': 'forgets',
  hairpin: 'judged',
};

const departures: readonly Departure[] = [
  { touches: 'every flow', text: 'While its agent is away from a node, nothing is enforced there.' },
  {
    touches: 'own node',
    text: "Of the processes of a pod's own node, those of root reach it, others are judged.",
  },
];

/** kind's built-in network, and the agent of SIG Network that it embeds. */
export const kubeNetworkPolicies: readonly Cni[] = [
  {
    name: 'kindnet',
    aliases: ['kind', 'kindnetd'],
    version: 'kind v0.33.0 with kindnetd v20260820; it enforces since kind v0.24.0',
    support: 'full',
    supports,
    model: 'stateful',
    replies:
      'nftables accepts what netfilter conntrack calls established or related; the rest is judged in user space',
    settings,
    sysctls: {},
    departures: [
      ...departures,
      {
        touches: 'own node',
        text: 'Up to kind v0.32, older than kube-network-policies v1.1.0, a pod always reaches its own node.',
      },
    ],
    sources: [
      'kubernetes-sigs/kind#3612',
      'kubernetes-sigs/kind:images/kindnetd/go.mod',
      'kubernetes-sigs/kube-network-policies:pkg/dataplane/controller.go',
      'kubernetes-sigs/kube-network-policies#339',
      'https://github.com/kubernetes-sigs/kind/releases/tag/v0.24.0',
    ],
  },
  {
    name: 'kindnet before kind v0.24',
    aliases: [
      'kind before v0.24',
      'kind before v0.24.0',
      'kind before 0.24',
      'kindnet before v0.24',
      'kindnet before kind v0.24.0',
    ],
    version: 'kind v0.23.0',
    support: 'none',
    supports: 'nothing: policies are stored and ignored, without event or error',
    model: 'unenforced',
    replies: 'nothing is judged, so answers pass',
    settings: {},
    sysctls: {},
    departures: [],
    sources: ['kubernetes-sigs/kind#842', 'kubernetes-sigs/kind#3612'],
  },
  {
    name: 'kube-network-policies',
    aliases: ['knp', 'standalone kindnet', 'kindnet standalone'],
    version: 'v1.1.1; kindnet v1.0.0',
    support: 'full',
    supports,
    model: 'stateful',
    replies:
      "nftables accepts what netfilter conntrack calls established or related and bears the agent's label; the rest is judged in user space",
    settings: { ...settings, 'running-connections': 'flush' },
    sysctls: {},
    departures: [
      ...departures,
      { touches: 'own node', text: 'Before v1.1.0 a pod always reaches its own node.' },
      {
        touches: 'open connections',
        text: 'What a new policy denies is looked for every 30 seconds at most, and may go on that long.',
      },
      {
        touches: 'open connections',
        text: 'Before v1.0, and with --strict-mode=false, a policy change leaves open connections alone.',
      },
    ],
    sources: [
      'kubernetes-sigs/kube-network-policies:pkg/dataplane/controller.go',
      'kubernetes-sigs/kube-network-policies:pkg/dataplane/conntrack.go',
      'kubernetes-sigs/kube-network-policies#54',
      'kubernetes-sigs/kube-network-policies#246',
      'kubernetes-sigs/kube-network-policies#283',
      'kubernetes-sigs/kube-network-policies#339',
    ],
  },
];

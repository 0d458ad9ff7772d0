import type { Settings } from '../settings';
import type { Cni, Departure } from './cni';

const supports = 'ingress, egress, address blocks, named ports, port ranges, SCTP';

/** The service proxy is IPVS, policy is not: its chains ask netfilter. */
const replies =
  'each pod chain begins by accepting what netfilter conntrack, not IPVS, calls related or established';

/**
 * The chain of a pod hangs in INPUT as well, and asks in FORWARD for the address of the pod whoever sends
 * (pkg/controllers/netpol/pod.go): a pod that a Service leads back to itself is not masqueraded before
 * POSTROUTING.
 */
const settings: Partial<Settings> = {
  'pod-to-own-node': 'judged',
  'blocked-packets': 'refused',
  hairpin: 'judged',
};

const departures: readonly Departure[] = [
  {
    touches: 'services',
    text: 'Egress to Services works only if --service-cluster-ip-range is right, as that range is exempt on the way to the proxy.',
  },
  {
    touches: 'services',
    text: "With the annotation kube-router.io/service.dsr, ingress policy sees the client's own address behind external IPs.",
  },
  {
    touches: 'own node',
    text: 'Pods reach the node ports (30000-32767) of their own node whatever policy says.',
  },
  { touches: 'ICMP', text: 'Some types of ICMP always pass.' },
];

const sources: readonly string[] = [
  'cloudnativelabs/kube-router:pkg/controllers/netpol/npc_iptables.go',
  'cloudnativelabs/kube-router:pkg/controllers/netpol/npc_nftables.go',
  'cloudnativelabs/kube-router:pkg/controllers/netpol/pod.go',
  'cloudnativelabs/kube-router:docs/how-it-works.md',
  'cloudnativelabs/kube-router:docs/dsr.md',
  'cloudnativelabs/kube-router:docs/troubleshoot.md',
  'cloudnativelabs/kube-router#873',
  'cloudnativelabs/kube-router#1617',
];

export const kubeRouter: readonly Cni[] = [
  {
    name: 'kube-router',
    aliases: [],
    version: 'v2.11.1',
    support: 'full',
    supports,
    model: 'stateful',
    replies,
    settings: { ...settings, 'starting-pods': 'open' },
    sysctls: {},
    departures,
    sources,
  },
  {
    name: 'kube-router with --netpol-default-deny',
    aliases: ['kube-router default deny'],
    version: 'v2.11.1',
    support: 'full',
    supports,
    model: 'stateful',
    replies,
    settings: { ...settings, 'starting-pods': 'closed' },
    sysctls: {},
    departures: [
      ...departures,
      {
        touches: 'starting pods',
        text: 'Where the pod range of a node is unknown, the option switches itself off and new pods are open.',
      },
    ],
    sources: [...sources, 'cloudnativelabs/kube-router#2079'],
  },
];

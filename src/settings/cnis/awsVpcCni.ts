import type { Settings } from '../settings';
import type { Cni, Departure } from './cni';

const version = 'v1.23.0 with agent v1.4.1; user guide of December 2024';

const supports = 'one address family on Linux nodes, since v1.14.0, if switched on';

const replies = 'a packet whose tuple, or its reverse, stands in its own BPF map skips policy';

/**
 * The key of an entry names its pod (`owner_ip`, `ifindex` in pkg/ebpf/c/tc.v4ingress.bpf.c). What a pod sends
 * is judged as it leaves the pod, before kube-proxy translates; what it receives, after masquerading.
 */
const settings: Partial<Settings> = {
  'bare-pods': 'open',
  'pod-to-own-node': 'primary-address',
  'connection-tables': 'per-pod',
  'first-policy': 'forgets',
  'service-addresses': 'judged-first',
  hairpin: 'from-node',
};

const departures: readonly Departure[] = [
  {
    touches: 'every flow',
    text: 'Nothing is enforced before v1.14.0, where it is not switched on, on Fargate and on Windows.',
  },
  { touches: 'every flow', text: 'Nothing is enforced at interfaces of a pod other than eth0.' },
  { touches: 'every flow', text: 'In a cluster of one address family, packets of the other are not judged.' },
  {
    touches: 'every flow',
    text: 'Of the protocols and ports that rules allow one peer, no more than 24 combinations are enforced.',
  },
  {
    touches: 'services',
    text: 'A podSelector allows the ClusterIP of a Service only if it matches the selector of the Service, whatever labels the pods bear besides.',
  },
  {
    touches: 'services',
    text: 'The ports that a rule allows at a ClusterIP are those of the Service whose targetPort the rule names; the guide asks for equal ports.',
  },
  {
    touches: 'services',
    text: 'Of the ClusterIPs of a Service only the first is allowed, of its load balancer and external addresses none but by address blocks.',
  },
  {
    touches: 'services',
    text: 'Where several ports of a Service have one targetPort, a rule for that port allows the first of them alone.',
  },
  {
    touches: 'services',
    text: 'A range of ports allows a ClusterIP only if a targetPort is its first port, and then from the port of the Service to the end of the range.',
  },
  {
    touches: 'services',
    text: 'Since 2026 a numeric port allows no ClusterIP whose targetPort is a name that stands for another, forbidden number at any of its pods.',
  },
  {
    touches: 'services',
    text: 'What enters with externalTrafficPolicy Cluster at the node of the pod bears the address of that node, which ingress policy always allows.',
  },
  {
    touches: 'services',
    text: 'A pod that reaches itself through a Service comes back with the address of its node, so that ingress policy allows it and egress policy alone judges.',
  },
  {
    touches: 'address blocks',
    text: 'What one address block excepts stays closed even where a wider block of another rule allows it.',
  },
  {
    touches: 'open connections',
    text: 'An entry outlives its connection until the next sweep, every 300 seconds.',
  },
  {
    touches: 'bare pods',
    text: 'Whether versions after the guide of December 2024 enforce at pods without ownerReferences was not verified.',
  },
];

const sources: readonly string[] = [
  'aws/aws-network-policy-agent:pkg/ebpf/c/tc.v4ingress.bpf.c',
  'aws/aws-network-policy-agent:pkg/ebpf/c/tc.v4egress.bpf.c',
  'aws/aws-network-policy-agent:pkg/fwruleprocessor/fw_rule_processor.go',
  'aws/amazon-network-policy-controller-k8s:pkg/resolvers/endpoints.go',
  'aws/amazon-network-policy-controller-k8s:pkg/k8s/service_utils.go',
  'aws/amazon-network-policy-controller-k8s#210',
  'aws/amazon-network-policy-controller-k8s#224',
  'aws/amazon-vpc-cni-k8s:docs/network-policy-faq.md',
  'aws/amazon-vpc-cni-k8s:README.md',
  'awsdocs/amazon-eks-user-guide:latest/ug/networking/eks-networking-add-ons.adoc',
  'aws/amazon-vpc-cni-k8s#2732',
  'aws/amazon-vpc-cni-k8s#3068',
  'aws/aws-network-policy-agent#73',
  'aws/aws-network-policy-agent#166',
  'aws/aws-network-policy-agent#175',
  'aws/aws-network-policy-agent#189',
  'aws/aws-network-policy-agent#288',
  'aws/aws-network-policy-agent#345',
];

export const awsVpcCni: readonly Cni[] = [
  {
    name: 'AWS VPC CNI',
    aliases: ['aws', 'vpc cni', 'amazon vpc cni', 'eks'],
    version,
    support: 'partial',
    supports,
    model: 'stateful',
    replies,
    settings: { ...settings, 'starting-pods': 'open' },
    sysctls: {},
    departures: [
      ...departures,
      {
        touches: 'starting pods',
        text: 'Answers to what a pod sent before its rules came are judged as new connections; users allowed ingress to 1024-65535.',
      },
    ],
    sources,
  },
  {
    name: 'AWS VPC CNI in strict mode',
    aliases: [
      'aws in strict mode',
      'vpc cni in strict mode',
      'amazon vpc cni in strict mode',
      'eks in strict mode',
    ],
    version,
    support: 'partial',
    supports,
    model: 'stateful',
    replies,
    settings: { ...settings, 'starting-pods': 'closed' },
    sysctls: {},
    departures: [
      ...departures,
      {
        touches: 'starting pods',
        text: 'DNS fails as well until the rules of a pod are there.',
      },
    ],
    sources,
  },
];

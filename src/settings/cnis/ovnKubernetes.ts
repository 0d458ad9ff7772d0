import type { Cni } from './cni';

export const ovnKubernetes: Cni = {
  name: 'OVN-Kubernetes',
  aliases: ['ovn', 'ovn-k'],
  version: 'v1.3.0 with OVN v26.03.2',
  support: 'full',
  supports: 'ingress, egress, address blocks, port ranges, SCTP; port names are not looked up',
  model: 'stateful',
  replies: 'allow-related ACLs: a flow above them passes the answering direction of entries in OVS conntrack',
  settings: {
    // The default deny of egress matches by port of origin alone (docs/design/acls.md).
    'pod-to-own-node': 'judged',
    'running-connections': 'request-rejudged',
    'rejudged-replies': 'stop',
    'connection-tables': 'per-pod',
  },
  sysctls: {},
  departures: [
    {
      touches: 'own node',
      text: "Only the address of its management port exempts a pod's own node from ingress policy, no other address of the node does.",
    },
    {
      touches: 'services',
      text: 'With externalTrafficPolicy Cluster, ingress policy sees an address of the join subnet (100.64.0.0/16), neither that of the client nor that of the node, also where the pod runs at the node that was entered.',
    },
    {
      touches: 'named ports',
      text: 'A rule with a port name holds for every port of its protocol.',
    },
    {
      touches: 'starting pods',
      text: 'It was not verified that the rules of a pod are there before its containers start.',
    },
  ],
  sources: [
    'ovn-kubernetes/ovn-kubernetes:docs/design/acls.md',
    'ovn-kubernetes/ovn-kubernetes:docs/design/service-traffic-policy.md',
    'ovn-kubernetes/ovn-kubernetes:go-controller/pkg/ovn/gress_policy.go',
    'ovn-kubernetes/ovn-kubernetes#2117',
    'ovn-kubernetes/ovn-kubernetes#3345',
    'ovn-org/ovn:northd/northd.c',
    'ovn-org/ovn:ovn-nb.xml',
  ],
};

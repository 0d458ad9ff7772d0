import type { Cni } from './cni';

export const antrea: Cni = {
  name: 'Antrea',
  aliases: [],
  version: 'v2.7.0',
  support: 'full',
  supports: 'ingress, egress, address blocks, named ports, port ranges, SCTP',
  model: 'stateful',
  replies: 'flows above the rules let pass what OVS conntrack (zone 65520) calls established or related',
  // EgressDefaultRule drops by source alone; only what comes from the own node bears a mark that exempts it.
  settings: { 'pod-to-own-node': 'judged' },
  sysctls: {},
  departures: [
    {
      touches: 'services',
      text: 'Without proxyAll, ingress policy sees what kube-proxy masquerades at the address of antrea-gw0 of the node that was entered, also where the pod runs there.',
    },
    {
      touches: 'starting pods',
      text: 'After a restart of the agent, a new pod waits for the initial policies.',
    },
  ],
  sources: [
    'antrea-io/antrea:docs/design/ovs-pipeline.md',
    'antrea-io/antrea:docs/antrea-network-policy.md',
    'antrea-io/antrea:pkg/agent/cniserver/server.go',
    'antrea-io/antrea#1816',
    'antrea-io/antrea#5381',
    'antrea-io/antrea#5777',
  ],
};

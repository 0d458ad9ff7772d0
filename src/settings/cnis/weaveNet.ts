import type { Cni } from './cni';

export const weaveNet: Cni = {
  name: 'Weave Net',
  aliases: ['weave', 'weave npc'],
  version: 'v2.8.1 of 2021, the last of its makers',
  support: 'partial',
  supports: 'ingress, egress, address blocks; no port names, and endPort is not read',
  model: 'stateful',
  replies: 'its chains begin by accepting what netfilter conntrack calls related or established',
  settings: { 'port-ranges': 'first-port-only' },
  sysctls: {},
  departures: [
    { touches: 'named ports', text: 'A policy with a port name is rejected as a whole and not enforced.' },
    {
      touches: 'outside',
      text: 'Multicast is let through whatever policy says, unless --allow-mcast is off.',
    },
    {
      touches: 'outside',
      text: 'Traffic from outside is masqueraded: ingress policy sees an address of the node, not that of the client.',
    },
    {
      touches: 'services',
      text: 'Whether policy judges a pod that reaches itself through a Service was not verified.',
    },
    {
      touches: 'starting pods',
      text: 'What is enforced in the first seconds of a pod was not verified.',
    },
  ],
  sources: ['weaveworks/weave:prog/weave-npc/main.go', 'weaveworks/weave:npc/analyser.go'],
};

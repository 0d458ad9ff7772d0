import type { Cni } from './cni';

export const flannel: Cni = {
  name: 'Flannel',
  aliases: ['kube-flannel'],
  version: 'v0.28.9',
  support: 'none',
  supports: 'nothing: policies are stored and ignored, without event or error',
  model: 'unenforced',
  replies: 'nothing is judged, so answers pass',
  settings: {},
  sysctls: {},
  departures: [
    {
      touches: 'every flow',
      text: 'Since v0.25.5 its chart can bring kube-network-policies along (netpol.enabled); choose that then.',
    },
    {
      touches: 'every flow',
      text: 'Canal is its network with the policy of Calico, and Cilium can be chained to it; choose these then.',
    },
  ],
  sources: ['flannel-io/flannel:README.md', 'flannel-io/flannel:Documentation/netpol.md'],
};

import type { Cni } from './cni';

export const azureNpm: Cni = {
  name: 'Azure NPM',
  aliases: ['azure', 'npm', 'azure network policy manager', 'network policy manager'],
  version: 'v1.8.12 on Linux',
  support: 'full',
  supports: 'ingress, egress, address blocks, named ports, port ranges, SCTP; on Linux until 2028-09-30',
  model: 'stateful',
  replies: 'only packets that netfilter conntrack calls new are sent to the policy chain',
  settings: { 'outside-clients': 'unjudged' },
  sysctls: {},
  departures: [
    {
      touches: 'services',
      text: 'Whether policy judges a pod that reaches itself through a Service was not verified.',
    },
    {
      touches: 'open connections',
      text: 'A packet that belongs to no connection and can open none meets no policy.',
    },
    { touches: 'SCTP', text: 'On Windows nodes a policy that names SCTP is refused.' },
    { touches: 'every flow', text: 'An AKS cluster that was made without a policy engine enforces nothing.' },
    {
      touches: 'starting pods',
      text: 'What is enforced in the first seconds of a pod was not verified.',
    },
  ],
  sources: [
    'Azure/azure-container-networking:npm/pkg/dataplane/policies/chain-management_linux.go',
    'Azure/azure-container-networking:npm/pkg/controlplane/translation/translatePolicy.go',
    'MicrosoftDocs/azure-aks-docs:articles/aks/migrate-from-npm-to-cilium-network-policy.md',
  ],
};

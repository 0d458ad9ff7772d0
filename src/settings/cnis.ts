import { antrea } from './cnis/antrea';
import { awsVpcCni } from './cnis/awsVpcCni';
import { azureNpm } from './cnis/azureNpm';
import { calico } from './cnis/calico';
import { cilium } from './cnis/cilium';
import type { Cni } from './cnis/cni';
import { flannel } from './cnis/flannel';
import { kubeNetworkPolicies } from './cnis/kubeNetworkPolicies';
import { kubeRouter } from './cnis/kubeRouter';
import { ovnKubernetes } from './cnis/ovnKubernetes';
import { weaveNet } from './cnis/weaveNet';

export type { Cni, Departure, Touch } from './cnis/cni';

/** The network plugins that are known here, each with what it makes of NetworkPolicy. */
export const cnis: readonly Cni[] = [
  ...calico,
  ...cilium,
  antrea,
  weaveNet,
  ...kubeRouter,
  flannel,
  ...kubeNetworkPolicies,
  ovnKubernetes,
  ...awsVpcCni,
  azureNpm,
];

const byWord: ReadonlyMap<string, Cni> = new Map(
  cnis.flatMap(cni => [cni.name, ...cni.aliases].map((word): [string, Cni] => [folded(word), cni])),
);

/** By name or alias; case, spaces and hyphens do not matter: `KubeRouter`, `kube router`, `kube-router`. */
export function cniNamed(word: string): Cni | undefined {
  return byWord.get(folded(word));
}

function folded(word: string): string {
  return word.toLowerCase().replaceAll(/[\s-]/g, '');
}

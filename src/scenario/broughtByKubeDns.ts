import type { Cluster } from '../cluster/cluster';
import { dnsOf } from '../cluster/dns';

/** Pods and Services that `kube-dns` brings, which a table of others does not take away. */
export function isBroughtByKubeDns(
  cluster: Cluster,
  {
    namespace,
    name,
    owner,
  }: { readonly namespace: string; readonly name: string; readonly owner?: { readonly name: string } },
): boolean {
  if (!dnsOf(cluster)) return false;
  if (namespace !== 'kube-system') return namespace === 'default' && name === 'kubernetes';
  return name === 'kube-dns' || owner?.name === 'coredns';
}

import type { Cluster } from '../cluster/cluster';
import { dnsOf } from '../cluster/dns';

/** Pods and Services that `kube-dns` brought, which a table of others does not take away. */
export function ofDns(
  cluster: Cluster,
  {
    namespace,
    name,
    owner,
  }: { readonly namespace: string; readonly name: string; readonly owner?: { readonly name: string } },
): boolean {
  if (!dnsOf(cluster) || namespace !== 'kube-system') return false;
  return name === 'kube-dns' || owner?.name === 'coredns';
}

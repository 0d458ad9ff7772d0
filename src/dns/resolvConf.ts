import type { Address } from '../addresses/address';
import type { Pod } from '../cluster/pod';
import { clusterDomain } from './names';

/** What a resolver is told: whom to ask, and how a name is completed (resolv.conf(5)). */
export interface ResolvConf {
  /** The DNS of the cluster, the resolver of the node, or servers that the pod names itself. */
  readonly asks: 'cluster' | 'node' | readonly Address[];
  readonly search: readonly string[];
  /** A name with at least so many dots is asked for as it stands first. */
  readonly ndots: number;
}

/** What a resolver does that is told nothing, up to the most that it can be told (RES_MAXNDOTS). */
const ndots = { default: 1, most: 15 };

/** Of a node, and of pods that take over its file; its own search domains are not known. */
export const nodeResolvConf: ResolvConf = { asks: 'node', search: [], ndots: ndots.default };

/**
 * The /etc/resolv.conf that the kubelet writes for a pod (pkg/kubelet/network/dns/dns.go): by its dnsPolicy, to which
 * dnsConfig adds search domains and options. Servers that dnsConfig adds to those of the policy come after them, and a
 * resolver turns to them only when it had no answer; they are left out.
 */
export function resolvConfOf({ namespace, hostNetwork, dns }: Pod): ResolvConf {
  const base = baseOf(dns?.policy ?? 'ClusterFirst', namespace, hostNetwork);
  if (!dns) return base;
  return {
    asks: dns.policy === 'None' ? dns.nameservers : base.asks,
    search: [...new Set([...base.search, ...dns.searches])],
    ndots: Math.min(dns.ndots ?? base.ndots, ndots.most),
  };
}

type Policy = NonNullable<NonNullable<Pod['dns']>['policy']>;

function baseOf(policy: Policy, namespace: string, hostNetwork: boolean): ResolvConf {
  switch (policy) {
    case 'ClusterFirst':
      return hostNetwork ? nodeResolvConf : clusterFirst(namespace);
    case 'ClusterFirstWithHostNet':
      return clusterFirst(namespace);
    case 'Default':
      return nodeResolvConf;
    case 'None':
      return { asks: [], search: [], ndots: ndots.default };
  }
}

function clusterFirst(namespace: string): ResolvConf {
  const services = `svc.${clusterDomain}`;
  return { asks: 'cluster', search: [`${namespace}.${services}`, services, clusterDomain], ndots: 5 };
}

/**
 * The absolute names that glibc asks for, in order, until one is found: `web` in namespace shop first as
 * `web.shop.svc.cluster.local`. A name with a final dot is absolute already (res_search in resolv/res_query.c).
 */
export function candidatesFor(name: string, { search, ndots: enough }: ResolvConf): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const completed = search.map(domain => `${name}.${domain.replace(/\.$/, '')}`);
  return isTriedBareFirst(name, enough) ? [name, ...completed] : [...completed, name];
}

/** Whether the name as it stands comes before the search domains. */
export function isTriedBareFirst(name: string, enough: number): boolean {
  return name.split('.').length - 1 >= enough;
}

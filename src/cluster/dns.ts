import { type Address, parseAddress } from '../addresses/address';

/** How the cluster resolves names. */
export interface ClusterDns {
  /** The Service that pods ask, by `namespace/name`. */
  readonly service: string;
  /** NodeLocal DNSCache: where each node listens for its own pods, in their stead. */
  readonly nodeCache?: Address;
  /** Whom the DNS pods ask about names outside the cluster. */
  readonly forwarder: Address;
}

const kubeDns = 'kube-system/kube-dns';

/** A documentation address (RFC 5737): what real nodes have in /etc/resolv.conf is anybody's guess. */
const someForwarder: Address = parseAddress('192.0.2.53') ?? { family: 'IPv4', value: 0n };

export const defaultDns: ClusterDns = { service: kubeDns, forwarder: someForwarder };

/** What was said of DNS; else the Service that nearly every cluster has, if it is there. */
export function dnsOf({
  dns,
  services,
}: {
  readonly dns?: ClusterDns;
  readonly services: ReadonlyMap<string, unknown>;
}): ClusterDns | undefined {
  if (dns) return dns;
  return services.has(kubeDns) ? defaultDns : undefined;
}

import type { Address } from '../addresses/address';

/** How the cluster resolves names. */
export interface ClusterDns {
  /** The Service that pods ask, by `namespace/name`. */
  readonly service: string;
  /** NodeLocal DNSCache: where each node listens for its own pods, in their stead. */
  readonly nodeCache?: Address;
  /** Whom the DNS pods ask about names outside the cluster. */
  readonly forwarder: Address;
}

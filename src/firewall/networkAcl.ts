import { type Block, holds } from '../addresses/block';
import { type Header, type Traffic, trafficMatches, type Way } from './rule';

/** One numbered line of a network ACL; inbound and outbound lines are numbered apart. */
export interface NetworkAclRule extends Traffic {
  /** From 1 to 32766. */
  readonly number: number;
  readonly way: Way;
  readonly action: 'allow' | 'deny';
  /** Where inbound packets come from, where outbound ones go. */
  readonly block: Block;
}

/** A stateless filter around a subnet; the closing rule `*`, which denies, is not among its rules. */
export interface NetworkAcl {
  readonly name: string;
  readonly rules: readonly NetworkAclRule[];
}

/** `by` is `undefined` where no numbered rule matched, so that `*` denied. */
export type AclDecision = { readonly allowed: boolean; readonly by: NetworkAclRule | undefined };

/**
 * Judges one packet, the reply as much as the request: the matching rule with the lowest number decides, and
 * without one the packet is denied (Amazon VPC User Guide, Network ACL basics). The caller leaves out what a
 * network ACL never sees: traffic inside its subnet, the VPC resolver and the instance metadata.
 *
 * @example judgeAcl(acl, 'inbound', { protocol: 'TCP', peer: client, destinationPort: 443 }).by?.number
 */
export function judgeAcl({ rules }: NetworkAcl, way: Way, header: Header): AclDecision {
  const by = rules
    .filter(rule => rule.way === way && holds(rule.block, header.peer) && trafficMatches(rule, header))
    .reduce<NetworkAclRule | undefined>(
      (first, rule) => (first && first.number <= rule.number ? first : rule),
      undefined,
    );
  return { allowed: by?.action === 'allow', by };
}

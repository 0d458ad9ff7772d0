import { formatAddress } from '../addresses/address';
import type { Party } from '../cluster/flow';
import { podKey } from '../cluster/pod';
import type { CaseVerdict } from '../dataplane/attempt';
import { legsOf } from '../dataplane/leg';
import type { Network } from '../dataplane/network';
import type { Direction } from '../kubernetes/objects';
import type { CompiledPolicy } from '../policy/compiledPolicy';
import { peerText } from '../policy/words';

/**
 * Address blocks that a verdict compared with an address that was made up here: whether the real one lies inside is
 * unknown. A block that holds every address holds any.
 */
export function madeUpNotices(network: Network, cases: readonly CaseVerdict[]): readonly string[] {
  if (network.namedSpans.IPv4.length + network.namedSpans.IPv6.length === 0) return [];
  return cases.flatMap(verdict =>
    legsOf(verdict.case).flatMap(({ source, destination }) => [
      ...comparedWith(network, source, 'egress', destination),
      ...comparedWith(network, destination, 'ingress', source),
    ]),
  );
}

function comparedWith(
  { policies, addresses }: Network,
  subject: Party,
  direction: Direction,
  peer: Party,
): readonly string[] {
  if (subject.kind !== 'pod' || peer.kind !== 'pod' || !addresses.isAssigned(peer.pod)) return [];
  const { pod, address } = peer;
  return policies
    .isolating(subject.pod, direction)
    .flatMap(policy =>
      blocksOf(policy, direction).map(
        block =>
          `${policy.namespace}/${policy.name} names ${block}; ${podKey(pod)} has the made-up address ${formatAddress(address)}: list its real one in the column ip, or in status.podIP of its manifest`,
      ),
    );
}

function blocksOf({ rules }: CompiledPolicy, direction: Direction): readonly string[] {
  return (rules[direction] ?? [])
    .flatMap(({ peers = [] }) => peers)
    .flatMap(peer =>
      peer.kind === 'block' && (peer.span[0] !== 0n || peer.except.length > 0) ? peerText(peer.source) : [],
    );
}

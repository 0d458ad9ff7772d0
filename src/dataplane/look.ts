import type { Flow, Party } from '../cluster/flow';
import { type Pod, podKey } from '../cluster/pod';
import type { Tracking } from '../conntrack/connectionTable';
import type { Phase } from '../settings/models';
import type { Seen } from './check';
import type { Network } from './network';
import type { PacketKind } from './packets';
import { placeOf } from './tables';
import { type HeaderPair, headerOf, type TuplePair, trackIn, type Wire } from './wire';

/** The tracker at a place looks at a packet before any rule does; `translated` is how it comes to one that rewrites it. */
export function look(
  { network, tables, now }: Wire,
  place: string,
  headers: HeaderPair,
  kind: PacketKind,
  translated?: TuplePair,
): Seen {
  if (isUntracked(network, place, headerOf(headers, kind).flow))
    return { place, state: 'UNTRACKED', phase: 'request' };
  const tracking = trackIn(tables.at(place), translated ?? headers, kind, now, translated !== undefined);
  return { place, state: tracking.state, phase: phaseOf(tracking), tracking };
}

/** The packet passed the last point of a place: a new connection is recorded. */
export function confirm({ tables, now }: Wire, { place, tracking }: Seen): void {
  if (tracking) tables.at(place).confirm(tracking, now);
}

/**
 * `notrack` holds where the pod lives: packets to it, and those from it unless requests alone are exempt. NodeLocal
 * DNSCache has the packets to and from its address exempted on every node.
 */
function isUntracked(network: Network, place: string, { source, destination }: Flow): boolean {
  const { untracked, settings } = network;
  if (isExempt(source) || isExempt(destination)) return true;
  if (untracked.size === 0 && settings['acl-stateless'] === 'ignored') return false;
  const exempt = (party: Party): 'both ways' | 'requests' | undefined =>
    party.kind === 'pod' && placeOf(party, settings) === place ? exemptionOf(network, party.pod) : undefined;
  return exempt(destination) !== undefined || exempt(source) === 'both ways';
}

function isExempt(party: Party): boolean {
  return party.kind === 'node' && party.isUntracked === true;
}

/** A rule of an `allow-stateless` ACL commits nothing to the tracker (ovn-nb.xml). */
function exemptionOf(
  { untracked, settings, policies }: Network,
  pod: Pod,
): 'both ways' | 'requests' | undefined {
  if (settings['acl-stateless'] === 'honoured' && policies.isStateless(pod)) return 'both ways';
  return untracked.get(podKey(pod));
}

function phaseOf({ state, direction, setUp }: Tracking): Phase {
  if (state === 'NEW') return 'request';
  return direction === 'reply' && !setUp ? 'reply' : 'later';
}

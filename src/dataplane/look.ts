import type { Flow, Party } from '../cluster/flow';
import { type Pod, podKey } from '../cluster/pod';
import type { Tracking } from '../conntrack/connectionTable';
import type { Phase } from '../settings/models';
import type { Seen } from './check';
import type { Network } from './network';
import type { PacketKind } from './packets';
import { placeOf } from './tables';
import { type Headers, headerOf, trackIn, type Wire } from './wire';

/** The tracker looks at a packet before any rule does. */
export function look(
  { network, tables, now }: Wire,
  place: string,
  headers: Headers,
  kind: PacketKind,
): Seen {
  const { flow, tuple } = headerOf(headers, kind);
  if (isUntracked(network, place, flow))
    return { place, state: 'UNTRACKED', phase: kind.direction === 'reply' ? 'reply' : 'request' };
  const tracking = trackIn(tables.at(place), tuple, headers, kind, now);
  return { place, state: tracking.state, phase: phaseOf(tracking), tracking };
}

/** `notrack` holds where the pod lives: packets to it, and those from it unless requests alone are exempt. */
function isUntracked(network: Network, place: string, { source, destination }: Flow): boolean {
  const { untracked, settings } = network;
  if (untracked.size === 0 && settings['acl-stateless'] === 'ignored') return false;
  const exempt = (party: Party): 'both ways' | 'requests' | undefined =>
    party.kind === 'pod' && placeOf(party, settings) === place ? exemptionOf(network, party.pod) : undefined;
  return exempt(destination) !== undefined || exempt(source) === 'both ways';
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

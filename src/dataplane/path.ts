import { type Flow, isToItself, type Party } from '../cluster/flow';
import { podKey } from '../cluster/pod';
import type { Tracking } from '../conntrack/connectionTable';
import type { Direction } from '../kubernetes/objects';
import { judge } from '../policy/judge';
import type { Phase } from '../settings/models';
import {
  type Check,
  type EnforcementPoint,
  isDenial,
  type Refused,
  type Seen,
  type TracedPacket,
} from './check';
import { meetFirewalls } from './cloud';
import type { Network } from './network';
import type { PacketKind } from './packets';
import { placeOf } from './tables';
import { type Headers, trackIn, type Wire } from './wire';

/**
 * Sends one packet. It meets the tracker where its sender lives, its sender's egress, the filters of the cloud, the tracker
 * where its receiver lives and its receiver's ingress. A tracker records a new connection once the packet has passed the
 * last point before it leaves (nf_conntrack_core.c, `__nf_conntrack_confirm`).
 */
export function send(wire: Wire, headers: Headers, kind: PacketKind): TracedPacket {
  const { network, tables } = wire;
  const header = headers[kind.direction].flow;
  const seen: Seen[] = [];
  const checks: Check[] = [];
  const packet = { kind, header, seen, checks };
  const passes = (check: Check | undefined): boolean => {
    if (check) checks.push(check);
    return !check || !isDenial(check);
  };

  if (isToItself(header)) {
    for (const direction of ['egress', 'ingress'] as const)
      passes({ point: pointOf(header, direction), judged: false, reason: 'itself' });
    return packet;
  }

  const near = placeOf(header.source, network.settings);
  const far = placeOf(header.destination, network.settings);
  const here = near === undefined ? undefined : look(wire, near, headers, kind);
  if (here) {
    seen.push(here);
    if (!passes(meet(wire, packet, 'egress', here))) return packet;
    if (near !== far) confirm(wire, here);
  }
  for (const check of meetFirewalls(wire, headers, kind)) if (!passes(check)) return packet;
  if (far === undefined) return packet;
  const there = here && near === far ? here : look(wire, far, headers, kind);
  if (there !== here) seen.push(there);
  if (!passes(meet(wire, packet, 'ingress', there))) return packet;
  confirm(wire, there);
  return packet;

  function confirm({ now }: Wire, { place, tracking }: Seen): void {
    if (tracking) tables.at(place).confirm(tracking, now);
  }
}

export function pointOf({ source, destination }: Flow, direction: Direction): EnforcementPoint {
  return { party: direction === 'egress' ? source : destination, direction };
}

/** The tracker looks at a packet before any rule does. */
function look({ network, tables, now }: Wire, place: string, headers: Headers, kind: PacketKind): Seen {
  const { flow, tuple } = headers[kind.direction];
  if (isUntracked(network, place, flow))
    return { place, state: 'UNTRACKED', phase: kind.direction === 'reply' ? 'reply' : 'request' };
  const tracking = trackIn(tables.at(place), tuple, headers, kind, now);
  return { place, state: tracking.state, phase: phaseOf(tracking), tracking };
}

/** `notrack` holds where the pod lives: packets to it, and those from it unless requests alone are exempt. */
function isUntracked(
  { untracked, settings }: Network,
  place: string,
  { source, destination }: Flow,
): boolean {
  if (untracked.size === 0) return false;
  const livesHere = (party: Party): string | undefined =>
    party.kind === 'pod' && placeOf(party, settings) === place ? untracked.get(podKey(party.pod)) : undefined;
  return livesHere(destination) !== undefined || livesHere(source) === 'both ways';
}

function phaseOf({ state, direction, setUp }: Tracking): Phase {
  if (state === 'NEW') return 'request';
  return direction === 'reply' && !setUp ? 'reply' : 'later';
}

/** NetworkPolicy at one point; nothing where the party is no pod. */
function meet(wire: Wire, packet: TracedPacket, direction: Direction, seen: Seen): Check | undefined {
  const { network, model } = wire;
  const { policies, settings } = network;
  const { header, kind } = packet;
  const point = pointOf(header, direction);
  const refuse = (reason: Refused): Check => ({
    point,
    judged: true,
    by: 'dataplane',
    allowed: false,
    reason,
  });
  if (seen.state === 'FULL') return refuse('FULL');
  if (point.party.kind !== 'pod') return undefined;
  if (model.request.length === 0) return { point, judged: false, reason: 'unenforced' };
  if (network.starting.has(podKey(point.party.pod)) && settings['starting-pods'] !== 'judged')
    return settings['starting-pods'] === 'closed'
      ? refuse('starting')
      : { point, judged: false, reason: 'starting' };
  if (header.protocol === 'SCTP' && settings.sctp === 'dropped') return refuse('SCTP');
  if (
    seen.state === 'INVALID' &&
    kind.content &&
    settings['invalid-packets'] === 'dropped' &&
    remembers(wire)
  )
    return refuse('INVALID');
  if (seen.tracking?.blocked) return refuse('blocked');
  if (!kind.content) return { point, judged: false, reason: seen.state === 'RELATED' ? 'tracked' : 'ICMP' };
  if (!isJudged(wire, seen, direction)) return { point, judged: false, reason: 'tracked' };
  const decision = judge({ set: policies, settings, direction, flow: header });
  if (!decision.allowed && seen.tracking && settings['rejudged-replies'] === 'stop')
    wire.tables.at(seen.place).block(seen.tracking);
  return { point, judged: true, by: 'policy', allowed: decision.allowed, decision };
}

function remembers({ model, network }: Wire): boolean {
  return model.later.length === 0 && network.settings['running-connections'] !== 'stateless';
}

/** Which points judge a packet: the model says so by its phase, the setting for what runs already. */
function isJudged({ model, network }: Wire, { state, phase, tracking }: Seen, direction: Direction): boolean {
  if (!tracking || state === 'INVALID') return true;
  switch (network.settings['running-connections']) {
    case 'stateless':
      return model.request.includes(direction);
    case 'request-rejudged':
      return model[tracking.direction === 'original' ? 'request' : phase].includes(direction);
    case 'established-first':
    case 'flush':
      return model[phase].includes(direction);
  }
}

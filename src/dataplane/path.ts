import { type Flow, isToItself, type Party } from '../cluster/flow';
import { type Pod, podKey } from '../cluster/pod';
import type { ConnectionTable, Tracking } from '../conntrack/connectionTable';
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
  type Waved,
} from './check';
import { meetFirewalls } from './cloud';
import { noFirewalls } from './firewalls';
import type { Network } from './network';
import type { PacketKind } from './packets';
import { placeOf } from './tables';
import { type Headers, headerOf, trackIn, type Wire } from './wire';

/**
 * Sends one packet. It meets the tracker where its sender lives, its sender's egress, the filters of the cloud, the tracker
 * where its receiver lives and its receiver's ingress. A tracker records a new connection once the packet has passed the
 * last point before it leaves (nf_conntrack_core.c, `__nf_conntrack_confirm`).
 */
export function send(wire: Wire, headers: Headers, kind: PacketKind): TracedPacket {
  const { network } = wire;
  const header = headerOf(headers, kind).flow;
  if (isToItself(header)) return { kind, header, seen: [], checks: itself(header) };

  const near = placeOf(header.source, network.settings);
  const far = placeOf(header.destination, network.settings);
  const here = near === undefined ? undefined : look(wire, near, headers, kind);
  const out = here && meet(wire, header, kind, 'egress', here);
  if (here && !passes(out)) return { kind, header, seen: given(here), checks: given(out) };
  if (here && near !== far) confirm(wire, here);

  const between: Check[] = [];
  if (network.firewalls !== noFirewalls)
    for (const check of meetFirewalls(wire, headers, kind)) {
      between.push(check);
      if (!passes(check)) return { kind, header, seen: given(here), checks: [...given(out), ...between] };
    }
  if (far === undefined) return { kind, header, seen: given(here), checks: [...given(out), ...between] };

  const there = here && near === far ? here : look(wire, far, headers, kind);
  const into = meet(wire, header, kind, 'ingress', there);
  if (passes(into)) confirm(wire, there);
  return {
    kind,
    header,
    seen: there === here ? given(there) : given(here, there),
    checks: between.length === 0 ? given(out, into) : [...given(out), ...between, ...given(into)],
  };
}

function itself(header: Flow): readonly Check[] {
  const at = (direction: Direction): Check => ({
    point: pointOf(header, direction),
    judged: false,
    reason: 'itself',
  });
  return [at('egress'), at('ingress')];
}

function passes(check: Check | undefined): boolean {
  return !check || !isDenial(check);
}

/** Those that there are. As literals: an array that something is pushed to reserves room for seventeen, for every packet. */
function given<Thing>(first: Thing | undefined, second?: Thing): readonly Thing[] {
  if (first === undefined) return second === undefined ? [] : [second];
  return second === undefined ? [first] : [first, second];
}

function confirm({ tables, now }: Wire, { place, tracking }: Seen): void {
  if (tracking) tables.at(place).confirm(tracking, now);
}

export function pointOf({ source, destination }: Flow, direction: Direction): EnforcementPoint {
  return { party: direction === 'egress' ? source : destination, direction };
}

/** The tracker looks at a packet before any rule does. */
function look({ network, tables, now }: Wire, place: string, headers: Headers, kind: PacketKind): Seen {
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

/** NetworkPolicy at one point; nothing where the party is no pod. */
function meet(
  wire: Wire,
  header: Flow,
  kind: PacketKind,
  direction: Direction,
  seen: Seen,
): Check | undefined {
  const point = pointOf(header, direction);
  const refusal = refusalOf(wire, header, point, seen);
  if (refusal) return { point, judged: true, by: 'dataplane', allowed: false, reason: refusal };
  if (point.party.kind !== 'pod') return undefined;
  const waved = wavedOf(wire, kind, point, seen);
  if (waved) return { point, judged: false, reason: waved };
  const { policies, settings } = wire.network;
  const decision = judge({ set: policies, settings, direction, flow: header });
  if (seen.tracking && settings['rejudged-replies'] === 'stop')
    remember(wire.tables.at(seen.place), seen.tracking, decision.allowed);
  return { point, judged: true, by: 'policy', allowed: decision.allowed, decision };
}

/** A denial marks the connection; a request that is allowed takes the mark away (OVN northd.c, ct_mark.blocked). */
function remember(table: ConnectionTable, tracking: Tracking, allowed: boolean): void {
  if (!allowed) table.block(tracking);
  else if (tracking.blocked) table.unblock(tracking);
}

/** What drops a packet before any rule is looked at. */
function refusalOf(
  wire: Wire,
  { protocol }: Flow,
  point: EnforcementPoint,
  { state, tracking }: Seen,
): Refused | undefined {
  const { model, network } = wire;
  if (state === 'FULL') return 'FULL';
  if (point.party.kind !== 'pod' || model.request.length === 0) return undefined;
  const { settings } = network;
  if (isStarting(network, point)) return settings['starting-pods'] === 'closed' ? 'starting' : undefined;
  if (protocol === 'SCTP' && settings.sctp === 'dropped') return 'SCTP';
  if (state === 'INVALID' && settings['invalid-packets'] === 'dropped' && remembers(wire)) return 'INVALID';
  return tracking?.blocked && tracking.direction === 'reply' ? 'blocked' : undefined;
}

/** What lets a packet pass without rules. */
function wavedOf(
  wire: Wire,
  { content }: PacketKind,
  point: EnforcementPoint,
  seen: Seen,
): Waved | undefined {
  if (wire.model.request.length === 0) return 'unenforced';
  if (isStarting(wire.network, point)) return 'starting';
  if (!content) return seen.state === 'RELATED' ? 'tracked' : 'ICMP';
  return isJudged(wire, seen, point) ? undefined : 'tracked';
}

/** Whether rules may be missing, as the pod was started a moment ago. */
function isStarting({ starting, settings }: Network, { party }: EnforcementPoint): boolean {
  return (
    starting.size > 0 &&
    settings['starting-pods'] !== 'judged' &&
    party.kind === 'pod' &&
    starting.has(podKey(party.pod))
  );
}

function remembers({ model, network }: Wire): boolean {
  return model.later.length === 0 && network.settings['running-connections'] !== 'stateless';
}

/** Which points judge a packet: the model says so by its phase, the setting for what runs already. */
function isJudged(
  { model, network }: Wire,
  { state, phase, tracking }: Seen,
  { direction }: EnforcementPoint,
): boolean {
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

import type { Flow } from '../cluster/flow';
import { podKey } from '../cluster/pod';
import type { ConnectionTable, Tracking } from '../conntrack/connectionTable';
import type { Direction } from '../kubernetes/objects';
import { judge } from '../policy/judge';
import type { Check, EnforcementPoint, Refused, Seen, Waved } from './check';
import type { Network } from './network';
import type { PacketKind } from './packets';
import type { Wire } from './wire';

export function pointOf({ source, destination }: Flow, direction: Direction): EnforcementPoint {
  return { party: direction === 'egress' ? source : destination, direction };
}

/** NetworkPolicy at one point; nothing where the party is no pod. */
export function meet(
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
  else table.unblock(tracking);
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

import { type Flow, isToItself, type Party } from '../cluster/flow';
import { type Connection, ConnectionTable, type Tracked } from '../conntrack/connectionTable';
import { tuplesOf } from '../conntrack/tuple';
import type { Direction } from '../kubernetes/objects';
import { type Decision, judge } from '../policy/judge';
import type { Model, Phase } from '../settings/models';
import type { PacketKind } from './exchange';
import type { Network } from './network';

/** One end's egress or ingress. */
export interface EnforcementPoint {
  readonly party: Party;
  readonly direction: Direction;
}

/** What happened to a packet at one enforcement point: judged, or waved through and why. */
export type Check =
  | { readonly point: EnforcementPoint; readonly judged: true; readonly decision: Decision }
  | {
      readonly point: EnforcementPoint;
      readonly judged: false;
      readonly reason: 'tracked' | 'unenforced' | 'itself' | 'ICMP';
    };

/** A packet and every enforcement point it met, in order; the last one is where it was dropped, if it was. */
export interface TracedPacket {
  readonly kind: PacketKind;
  readonly header: Flow;
  readonly phase: Phase;
  readonly checks: readonly Check[];
}

export interface Drop {
  readonly at: EnforcementPoint;
  readonly packet: TracedPacket;
  readonly decision: Decision & { readonly allowed: false };
}

/** The conversation as far as it came. */
export interface Walk {
  readonly trace: readonly TracedPacket[];
  readonly dropped?: Drop;
  /** What the connection table keeps of it. */
  readonly connection?: Connection;
}

/** Sends the packets of a conversation one after the other, until one is dropped. */
export function walk(network: Network, model: Model, flow: Flow, conversation: readonly PacketKind[]): Walk {
  const table = new ConnectionTable();
  const tuples = tuplesOf(flow);
  const trace: TracedPacket[] = [];
  let dropped: Drop | undefined;
  for (const kind of conversation) {
    const tuple = tuples[kind.direction];
    const packet = send(network, model, kind, tuple.flow, phaseOf(table.lookUp(tuple)));
    trace.push(packet);
    dropped = dropOf(packet);
    if (dropped) break;
    if (kind.unjudged) continue;
    if (kind.closes) table.forget(tuple);
    else table.confirm(tuple);
  }
  const connection = table.lookUp(tuples.original)?.connection;
  return { trace, ...(dropped && { dropped }), ...(connection && { connection }) };
}

/** A packet meets the egress of its sender and the ingress of its receiver, where these are pods. */
function send(network: Network, model: Model, kind: PacketKind, header: Flow, phase: Phase): TracedPacket {
  const checks: Check[] = [];
  const packet = { kind, header, phase, checks };
  for (const direction of ['egress', 'ingress'] as const) {
    const party = direction === 'egress' ? header.source : header.destination;
    if (party.kind !== 'pod') continue;
    const check = meet(network, model, packet, { party, direction });
    checks.push(check);
    if (check.judged && !check.decision.allowed) break;
  }
  return packet;
}

function meet(
  { policies, settings }: Network,
  model: Model,
  { kind, header, phase }: TracedPacket,
  point: EnforcementPoint,
): Check {
  if (isToItself(header)) return { point, judged: false, reason: 'itself' };
  if (kind.unjudged) return { point, judged: false, reason: 'ICMP' };
  if (!model[phase].includes(point.direction))
    return { point, judged: false, reason: model.request.length === 0 ? 'unenforced' : 'tracked' };
  const decision = judge({ set: policies, settings, direction: point.direction, flow: header });
  return { point, judged: true, decision };
}

function phaseOf(tracked: Tracked | undefined): Phase {
  if (!tracked) return 'request';
  const { connection, direction } = tracked;
  if (direction === 'reply') return connection.state === 'established' ? 'later' : 'reply';
  return connection.state === 'unreplied' ? 'request' : 'later';
}

function dropOf(packet: TracedPacket): Drop | undefined {
  const last = packet.checks.at(-1);
  if (!last?.judged || last.decision.allowed) return undefined;
  return { at: last.point, packet, decision: last.decision };
}

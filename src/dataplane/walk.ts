import { type Flow, isToItself, type Party, reversed } from '../cluster/flow';
import { type Connection, ConnectionTable } from '../conntrack/connectionTable';
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

/** What happened to a packet at one enforcement point. */
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
  const trace: TracedPacket[] = [];
  for (const kind of conversation) {
    const header = kind.direction === 'original' ? flow : reversed(flow);
    const packet = send(network, model, table, kind, header);
    trace.push(packet);
    const dropped = dropOf(packet);
    if (dropped) return { trace, dropped, ...remembered(table, flow) };
    if (kind.unjudged) continue;
    if (kind.closes) table.forget(header);
    else table.confirm(header);
  }
  return { trace, ...remembered(table, flow) };
}

function send(
  network: Network,
  model: Model,
  table: ConnectionTable,
  kind: PacketKind,
  header: Flow,
): TracedPacket {
  const phase = phaseOf(table, header);
  const checks: Check[] = [];
  for (const point of pointsOf(header)) {
    const check = meet(network, model, { kind, header, phase }, point);
    checks.push(check);
    if (check.judged && !check.decision.allowed) break;
  }
  return { kind, header, phase, checks };
}

/** A packet meets the egress of its sender and the ingress of its receiver, where these are pods. */
function pointsOf({ source, destination }: Flow): readonly EnforcementPoint[] {
  const points: EnforcementPoint[] = [
    { party: source, direction: 'egress' },
    { party: destination, direction: 'ingress' },
  ];
  return points.filter(({ party }) => party.kind === 'pod');
}

function meet(
  { policies, settings }: Network,
  model: Model,
  { kind, header, phase }: Pick<TracedPacket, 'kind' | 'header' | 'phase'>,
  point: EnforcementPoint,
): Check {
  if (isToItself(header)) return { point, judged: false, reason: 'itself' };
  if (kind.unjudged) return { point, judged: false, reason: 'ICMP' };
  if (!model[phase].includes(point.direction))
    return { point, judged: false, reason: phase === 'request' ? 'unenforced' : reasonToPass(model) };
  const decision = judge({ set: policies, settings, direction: point.direction, flow: header });
  return { point, judged: true, decision };
}

/** A model that judges no request enforces nothing; any other lets a packet pass because the connection is known. */
function reasonToPass(model: Model): 'tracked' | 'unenforced' {
  return model.request.length === 0 ? 'unenforced' : 'tracked';
}

function phaseOf(table: ConnectionTable, header: Flow): Phase {
  const tracked = table.lookUp(header);
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

function remembered(table: ConnectionTable, flow: Flow): { connection?: Connection } {
  const connection = table.lookUp(flow)?.connection;
  return connection ? { connection } : {};
}

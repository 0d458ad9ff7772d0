import { type Flow, isToItself } from '../cluster/flow';
import type { Direction } from '../kubernetes/objects';
import { type Check, isDenial, type Lost, type Seen, type TracedPacket } from './check';
import { meetFirewalls } from './cloud';
import { noFirewalls } from './firewalls';
import { confirm, look } from './look';
import { meet } from './meet';
import type { PacketKind } from './packets';
import { placeOf } from './tables';
import { type HeaderPair, type Headers, headerOf, type Rewritten, type Wire } from './wire';

/** Where a packet is looked at on its way. */
interface Station {
  readonly place: string;
  /** What policy reads there. */
  readonly headers: HeaderPair;
  /** The tracker there rewrites addresses. */
  readonly isTranslating: boolean;
  /** Whose end it is; nobody's where packets only pass through. */
  readonly end?: 'client' | 'server';
}

/** A node's network, or the cloud between two of them with what packets bear there. */
type Step = Station | { readonly cloud: HeaderPair };

/**
 * Sends one packet of a connection whose addresses a node rewrites: the client's own, or the one that it enters by. The
 * destination is rewritten before filters see it (PREROUTING, OUTPUT), the source after them (POSTROUTING), and answers
 * the other way round: the filters of the node that rewrites see the client and the endpoint itself.
 */
export function sendTranslated(
  wire: Wire,
  headers: Headers,
  rewritten: Rewritten,
  kind: PacketKind,
): TracedPacket {
  const isRequest = kind.direction === 'original';
  const header = headerOf(headers, kind).flow;
  // The proxy sends nothing.
  if (rewritten.translation.deadEnd === 'no backend')
    return { kind, header, seen: [], checks: [lossAt(header, 'no backend')] };

  const seen: Seen[] = [];
  const checks: Check[] = [];
  const add = (check: Check, read: Flow): boolean => {
    checks.push(read === header ? check : { ...check, header: read });
    return !isDenial(check);
  };

  let last: { place: string; seen: Seen } | undefined;
  let isStray = false;
  const steps = stepsOf(wire, headers, rewritten);
  for (const step of isRequest ? steps : [...steps].reverse()) {
    if ('cloud' in step) {
      if (last) confirm(wire, last.seen);
      for (const check of meetFirewalls(wire, step.cloud, kind))
        if (!add(check, headerOf(step.cloud, kind).flow)) return { kind, header, seen, checks };
      continue;
    }
    // One tracker sees a packet once.
    const known = last?.place === step.place ? last.seen : undefined;
    if (last && !known) confirm(wire, last.seen);
    const here = known ?? lookAt(wire, step, rewritten, kind);
    if (!known) seen.push(here);
    last = { place: step.place, seen: here };
    isStray ||= step.isTranslating && isUnknown(kind, here);
    const check = checkAt(wire, step, rewritten, kind, here);
    if (check && !add(check, headerOf(step.headers, kind).flow)) return { kind, header, seen, checks };
  }
  if (last) confirm(wire, last.seen);
  return isStray ? { kind, header, seen, checks, isStray } : { kind, header, seen, checks };
}

/** The way of a request; answers take it backwards. */
function stepsOf(
  { network: { settings, firewalls } }: Wire,
  headers: Headers,
  { translation, dialled, beyond = headers }: Rewritten,
): readonly Step[] {
  const { source, destination } = headers.original.flow;
  const near = placeOf(source, settings);
  const far = placeOf(destination, settings);
  const rewriting = translation.gateway ? placeOf(translation.gateway, settings) : near;
  const isGuarded = firewalls !== noFirewalls;

  const steps: Step[] = [];
  if (near !== undefined) {
    const isTranslating = near === rewriting;
    const isFirst = settings['service-addresses'] === 'judged-first';
    steps.push({
      place: near,
      headers: isTranslating && !isFirst ? headers : dialled,
      isTranslating,
      end: 'client',
    });
  }
  if (isGuarded && rewriting !== near) steps.push({ cloud: dialled });
  if (rewriting !== undefined) steps.push({ place: rewriting, headers, isTranslating: true });
  const isTranslating = far === rewriting;
  const isWithin = rewriting === near ? isToItself(headers.original.flow) : isTranslating;
  if (isGuarded && !isWithin) steps.push({ cloud: beyond });
  // A filter at the pod itself comes after the client was hidden.
  const isHidden = settings.hairpin === 'from-node' && isToItself(headers.original.flow);
  if (far !== undefined)
    steps.push({
      place: far,
      headers: isTranslating && !isHidden ? headers : beyond,
      isTranslating,
      end: 'server',
    });
  return steps;
}

function lookAt(wire: Wire, station: Station, { translated }: Rewritten, kind: PacketKind): Seen {
  const { place, headers, isTranslating } = station;
  return look(wire, place, headers, kind, isTranslating ? translated : undefined);
}

function checkAt(
  wire: Wire,
  { headers, isTranslating, end }: Station,
  { translation, dialled }: Rewritten,
  kind: PacketKind,
  seen: Seen,
): Check | undefined {
  const flow = headerOf(headers, kind).flow;
  const isRequest = kind.direction === 'original';
  const direction: Direction = (end === 'client') === isRequest ? 'egress' : 'ingress';
  const policy = (): Check | undefined => {
    if (end === undefined) return undefined;
    if (isRequest && translation.isUnjudged)
      return { point: { party: flow.destination, direction }, judged: false, reason: 'from outside' };
    return meet(wire, flow, kind, direction, seen);
  };
  const loss = isTranslating ? lossOf(translation.deadEnd, seen) : undefined;
  if (!loss) return policy();
  // What is judged before it is translated is judged, whatever becomes of it then.
  const isFirst = loss === 'no endpoints' && wire.network.settings['empty-services'] === 'judged-first';
  const first = headers === dialled || isFirst ? policy() : undefined;
  return first && isDenial(first) ? first : lossAt(flow, loss);
}

function lossAt({ source }: Flow, reason: Lost): Check {
  const point = { party: source, direction: 'egress', filter: 'kube-proxy' } as const;
  return { point, judged: true, by: 'kube-proxy', allowed: false, reason };
}

/** Why the tracker that rewrites cannot. */
function lossOf(deadEnd: Lost | undefined, { state }: Seen): Lost | undefined {
  return deadEnd ?? (state === 'UNTRACKED' ? 'untracked' : undefined);
}

/** An answer that the tracker takes for the first packet of a connection in the other direction. */
function isUnknown({ direction, content }: PacketKind, { tracking }: Seen): boolean {
  return content !== undefined && direction === 'reply' && tracking?.direction === 'original';
}

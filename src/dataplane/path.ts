import { type Flow, isToItself } from '../cluster/flow';
import type { Direction } from '../kubernetes/objects';
import { type Check, isDenial, type TracedPacket } from './check';
import { meetFirewalls } from './cloud';
import { noFirewalls } from './firewalls';
import { confirm, look } from './look';
import { meet, pointOf } from './meet';
import type { PacketKind } from './packets';
import { placeOf } from './tables';
import { sendTranslated } from './translated';
import { type Headers, headerOf, type Wire } from './wire';

/**
 * Sends one packet. It meets the tracker where its sender lives, its sender's egress, the filters of the cloud, the tracker
 * where its receiver lives and its receiver's ingress. A tracker records a new connection once the packet has passed the
 * last point before it leaves (nf_conntrack_core.c, `__nf_conntrack_confirm`).
 */
export function send(wire: Wire, headers: Headers, kind: PacketKind): TracedPacket {
  const { network } = wire;
  if (headers.rewritten) return sendTranslated(wire, headers, headers.rewritten, kind);
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

/**
 * Those that there are. As literals: an array that something is pushed to reserves room for seventeen, for every packet.
 */
function given<Thing>(first: Thing | undefined, second?: Thing): readonly Thing[] {
  if (first === undefined) return second === undefined ? [] : [second];
  return second === undefined ? [first] : [first, second];
}

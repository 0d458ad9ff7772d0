import type { Family } from '../addresses/address';
import type { Protocol } from '../addresses/port';
import type { Span } from '../addresses/spans';
import type { Party } from '../cluster/flow';
import { portsOf } from '../cluster/pod';
import type { Direction } from '../kubernetes/objects';
import type { CompiledPolicy } from './compiledPolicy';
import type { PolicySet } from './policySet';

/**
 * The ports at which an answer of policy may change between two parties: between two neighbouring edges all
 * ports are alike, so one of them stands for all.
 */
export function portEdges(
  set: PolicySet,
  protocol: Protocol,
  source: Party,
  destination: Party,
): readonly number[] {
  const edges: number[] = [];
  for (const policies of [isolatingAt(set, source, 'egress'), isolatingAt(set, destination, 'ingress')])
    for (const { ports } of policies)
      for (const port of ports) {
        if (port.protocol !== protocol) continue;
        if (port.numbers) edges.push(...port.numbers);
        else if (port.name !== undefined) edges.push(...namedEdges(destination, port.name));
      }
  return edges;
}

/** A name may stand for several numbers on one pod; each is an edge, and so is the port after it. */
function namedEdges(destination: Party, name: string): readonly number[] {
  if (destination.kind !== 'pod') return [];
  return portsOf(destination.pod)
    .filter(port => port.name === name)
    .flatMap(({ port }) => [port, port + 1]);
}

function isolatingAt(set: PolicySet, party: Party, direction: Direction): readonly CompiledPolicy[] {
  return party.kind === 'pod' ? set.isolating(party.pod, direction) : [];
}

/** Every span of addresses that some rule names, blocks and their excepts alike, each once. */
export function addressSpans({ policies }: PolicySet): Readonly<Record<Family, readonly Span<bigint>[]>> {
  const spans: Record<Family, Map<string, Span<bigint>>> = { IPv4: new Map(), IPv6: new Map() };
  for (const { rules } of policies)
    for (const rule of [...(rules.ingress ?? []), ...(rules.egress ?? [])])
      for (const peer of rule.peers ?? [])
        if (peer.kind === 'block')
          for (const span of [peer.span, ...peer.except]) spans[peer.family].set(span.join('-'), span);
  return { IPv4: [...spans.IPv4.values()], IPv6: [...spans.IPv6.values()] };
}

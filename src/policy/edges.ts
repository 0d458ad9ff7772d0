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
  const policies = [...isolatingAt(set, source, 'egress'), ...isolatingAt(set, destination, 'ingress')];
  const ports = policies
    .flatMap(({ rules }) => [...(rules.egress ?? []), ...(rules.ingress ?? [])])
    .flatMap(rule => rule.ports ?? [])
    .filter(port => port.protocol === protocol);
  const numbers = ports.flatMap(port => port.numbers ?? []);
  const names = new Set(ports.flatMap(port => port.name ?? []));
  const named = destination.kind === 'pod' && names.size > 0 ? portsOf(destination.pod) : [];
  return [
    ...numbers,
    ...named.filter(({ name }) => name && names.has(name)).flatMap(({ port }) => [port, port + 1]),
  ];
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

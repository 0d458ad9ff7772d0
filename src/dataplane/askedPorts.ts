import { allPorts, type Protocol } from '../addresses/port';
import { cutAt, type Span } from '../addresses/spans';
import { type Party, podOf } from '../cluster/flow';
import { portsOf } from '../cluster/pod';
import { portEdges } from '../policy/edges';
import { portEdgesOfFirewalls } from './firewalls';
import type { Network } from './network';

/** The ports a question asks about. */
export type PortQuestion =
  | { readonly kind: 'numbers'; readonly protocol: Protocol; readonly span: Span<number> }
  | { readonly kind: 'name'; readonly protocol: Protocol; readonly name: string }
  /** Each port that the destination listens on; every TCP port where nothing is known of it. */
  | { readonly kind: 'listening' };

/** Ports of one protocol that no rule can tell apart. */
export interface AskedPorts {
  readonly protocol: Protocol;
  readonly ports: Span<number>;
}

/** The ports to ask of a pair of parties, cut wherever a rule or a listed port begins or ends. */
export function askedPorts(
  network: Network,
  { source, destination }: { readonly source: Party; readonly destination: Party },
  question: PortQuestion,
): readonly AskedPorts[] {
  return rawPorts(destination, question).flatMap(({ protocol, ports }) => {
    const edges = [
      ...portEdges(network.policies, protocol, source, destination),
      ...portEdgesOfFirewalls(network.firewalls, protocol),
      ...listeningEdges(destination),
    ];
    return cutAt([ports], edges).map(piece => ({ protocol, ports: piece }));
  });
}

function rawPorts(destination: Party, question: PortQuestion): readonly AskedPorts[] {
  if (question.kind === 'numbers') return [{ protocol: question.protocol, ports: question.span }];
  const pod = podOf(destination);
  const declared = pod ? portsOf(pod) : [];
  if (question.kind === 'name')
    return declared
      .filter(({ name, protocol }) => name === question.name && protocol === question.protocol)
      .map(({ port, protocol }) => ({ protocol, ports: [port, port + 1] }));
  if (declared.length === 0) return allPorts.map(ports => ({ protocol: 'TCP', ports }));
  const distinct = new Map(declared.map(({ port, protocol }) => [`${port}/${protocol}`, { port, protocol }]));
  return [...distinct.values()].map(({ port, protocol }) => ({ protocol, ports: [port, port + 1] }));
}

/** Where a listed port begins and ends, an open port turns into one that refuses. */
function listeningEdges(destination: Party): readonly number[] {
  const listening = podOf(destination)?.listening;
  if (listening?.kind !== 'only') return [];
  return listening.ports.flatMap(({ port }) => [port, port + 1]);
}

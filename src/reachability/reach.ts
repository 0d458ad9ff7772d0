import { type Protocol, protocols } from '../addresses/port';
import { intersect, type Spans } from '../addresses/spans';
import { type Flow, isToItself, type Party, reversed } from '../cluster/flow';
import type { Network } from '../dataplane/network';
import { allowedPorts, everyPort, type PortSets } from '../policy/allowedPorts';
import { ephemeralPorts } from '../settings/ephemeralPorts';
import type { Model, Phase } from '../settings/models';

/** On which destination ports a party reaches another, each set exact; the two are disjoint. */
export interface Reach {
  readonly succeeds: PortSets;
  /** It depends on the port that the client happens to use. */
  readonly unreliable: PortSets;
}

const nothing: PortSets = { TCP: [], UDP: [], SCTP: [] };

/**
 * All ports of all protocols at once: what NetworkPolicy says under a model, whether or not anything listens. The two
 * parties stand at addresses of one family; firewalls and Services are not on the way.
 */
export function reachBetween(network: Network, model: Model, source: Party, destination: Party): Reach {
  // Ports of the header are not looked at.
  const there: Flow = { source, destination, protocol: 'TCP', sourcePort: 0, destinationPort: 0 };
  if (isToItself(there)) return { succeeds: everyPort, unreliable: nothing };
  const requests = together(network, model, ['request', 'later'], there);
  const replies = together(network, model, ['reply', 'later'], reversed(there));
  const where = (wanted: 'all' | 'some'): PortSets =>
    portSets(protocol => (coverage(replies[protocol]) === wanted ? requests[protocol] : []));
  return { succeeds: where('all'), unreliable: where('some') };
}

/** The ports that every point lets pass which judges a packet of one of the phases. */
function together(network: Network, model: Model, phases: readonly Phase[], flow: Flow): PortSets {
  const { policies: set, settings } = network;
  const points = new Set(phases.flatMap(phase => model[phase]));
  return [...points]
    .map(direction => allowedPorts({ set, settings, direction, flow }))
    .reduce((a, b) => portSets(protocol => intersect(a[protocol], b[protocol])), everyPort);
}

/** How many of the ports that clients use a set holds. */
function coverage(ports: Spans<number>): 'all' | 'some' | 'none' {
  const [first, end] = ephemeralPorts;
  const held = intersect([ephemeralPorts], ports);
  if (held.length === 0) return 'none';
  return held.length === 1 && held[0]?.[0] === first && held[0][1] === end ? 'all' : 'some';
}

function portSets(of: (protocol: Protocol) => Spans<number>): PortSets {
  const [tcp, udp, sctp] = protocols;
  return { TCP: of(tcp), UDP: of(udp), SCTP: of(sctp) };
}

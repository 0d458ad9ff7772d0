import { intersect } from '../addresses/spans';
import { type Flow, isToItself, type Party, reversed } from '../cluster/flow';
import type { Network } from '../dataplane/network';
import { allowedPorts } from '../policy/allowedPorts';
import { everyPort, type PortSets, portSets } from '../policy/portSets';
import type { Model, Phase } from '../settings/models';
import { type Reach, reachOf } from './answers';

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
  return reachOf(requests, replies);
}

/** The ports that every point lets pass which judges a packet of one of the phases. */
function together(network: Network, model: Model, phases: readonly Phase[], flow: Flow): PortSets {
  const { policies: set, settings } = network;
  const points = new Set(phases.flatMap(phase => model[phase]));
  return [...points]
    .map(direction => allowedPorts({ set, settings, direction, flow }))
    .reduce((a, b) => portSets(protocol => intersect(a[protocol], b[protocol])), everyPort);
}

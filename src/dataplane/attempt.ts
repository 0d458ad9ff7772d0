import { addressKey } from '../addresses/address';
import { cutAt, type Span, type Spans, subtract } from '../addresses/spans';
import { portEdges } from '../policy/edges';
import { ephemeralPorts } from '../settings/ephemeralPorts';
import type { Model } from '../settings/models';
import { type Case, isListening } from './cases';
import { exchanges } from './exchange';
import { portEdgesOfFirewalls } from './firewalls';
import type { Network } from './network';
import { type Walk, walk } from './walk';

export type VerdictKind = 'succeeds' | 'fails' | 'unreliable' | 'refused';

/** The verdict on one case, with a walk for every range of client ports that a rule tells apart. */
export interface CaseVerdict {
  readonly case: Case;
  readonly kind: VerdictKind;
  readonly walks: readonly PortWalk[];
}

export interface PortWalk extends Walk {
  /** Client ports for which this walk stands. */
  readonly sourcePorts: Span<number>;
}

/** Answers one case by sending packets, once for every range of client ports. */
export function attempt(network: Network, model: Model, asked: Case): CaseVerdict {
  const { source, destination, protocol, ports } = asked;
  const open = isListening(destination, protocol, ports);
  const conversation = open ? exchanges[protocol].listening : exchanges[protocol].closed;
  const edges = [
    ...portEdges(network.policies, protocol, destination, source),
    ...portEdgesOfFirewalls(network.firewalls, protocol),
  ];
  const walks = cutAt(clientPorts(asked), edges).map(sourcePorts => {
    const flow = { source, destination, protocol, sourcePort: sourcePorts[0], destinationPort: ports[0] };
    return { sourcePorts, ...walk(network, model, flow, conversation) };
  });
  return { case: asked, walks, kind: kindOf(walks, open) };
}

/** Ephemeral ports; where both ends share an address, the port that the server has is not to be had. */
function clientPorts({ source, destination, ports: [port] }: Case): Spans<number> {
  const isShared = addressKey(source.address) === addressKey(destination.address);
  return isShared ? subtract([ephemeralPorts], [[port, port + 1]]) : [ephemeralPorts];
}

/** A flow that depends on the port its client happens to use is unreliable, whatever the other outcome is. */
function kindOf(walks: readonly Walk[], open: boolean): VerdictKind {
  const drops = walks.filter(({ dropped }) => dropped).length;
  if (drops === walks.length) return 'fails';
  if (drops > 0) return 'unreliable';
  return open ? 'succeeds' : 'refused';
}

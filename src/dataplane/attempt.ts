import { addressKey } from '../addresses/address';
import { cutAt, type Span, type Spans, subtract } from '../addresses/spans';
import { isFound } from '../dns/dnsAnswer';
import { portEdges } from '../policy/edges';
import { ephemeralPorts } from '../settings/ephemeralPorts';
import type { Model } from '../settings/models';
import { type Case, isListening } from './cases';
import type { Drop } from './check';
import { exchanges } from './exchange';
import { portEdgesOfFirewalls } from './firewalls';
import { isOfDns, type Leg } from './leg';
import type { Network } from './network';
import { type Walk, walk } from './walk';

/** `unresolved`: the name leads nowhere, though no enforcement point stopped a question for it. */
export type VerdictKind = 'succeeds' | 'fails' | 'unreliable' | 'refused' | 'unresolved';

/** The verdict on one case, with a walk for every range of client ports that a rule tells apart. */
export interface CaseVerdict {
  readonly case: Case;
  readonly kind: VerdictKind;
  /** The last leg that was tried; what the walks and the verdict are about. */
  readonly leg: Leg;
  readonly walks: readonly PortWalk[];
  /** Legs that succeeded before. */
  readonly earlier: readonly Walked[];
  /** Of a name that is unresolved: nothing listens where the leg asks for it. */
  readonly isUnanswered?: true;
}

/** One leg, tried. */
export interface Walked {
  readonly leg: Leg;
  readonly walks: readonly PortWalk[];
}

export interface PortWalk extends Walk {
  /** Client ports for which this walk stands. */
  readonly sourcePorts: Span<number>;
}

/** Answers one case by sending packets, leg by leg, until one does not succeed. */
export function attempt(network: Network, model: Model, asked: Case): CaseVerdict {
  const earlier: Walked[] = [];
  for (const leg of asked.before ?? []) {
    const { kind, walks } = tryLeg(network, model, leg);
    if (kind !== 'succeeds') return { case: asked, leg, walks, earlier, ...outcomeOf(leg, kind) };
    earlier.push({ leg, walks });
  }
  const { kind, walks } = tryLeg(network, model, asked);
  const isLost = kind === 'succeeds' && asked.lookup && !isFound(asked.lookup.result);
  return { case: asked, leg: asked, walks, earlier, ...outcomeOf(asked, isLost ? 'unresolved' : kind) };
}

/** A server that refuses questions leaves the client with no address. */
function outcomeOf(leg: Leg, kind: VerdictKind): Pick<CaseVerdict, 'kind' | 'isUnanswered'> {
  return kind === 'refused' && isOfDns(leg) ? { kind: 'unresolved', isUnanswered: true } : { kind };
}

/** Sends the packets of a leg, once for every range of client ports. */
function tryLeg(
  network: Network,
  model: Model,
  leg: Leg,
): { readonly kind: VerdictKind; readonly walks: readonly PortWalk[] } {
  const { source, destination, protocol, ports, translation } = leg;
  const open = isListening(destination, protocol, ports);
  const conversation = open ? exchanges[protocol].listening : exchanges[protocol].closed;
  const edges = [
    ...portEdges(network.policies, protocol, destination, source),
    ...portEdgesOfFirewalls(network.firewalls, protocol),
  ];
  const walks = cutAt(clientPorts(leg), edges).map(sourcePorts => {
    const [sourcePort] = sourcePorts;
    const [destinationPort] = ports;
    const flow = { source, destination, protocol, sourcePort, destinationPort };
    return {
      sourcePorts,
      ...walk(network, model, translation ? { ...flow, translation } : flow, conversation),
    };
  });
  return { walks, kind: kindOf(walks, open) };
}

/** Ephemeral ports; where both ends share an address, the port that the server has is not to be had. */
function clientPorts({ source, destination, ports: [port] }: Leg): Spans<number> {
  const isShared = addressKey(source.address) === addressKey(destination.address);
  return isShared ? subtract([ephemeralPorts], [[port, port + 1]]) : [ephemeralPorts];
}

/** A flow that depends on the port its client happens to use is unreliable, whatever the other outcome is. */
function kindOf(walks: readonly Walk[], open: boolean): VerdictKind {
  const drops = walks.flatMap(({ dropped }) => dropped ?? []);
  if (drops.length < walks.length) return drops.length > 0 ? 'unreliable' : open ? 'succeeds' : 'refused';
  return drops.every(isRefusal) ? 'refused' : 'fails';
}

/** kube-proxy rejects what is for a Service without endpoints, as a closed port would be (pkg/proxy/iptables). */
function isRefusal({ check }: Drop): boolean {
  return check.by === 'kube-proxy' && (check.reason === 'no endpoints' || check.reason === 'no backend');
}

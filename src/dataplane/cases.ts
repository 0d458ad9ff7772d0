import type { Address } from '../addresses/address';
import { allPorts, type Protocol } from '../addresses/port';
import { contains, intersect, type Span, type Spans, subtract } from '../addresses/spans';
import type { Endpoint, WayIn } from '../cluster/endpoint';
import { type Party, podOf } from '../cluster/flow';
import { ownersIn } from '../cluster/owner';
import type { ServicePort } from '../cluster/service';
import { isFound } from '../dns/dnsAnswer';
import type { Lookup } from '../dns/lookup';
import { backingEndpoints } from '../services/backingEndpoints';
import { askedPorts, type PortQuestion } from './askedPorts';
import { type Candidate, candidatesOf } from './candidates';
import { doorOfNode, type OnNodes, servicesOnNodes } from './doors';
import type { Leg } from './leg';
import type { Network } from './network';
import { resolutionsOf } from './resolutions';
import { legsBehind, legsThrough, legsToEndpoints, portsOfService } from './throughServices';

/** May the source open a connection to the destination? Every case must agree. */
export interface Question {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly ports: PortQuestion;
}

/** One pair of parties and ports that no rule can tell apart: one attempt answers for all of them. */
export interface Case extends Leg {
  /** Where an end is outside the cluster: all addresses that stand behind it. */
  readonly ranges: { readonly source?: Spans<bigint>; readonly destination?: Spans<bigint> };
  /** Connections that must succeed first, in order: questions for the name, the way in. */
  readonly before?: readonly Leg[];
  /** How the name was resolved that was written. Where it was not, the case itself is the last question for it. */
  readonly lookup?: Lookup;
}

export function casesOf(network: Network, { source, destination, ports }: Question): readonly Case[] {
  return candidatesOf(network, source).flatMap(from => casesFrom(network, from, destination, ports));
}

/** What one candidate for the source may meet. */
function casesFrom(
  network: Network,
  from: Candidate,
  destination: Endpoint,
  ports: PortQuestion,
): readonly Case[] {
  switch (destination.kind) {
    case 'service':
      return throughService(network, from, destination, ports);
    case 'name':
      return resolutionsOf(network, from.party, destination.host).flatMap(
        ({ before, last, lookup, target }) => {
          if (destination.isOnlyResolved || !isFound(lookup.result))
            return ranged(from, [last]).map(question => ({ ...question, before, lookup }));
          // What was found may have no address of the client's family.
          if (!target) return [];
          return casesFrom(network, from, target, ports).map(found => ({
            ...found,
            before: [...before, last, ...(found.before ?? [])],
            lookup,
          }));
        },
      );
    case 'site':
      return destination.ways.flatMap(way => casesIn(network, from, way));
    case 'node':
      return atNode(network, from, destination, ports);
    case 'external':
      return ownersIn(network.cluster, destination).flatMap(owner =>
        owner.kind === 'service'
          ? throughService(network, from, owner, ports)
          : directCases(network, from, owner, ports),
      );
    case 'pods':
      return directCases(network, from, destination, ports);
  }
}

function ranged({ range }: Candidate, legs: readonly Leg[]): readonly Case[] {
  return legs.map(leg => ({ ...leg, ranges: range ? { source: range } : {} }));
}

/**
 * Nothing is rewritten for a headless Service: clients get the addresses of its endpoints, and dial what port they know.
 */
function throughService(
  network: Network,
  from: Candidate,
  target: Endpoint & { kind: 'service' },
  ports: PortQuestion,
): readonly Case[] {
  const { service } = target;
  if (!service.headless) return ranged(from, legsThrough(network, from.party, target, ports));
  const asked = ports.kind === 'numbers' ? [ports] : portsOfService(service, ports).map(askedAs);
  return backingEndpoints(network, service, from.party.address.family).flatMap(endpoint =>
    asked.flatMap(port => casesFrom(network, from, endpoint, port)),
  );
}

function askedAs({ port, protocol }: ServicePort): PortQuestion {
  return { kind: 'numbers', protocol, span: [port, port + 1] };
}

/** The client comes to the proxy, which then opens a connection of its own. */
function casesIn(network: Network, from: Candidate, { port, proxy, door, backends }: WayIn): readonly Case[] {
  const ports = { kind: 'numbers', protocol: 'TCP', span: [port, port + 1] } as const;
  const target = door ? ({ kind: 'service', name: proxy.name, service: door } as const) : proxy;
  const isOutside = proxy.kind === 'external';
  const entries = isOutside
    ? candidatesOf(network, proxy).map(({ party }) => ({ before: [], party }))
    : casesFrom(network, from, target, ports).map(entry => ({
        before: [{ ...entry, purpose: 'way in' as const }],
        party: entry.destination,
      }));
  return entries.flatMap(({ before, party }) =>
    party.kind === 'service'
      ? ranged(from, before)
      : backends
          .flatMap(backend => legsToEndpoints(network, party, backend))
          .map(leg => ({ ...leg, before, ranges: {} })),
  );
}

/** A port of a node that is a Service's leads to that; any other to the node itself. */
function atNode(
  network: Network,
  from: Candidate,
  destination: Endpoint & { kind: 'node' },
  ports: PortQuestion,
): readonly Case[] {
  const direct = (question: PortQuestion): readonly Case[] =>
    directCases(network, from, destination, question);
  // Processes of a node have no names for their ports.
  if (ports.kind === 'name') return [];
  const protocol = ports.kind === 'numbers' ? ports.protocol : 'TCP';
  const asked = ports.kind === 'numbers' ? [ports.span] : allPorts;
  const led = servicesOnNodes(network, protocol).filter(({ nodePort }) => contains(asked, nodePort));
  const own = subtract(
    asked,
    led.map(({ nodePort }) => [nodePort, nodePort + 1] as const),
  );
  return [
    ...led.flatMap(found => throughNode(network, from, destination, found)),
    ...own.flatMap(span => direct({ kind: 'numbers', protocol, span })),
  ];
}

function throughNode(
  network: Network,
  from: Candidate,
  destination: Endpoint & { kind: 'node' },
  { service, port, nodePort }: OnNodes,
): readonly Case[] {
  return candidatesOf(network, destination)
    .filter(to => to.party.address.family === from.party.address.family)
    .flatMap(({ party }) => {
      if (party.kind !== 'node') return [];
      const door = doorOfNode(party, from.party, service, nodePort);
      return ranged(from, legsBehind(network, from.party, service, port, door));
    });
}

/** Between two parties as they stand, on ports cut wherever a rule may tell them apart. */
function directCases(
  network: Network,
  from: Candidate,
  destination: Endpoint,
  ports: PortQuestion,
): readonly Case[] {
  const hasOthers = destination.kind === 'pods' && destination.pods.length > 1;
  return candidatesOf(network, destination)
    .filter(to => to.party.address.family === from.party.address.family)
    .flatMap(to => {
      const other = isSamePod(from, to) ? (to.sibling ?? (hasOthers ? undefined : to.party)) : to.party;
      if (!other) return [];
      const pair = {
        source: outsideOf(from, other.address),
        destination: outsideOf({ ...to, party: other }, from.party.address),
      };
      const ranges = {
        ...(from.range && { source: from.range }),
        ...(to.range && { destination: to.range }),
      };
      return askedPorts(network, pair, ports).map(asked => ({ ...pair, ...asked, ranges }));
    });
}

/** Whoever is outside, who alone has a range, stands at another address than the one inside, if it has one. */
function outsideOf({ party, range = [] }: Candidate, inside: Address): Party {
  const { family, value } = party.address;
  if (value !== inside.value) return party;
  const [next] = subtract(range, [[value, value + 1n]]);
  return next ? { ...party, address: { family, value: next[0] } } : party;
}

/** A workload that talks to itself means one replica to another, where there is another. */
function isSamePod({ party: from }: Candidate, { party: to }: Candidate): boolean {
  const pod = podOf(from);
  return pod !== undefined && pod === podOf(to);
}

/** Whether something answers on the ports. */
export function isListening(destination: Party, protocol: Protocol, ports: Span<number>): boolean {
  const listening = podOf(destination)?.listening;
  if (listening?.kind !== 'only') return true;
  const open = listening.ports.filter(port => port.protocol === protocol);
  return open.some(({ port }) => intersect([ports], [[port, port + 1]]).length > 0);
}

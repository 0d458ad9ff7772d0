import type { Address } from '../addresses/address';
import type { Protocol } from '../addresses/port';
import { intersect, type Span, type Spans, subtract } from '../addresses/spans';
import type { Endpoint } from '../cluster/endpoint';
import type { Party } from '../cluster/flow';
import { askedPorts, type PortQuestion } from './askedPorts';
import { type Candidate, candidatesOf } from './candidates';
import type { Network } from './network';

/** May the source open a connection to the destination? Every case must agree. */
export interface Question {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly ports: PortQuestion;
}

/** One pair of parties and ports that no rule can tell apart: one attempt answers for all of them. */
export interface Case {
  readonly source: Party;
  readonly destination: Party;
  readonly protocol: Protocol;
  readonly ports: Span<number>;
  /** Where an end is outside the cluster: all addresses that stand behind it. */
  readonly ranges: { readonly source?: Spans<bigint>; readonly destination?: Spans<bigint> };
}

export function casesOf(network: Network, { source, destination, ports }: Question): readonly Case[] {
  const sources = candidatesOf(network, source);
  const destinations = candidatesOf(network, destination);
  const hasOthers = destination.kind === 'pods' && destination.pods.length > 1;
  return sources.flatMap(from =>
    destinations
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
      }),
  );
}

/** Whoever is outside stands at another address than the one inside, as long as the range has one. */
function outsideOf({ party, range = [] }: Candidate, inside: Address): Party {
  const { family, value } = party.address;
  if (party.kind !== 'external' || value !== inside.value) return party;
  const [next] = subtract(range, [[value, value + 1n]]);
  return next ? { ...party, address: { family, value: next[0] } } : party;
}

/** A workload that talks to itself means one replica to another, where there is another. */
function isSamePod({ party: from }: Candidate, { party: to }: Candidate): boolean {
  return from.kind !== 'external' && to.kind !== 'external' && from.pod !== undefined && from.pod === to.pod;
}

/** Whether something answers on the ports. */
export function isListening(destination: Party, protocol: Protocol, ports: Span<number>): boolean {
  if (destination.kind === 'external' || destination.pod?.listening.kind !== 'only') return true;
  const open = destination.pod.listening.ports.filter(port => port.protocol === protocol);
  return open.some(({ port }) => intersect([ports], [[port, port + 1]]).length > 0);
}

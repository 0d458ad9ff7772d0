import { allPorts, type Protocol } from '../../addresses/port';
import type { Span } from '../../addresses/spans';
import type { Party } from '../../cluster/flow';
import type { Pod } from '../../cluster/pod';
import type { Direction, PolicyPort } from '../../kubernetes/objects';
import { ephemeralPorts } from '../../settings/ephemeralPorts';
import type { Blocker } from '../blockers';

/** What a pod lacks at one of its enforcement points. */
export interface Need {
  readonly subject: Pod;
  readonly direction: Direction;
  readonly peer: Party;
  readonly protocol: Protocol;
  /** Of whoever receives. */
  readonly ports: Span<number>;
}

/** What would open the point for the packet that it stops; `undefined` where no policy stops it. */
export function needOf({ drop, leg, isOfReply }: Blocker): Need | undefined {
  const { check, packet } = drop;
  const { party, direction } = check.point;
  if (check.by !== 'policy' || party.kind !== 'pod') return undefined;
  const { source, destination, protocol, destinationPort } = check.header ?? packet.header;
  // Where the point sees the same port as the client asked for, it stands for all that no rule tells apart.
  const isAsked = leg.ports[0] === destinationPort;
  return {
    subject: party.pod,
    direction,
    peer: direction === 'egress' ? destination : source,
    protocol,
    ports: isOfReply ? ephemeralPorts : isAsked ? leg.ports : [destinationPort, destinationPort + 1],
  };
}

/** As a rule writes it: a number, a range, or nothing for every port. */
export function policyPort({ protocol, ports: [first, end] }: Pick<Need, 'protocol' | 'ports'>): PolicyPort {
  const [every] = allPorts;
  if (every && first <= every[0] && end >= every[1]) return { protocol };
  return end - first === 1 ? { protocol, port: first } : { protocol, port: first, endPort: end - 1 };
}

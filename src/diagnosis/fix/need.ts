import { allPorts, type Protocol } from '../../addresses/port';
import type { Span, Spans } from '../../addresses/spans';
import type { Party } from '../../cluster/flow';
import { isOfDns } from '../../dataplane/leg';
import type { Network } from '../../dataplane/network';
import type { Direction, PolicyPort } from '../../kubernetes/objects';
import type { Judgement } from '../../policy/match';
import { ephemeralPorts } from '../../settings/ephemeralPorts';
import type { Blocker } from '../blockers';

/** What a pod lacks at one of its enforcement points. */
export interface Need {
  /** The pod, at the address that is spoken of. */
  readonly own: Party & { readonly kind: 'pod' };
  readonly direction: Direction;
  readonly peer: Party;
  readonly protocol: Protocol;
  /** Of whoever receives. */
  readonly ports: Span<number>;
  /** Where the peer is outside: all addresses that are meant. */
  readonly ranges?: Spans<bigint>;
  /** Clients ask DNS servers over TCP as well, where an answer is too long for UDP (RFC 7766). */
  readonly isOfDns?: boolean;
  /** The port of the Service that is dialled, where the pod has another one. */
  readonly dialled?: number;
}

/** What would open the point for the packet that it stops; `undefined` where no policy stops it. */
export function needOf({ drop, leg, isOfReply }: Blocker): Need | undefined {
  const { check, packet } = drop;
  const { party, direction } = check.point;
  if (check.by !== 'policy' || party.kind !== 'pod') return undefined;
  const { source, destination, protocol, destinationPort } = check.header ?? packet.header;
  const dialled = leg.translation?.port;
  // Where the point sees the same port as the client asked for, it stands for all that no rule tells apart.
  const isAsked = leg.ports[0] === destinationPort;
  return {
    own: party,
    direction,
    peer: direction === 'egress' ? destination : source,
    protocol,
    ...(isOfDns(leg) && { isOfDns: true }),
    ...(dialled !== undefined && dialled !== destinationPort && !isOfReply && { dialled }),
    ports: isOfReply ? ephemeralPorts : isAsked ? leg.ports : [destinationPort, destinationPort + 1],
  };
}

/** The first packet that the need is about. */
export function judgementOf({ policies: set, settings }: Network, need: Need): Judgement {
  const { own, direction, peer, protocol, ports } = need;
  const [source, destination] = direction === 'egress' ? [own, peer] : [peer, own];
  const flow = { source, destination, protocol, sourcePort: 0, destinationPort: ports[0] };
  return { set, settings, direction, flow };
}

/** The ports that a rule is to name. */
export function portsOf(need: Need): readonly PolicyPort[] {
  const own = policyPort(need);
  return need.isOfDns && need.protocol === 'UDP' ? [own, policyPort({ ...need, protocol: 'TCP' })] : [own];
}

/** As a rule writes it: a number, a range, or nothing for every port. */
export function policyPort({ protocol, ports: [first, end] }: Pick<Need, 'protocol' | 'ports'>): PolicyPort {
  const [every] = allPorts;
  if (every && first <= every[0] && end >= every[1]) return { protocol };
  return end - first === 1 ? { protocol, port: first } : { protocol, port: first, endPort: end - 1 };
}

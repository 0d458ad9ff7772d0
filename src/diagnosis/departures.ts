import type { Protocol } from '../addresses/port';
import { type Party, podOf } from '../cluster/flow';
import type { Network } from '../dataplane/network';
import type { Cni, Touch } from '../settings/cnis';

/** What a CNI does differently that no setting says, where it could change one of the verdicts. */
export function departuresTouching(
  { departures }: Cni,
  network: Network,
  asked: readonly Asked[],
): readonly string[] {
  return departures
    .filter(({ touches }) => asked.some(one => concerns[touches](network, one)))
    .map(({ text }) => text);
}

/** What a verdict is about. */
export interface Asked {
  readonly source: Party;
  readonly destination: Party;
  readonly protocol: Protocol;
  /** A Service stands on the way. */
  readonly isTranslated?: boolean;
  /** It is a connection that stays open, not an attempt. */
  readonly isKept?: boolean;
  /** An ICMP error is a part of it. */
  readonly hasError?: boolean;
}

type Concern = (network: Network, asked: Asked) => boolean;

const ends = ({ source, destination }: Asked): readonly Party[] => [source, destination];

/** Whether a verdict is of the kind that a departure could change; policies count where they isolate an end. */
const concerns: Readonly<Record<Touch, Concern>> = {
  'every flow': () => true,
  'own node': (_, asked) => ends(asked).some(end => end.kind === 'node') && nodesOf(asked).size === 1,
  'other nodes': (_, asked) => ends(asked).some(end => end.kind === 'node') && nodesOf(asked).size > 1,
  'host network': (_, asked) => ends(asked).some(end => podOf(end)?.hostNetwork),
  outside: (_, asked) => ends(asked).some(end => end.kind === 'external'),
  services: (_, { isTranslated }) => isTranslated === true,
  'named ports': (network, asked) => portsOf(network, asked).some(({ name }) => name !== undefined),
  'port ranges': (network, asked) =>
    portsOf(network, asked).some(({ source }) => source.endPort !== undefined),
  SCTP: (_, { protocol }) => protocol === 'SCTP',
  ICMP: (_, { hasError }) => hasError === true,
  'address blocks': (network, asked) =>
    isolatingOf(network, asked).some(({ rules }) =>
      [...(rules.ingress ?? []), ...(rules.egress ?? [])].some(rule =>
        rule.peers?.some(peer => peer.kind === 'block'),
      ),
    ),
  'open connections': (_, { isKept }) => isKept === true,
  'starting pods': ({ starting }) => starting.size > 0,
  'bare pods': (_, asked) => ends(asked).some(end => podOf(end)?.bare),
};

function nodesOf(asked: Asked): ReadonlySet<string | undefined> {
  return new Set(
    ends(asked).flatMap(end => (end.kind === 'pod' ? end.pod.node : end.kind === 'node' ? end.node : [])),
  );
}

function isolatingOf({ policies }: Network, asked: Asked) {
  return ends(asked).flatMap(end =>
    end.kind === 'pod'
      ? (['ingress', 'egress'] as const).flatMap(direction => policies.isolating(end.pod, direction))
      : [],
  );
}

function portsOf(network: Network, asked: Asked) {
  return isolatingOf(network, asked).flatMap(({ ports }) => ports);
}

import type { Party } from '../cluster/flow';
import type { CaseVerdict } from '../dataplane/attempt';
import type { Network } from '../dataplane/network';
import type { Cni, Touch } from '../settings/cnis';

/** What a CNI does differently that no setting says, where it could change one of the verdicts. */
export function departuresTouching(
  { departures }: Cni,
  network: Network,
  verdicts: readonly CaseVerdict[],
): readonly string[] {
  return departures
    .filter(({ touches }) => verdicts.some(verdict => concerns[touches](network, verdict)))
    .map(({ text }) => text);
}

type Concern = (network: Network, verdict: CaseVerdict) => boolean;

const ends = ({ case: { source, destination } }: CaseVerdict): readonly Party[] => [source, destination];

/** Whether a verdict is of the kind that a departure could change; policies count where they isolate an end. */
const concerns: Readonly<Record<Touch, Concern>> = {
  'every flow': () => true,
  'own node': (_, verdict) => ends(verdict).some(end => end.kind === 'node') && nodesOf(verdict).size === 1,
  'other nodes': (_, verdict) => ends(verdict).some(end => end.kind === 'node') && nodesOf(verdict).size > 1,
  'host network': (_, verdict) => ends(verdict).some(end => end.kind !== 'external' && end.pod?.hostNetwork),
  outside: (_, verdict) => ends(verdict).some(end => end.kind === 'external'),
  services: () => false,
  'named ports': (network, verdict) => portsOf(network, verdict).some(({ name }) => name !== undefined),
  'port ranges': (network, verdict) =>
    portsOf(network, verdict).some(({ source }) => source.endPort !== undefined),
  SCTP: (_, verdict) => verdict.case.protocol === 'SCTP',
  ICMP: (_, verdict) => verdict.kind === 'refused' && verdict.case.protocol === 'UDP',
  'address blocks': (network, verdict) =>
    isolatingOf(network, verdict).some(({ rules }) =>
      [...(rules.ingress ?? []), ...(rules.egress ?? [])].some(rule =>
        rule.peers?.some(peer => peer.kind === 'block'),
      ),
    ),
  'open connections': () => false,
  'starting pods': ({ starting }) => starting.size > 0,
  'bare pods': (_, verdict) => ends(verdict).some(end => end.kind !== 'external' && end.pod?.bare),
};

function nodesOf(verdict: CaseVerdict): ReadonlySet<string | undefined> {
  return new Set(
    ends(verdict).flatMap(end =>
      end.kind === 'external' ? [] : end.kind === 'node' ? end.node : end.pod.node,
    ),
  );
}

function isolatingOf({ policies }: Network, verdict: CaseVerdict) {
  return ends(verdict).flatMap(end =>
    end.kind === 'pod'
      ? (['ingress', 'egress'] as const).flatMap(direction => policies.isolating(end.pod, direction))
      : [],
  );
}

function portsOf(network: Network, verdict: CaseVerdict) {
  return isolatingOf(network, verdict).flatMap(({ ports }) => ports);
}

import { flowText, type GeneratedFlow } from '../arbitraries/flows';
import { podOf } from '../cluster/flow';
import { podKey } from '../cluster/pod';
import { attempt, type CaseVerdict, type VerdictKind } from '../dataplane/attempt';
import { type Case, casesOf } from '../dataplane/cases';
import type { EnforcementPoint } from '../dataplane/check';
import { readQuestion } from '../english/question';
import type { Direction } from '../kubernetes/objects';
import type { Scenario } from '../scenario/scenario';
import { type ModelName, models } from '../settings/models';

/** A verdict without names, so that it can be compared where names are others. */
export interface Outcome {
  readonly kind: VerdictKind;
  /** Every place where a packet was stopped, for some client port; each once. */
  readonly stops: readonly Stop[];
}

export interface Stop {
  readonly packet: 'request' | 'reply';
  readonly end: 'source' | 'destination';
  readonly direction: Direction;
  /** Absent: NetworkPolicy. */
  readonly filter?: NonNullable<EnforcementPoint['filter']>;
}

/** The one case that a generated flow is. */
export function caseOf(world: Scenario, flow: GeneratedFlow): Case {
  const [only, ...others] = casesOf(world.network, readQuestion(flowText(flow), world.surroundings));
  if (!only || others.length > 0) throw new Error(`${flowText(flow)} is not one case`);
  return only;
}

export function outcomeOf(world: Scenario, model: ModelName, flow: GeneratedFlow): Outcome {
  return outcomeOfVerdict(attempt(world.network, models[model], caseOf(world, flow)));
}

export function outcomeOfVerdict({ kind, leg, walks }: CaseVerdict): Outcome {
  const stops = walks.flatMap(({ dropped }): readonly Stop[] => {
    if (!dropped) return [];
    const { at, packet } = dropped;
    return [
      {
        packet: packet.kind.direction === 'original' ? 'request' : 'reply',
        end: at.party === leg.source ? 'source' : 'destination',
        direction: at.direction,
        ...(at.filter && { filter: at.filter }),
      },
    ];
  });
  const distinct = new Map(stops.map(stop => [JSON.stringify(stop), stop]));
  return { kind, stops: [...distinct.keys()].sort().flatMap(key => distinct.get(key) ?? []) };
}

export function isSameOutcome(a: Outcome, b: Outcome): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** `under the stateful model, x/pod1 → y/pod2:80/TCP fails at y/pod2 ingress for the request`. */
export function claim(world: Scenario, model: ModelName, flow: GeneratedFlow, outcome: Outcome): string {
  return `under the ${model} model, ${flowText(flow)} ${outcomeWords(world, flow, outcome)}`;
}

const words: Readonly<Record<VerdictKind, string>> = {
  succeeds: 'succeeds',
  fails: 'fails',
  unreliable: 'is unreliable',
  refused: 'is refused',
  unresolved: 'leads nowhere',
};

function outcomeWords(world: Scenario, flow: GeneratedFlow, { kind, stops }: Outcome): string {
  const [stop, ...others] = stops;
  if (kind !== 'fails' || !stop || others.length > 0) return words[kind];
  const found = caseOf(world, flow);
  const pod = podOf(stop.end === 'source' ? found.source : found.destination);
  const way = stop.direction === 'egress' ? 'outbound' : 'inbound';
  const point = stop.filter ? `${stop.filter} ${way}` : stop.direction;
  return pod ? `fails at ${podKey(pod)} ${point} for the ${stop.packet}` : words.fails;
}

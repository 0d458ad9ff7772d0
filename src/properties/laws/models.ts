import { flowText, type GeneratedFlow } from '../../arbitraries/flows';
import { attempt } from '../../dataplane/attempt';
import { casesOf } from '../../dataplane/cases';
import { readQuestion } from '../../english/question';
import type { Scenario } from '../../scenario/scenario';
import { ephemeralPorts } from '../../settings/ephemeralPorts';
import { type ModelName, models } from '../../settings/models';
import { claim, isSameOutcome, type Outcome, outcomeOf, outcomeOfVerdict } from '../outcome';
import { everyFlow, type Law } from './law';

/** What one model allows, another allows as well. */
export function allowsWhat(strict: ModelName, lenient: ModelName): Law {
  return everyFlow((world, flow) => {
    const allowed = outcomeOf(world, strict, flow);
    if (allowed.kind !== 'succeeds' && allowed.kind !== 'refused') return undefined;
    return isSameOutcome(allowed, outcomeOf(world, lenient, flow))
      ? undefined
      : [claim(world, strict, flow, allowed), claim(world, lenient, flow, allowed)];
  });
}

export function stopsNothing(model: ModelName): Law {
  return everyFlow((world, flow) => {
    const { kind } = outcomeOf(world, model, flow);
    return kind === 'fails' || kind === 'unreliable'
      ? [claim(world, model, flow, { kind: 'succeeds', stops: [] })]
      : undefined;
  });
}

/**
 * three-check is stateful and one permission more: what stateful lets through fails exactly where the destination's egress
 * admits the reply on no port that clients use, and is unreliable exactly where it admits it on some of them.
 */
export const replyNeedsEgress: Law = everyFlow((world, flow) => {
  const stateful = outcomeOf(world, 'stateful', flow);
  const expected = withReply(world, flow, stateful);
  return isSameOutcome(expected, outcomeOf(world, 'three-check', flow))
    ? undefined
    : [claim(world, 'stateful', flow, stateful), claim(world, 'three-check', flow, expected)];
});

const stopOfReply = { packet: 'reply', end: 'destination', direction: 'egress' } as const;

function withReply(world: Scenario, flow: GeneratedFlow, stateful: Outcome): Outcome {
  const isAnswered = stateful.kind === 'succeeds' || stateful.kind === 'refused';
  // A closed UDP port answers with an ICMP error, which no NetworkPolicy judges.
  if (!isAnswered || (stateful.kind === 'refused' && flow.protocol === 'UDP')) return stateful;
  const passes = replyPasses(world, flow);
  if (!passes.includes(false)) return stateful;
  return { kind: passes.includes(true) ? 'unreliable' : 'fails', stops: [stopOfReply] };
}

/** Whether the destination could send to each of the ports that the source may have, as if it opened a connection. */
function replyPasses(world: Scenario, { source, destination, protocol }: GeneratedFlow): readonly boolean[] {
  const [port, end] = ephemeralPorts;
  const back = flowText({ source: destination, destination: source, protocol, port }).replace(
    `:${port}/`,
    `:${port}-${end - 1}/`,
  );
  return casesOf(world.network, readQuestion(back, world.surroundings)).map(found => {
    const { stops } = outcomeOfVerdict(attempt(world.network, models.stateful, found));
    return !stops.some(stop => stop.end === 'source');
  });
}

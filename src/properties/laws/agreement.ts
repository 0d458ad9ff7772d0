import type { Protocol } from '../../addresses/port';
import { contains } from '../../addresses/spans';
import type { GeneratedFlow } from '../../arbitraries/flows';
import { attempt, type CaseVerdict } from '../../dataplane/attempt';
import { Refusal } from '../../english/refusal';
import { naiveVerdict } from '../../judge/naiveJudge';
import { reachBetween } from '../../reachability/reach';
import type { Scenario } from '../../scenario/scenario';
import { type ModelName, modelNames, models } from '../../settings/models';
import { defaultSettings, settingNames } from '../../settings/settings';
import { caseOf, claim, isSameOutcome, type Outcome, outcomeOf, outcomeOfVerdict } from '../outcome';
import { everyFlow, type Law } from './law';
import { judgedWorld, naiveFlows } from './naiveQuestion';

/** The judge shares no code with the walk: both must come to the same, stopped at the same point. */
export const judgeAgrees: Law = everyFlow((world, flow) => {
  for (const model of modelNames) {
    const judged = naiveOutcome(world, model, flow);
    if (!isSameOutcome(outcomeOf(world, model, flow), judged)) return [claim(world, model, flow, judged)];
  }
  return undefined;
});

/** The same, and the sets of ports, which share how peers are read with the walk. */
export const threeAgree: Law = everyFlow((world, flow) => {
  for (const model of modelNames) {
    const verdict = attempt(world.network, models[model], caseOf(world, flow));
    const walked = outcomeOfVerdict(verdict);
    const judged = naiveOutcome(world, model, flow);
    if (!isSameOutcome(walked, judged)) return [claim(world, model, flow, judged)];
    const reached = reachedOutcome(world, model, verdict);
    if (!isSamePermission(walked, reached, flow.protocol))
      return [claim(world, model, flow, { kind: reached, stops: [] })];
  }
  return undefined;
});

/** What the naive judge says, from every client port that may matter. */
function naiveOutcome({ state }: Scenario, model: ModelName, flow: GeneratedFlow): Outcome {
  if (settingNames.some(name => state.settings[name] !== defaultSettings[name]))
    throw new Refusal('The naive judge knows no settings: ask it in a cluster where all are as usual.');
  const judged = judgedWorld(state, model);
  const verdicts = naiveFlows(state, flow).map(each => naiveVerdict(judged, each));
  const stops = verdicts.flatMap((verdict): Outcome['stops'] => {
    if (verdict.kind !== 'fails') return [];
    const { end, direction, filter } = verdict;
    return [{ packet: packetOf(verdict), end, direction, ...(filter && { filter }) }];
  });
  const distinct = new Map(stops.map(stop => [JSON.stringify(stop), stop]));
  const passed = verdicts.find(({ kind }) => kind !== 'fails');
  const kind = !passed ? 'fails' : stops.length > 0 ? 'unreliable' : passed.kind;
  return { kind, stops: [...distinct.keys()].sort().flatMap(key => distinct.get(key) ?? []) };
}

/** Whether the one who opened the connection sent the packet. */
function packetOf({
  end,
  direction,
}: {
  readonly end: 'source' | 'destination';
  readonly direction: 'egress' | 'ingress';
}): 'request' | 'reply' {
  return (end === 'source') === (direction === 'egress') ? 'request' : 'reply';
}

/** What the sets of ports say; on no port that is closed do they know of it. */
function reachedOutcome(world: Scenario, model: ModelName, { case: asked }: CaseVerdict) {
  const { source, destination, protocol, ports } = asked;
  const reach = reachBetween(world.network, models[model], source, destination);
  if (contains(reach.succeeds[protocol], ports[0])) return 'succeeds';
  return contains(reach.unreliable[protocol], ports[0]) ? 'unreliable' : 'fails';
}

function isSamePermission(
  { kind }: Outcome,
  reached: ReturnType<typeof reachedOutcome>,
  protocol: Protocol,
): boolean {
  if (kind !== 'refused') return kind === reached;
  // A closed UDP port answers with an error that no policy judges, where an answer proper might be stopped.
  return protocol === 'UDP' || reached === 'succeeds';
}

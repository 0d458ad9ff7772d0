import type { Protocol } from '../../addresses/port';
import { contains } from '../../addresses/spans';
import { attempt, type CaseVerdict } from '../../dataplane/attempt';
import { Refusal } from '../../english/refusal';
import { naiveVerdict } from '../../judge/naiveJudge';
import { reachBetween } from '../../reachability/reach';
import type { Scenario } from '../../scenario/scenario';
import { type ModelName, modelNames, models } from '../../settings/models';
import { defaultSettings, settingNames } from '../../settings/settings';
import { caseOf, claim, isSameOutcome, type Outcome, outcomeOfVerdict } from '../outcome';
import { everyFlow, type Law } from './law';

/** The judge shares no code with the walk, and the sets share how peers are read: all three must come to the same, stopped at the same point. */
export const threeAgree: Law = everyFlow((world, flow) => {
  for (const model of modelNames) {
    const verdict = attempt(world.network, models[model], caseOf(world, flow));
    const walked = outcomeOfVerdict(verdict);
    const judged = naiveOutcome(world, model, verdict);
    if (!isSameOutcome(walked, judged)) return [claim(world, model, flow, judged)];
    const reached = reachedOutcome(world, model, verdict);
    if (!isSamePermission(walked, reached, flow.protocol))
      return [claim(world, model, flow, { kind: reached, stops: [] })];
  }
  return undefined;
});

/** What the naive judge says for the first and the last client port of every range that the walk tells apart. */
function naiveOutcome(world: Scenario, model: ModelName, { case: asked, walks }: CaseVerdict): Outcome {
  const { cluster, settings } = world.network;
  if (settingNames.some(name => settings[name] !== defaultSettings[name]))
    throw new Refusal('The naive judge knows no settings: ask it in a cluster where all are as usual.');
  const judged = { cluster, policies: [...world.state.policies.values()], model: models[model] };
  const { source, destination, protocol, ports } = asked;
  const verdicts = walks.flatMap(({ sourcePorts: [first, end] }) =>
    [first, end - 1].map(sourcePort =>
      naiveVerdict(judged, { source, destination, protocol, sourcePort, destinationPort: ports[0] }),
    ),
  );
  const stops = verdicts.flatMap(verdict =>
    verdict.kind === 'fails'
      ? [{ packet: packetOf(verdict), end: verdict.end, direction: verdict.direction }]
      : [],
  );
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

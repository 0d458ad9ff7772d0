import { endText, flowText, type GeneratedFlow } from '../../arbitraries/flows';
import { attempt } from '../../dataplane/attempt';
import { casesOf } from '../../dataplane/cases';
import { readQuestion } from '../../english/question';
import { quietScenario } from '../../scenario/quietScenario';
import type { Scenario, State } from '../../scenario/scenario';
import { listServices } from '../../scenario/services';
import { type ModelName, modelNames, models } from '../../settings/models';
import { claim, outcomeOf } from '../outcome';
import { always, type Law } from './law';

/** The port that clients dial; it leads to the one that the flow asks for. */
const dialled = 7;

/** Nodes rewrite the address before policy is judged: what lies behind a Service is judged, and never the Service. */
export const sameThroughService: Law = always(({ state, flows }) => {
  for (const flow of flows) {
    const table = serviceTable(state, flow);
    if (!table) continue;
    const world = quietScenario(state);
    listServices(world, table);
    const [, [service = ''] = []] = table;
    const through = `${endText(flow.source)} → service/${service}:${dialled}/${flow.protocol}`;
    for (const model of modelNames) {
      const direct = outcomeOf(world, model, flow);
      if (kindThrough(world, model, through) === direct.kind) continue;
      const plain = { ...direct, stops: [] };
      const said = claim(world, model, flow, plain);
      return [
        {
          state,
          deeds: [{ text: 'the services:', table }],
          claims: [{ text: said }, { text: said.replace(flowText(flow), through) }],
        },
      ];
    }
  }
  return undefined;
});

/** A Service of which the destination is the only endpoint; pods that ask themselves are left out. */
function serviceTable(
  { cluster }: State,
  { source, destination, protocol, port }: GeneratedFlow,
): readonly (readonly string[])[] | undefined {
  if (source.kind !== 'pod' || destination.kind !== 'pod' || source.key === destination.key) return undefined;
  const pod = cluster.pods.get(destination.key);
  const labels = Object.entries(pod?.labels ?? {});
  const alike = [...cluster.pods.values()].filter(
    other =>
      other.namespace === pod?.namespace && labels.every(([key, value]) => other.labels[key] === value),
  );
  const address = destination.address ?? pod?.addresses[0];
  if (!pod || labels.length === 0 || alike.length > 1 || !address) return undefined;
  const selector = labels.map(([key, value]) => `${key}=${value}`).join(', ');
  const clusterIp = address.family === 'IPv4' ? '10.96.0.20' : 'fd00:10:96::20';
  return [
    ['service', 'ports', 'selector', 'cluster ip'],
    [`${pod.namespace}/dialled`, `${dialled} → ${port}/${protocol}`, selector, clusterIp],
  ];
}

function kindThrough(world: Scenario, model: ModelName, flow: string): string {
  const [only, ...others] = casesOf(world.network, readQuestion(flow, world.surroundings));
  if (!only || others.length > 0) throw new Error(`${flow} is not one case`);
  return attempt(world.network, models[model], only).kind;
}

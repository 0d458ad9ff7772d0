import type { Network } from '../dataplane/network';
import { Refusal } from '../english/refusal';
import type { ReachabilityPicture } from '../page/scenarioSummary';
import type { PortSets } from '../policy/portSets';
import type { Reach } from '../reachability/answers';
import { portsText } from '../report/connections/words';
import { type ModelName, models, upstreamModel } from '../settings/models';
import { type Grid, gridOf } from './reachabilityGrid';
import type { Scenario } from './scenario';

/** Beyond these nobody finds a cell of the matrix. */
const mostWorkloads = 40;

export type Pictured = ReachabilityPicture | { readonly without: string };

const drawn = new WeakMap<Network, Map<string, Pictured>>();

/** Who reaches whom in the present state, or why that is not told. Worked out once a state. */
export function reachabilityPicture(scenario: Scenario): Pictured {
  const { model } = scenario.state;
  const known = drawn.get(scenario.network) ?? new Map<string, Pictured>();
  drawn.set(scenario.network, known);
  const key = `${model} ${scenario.namespace}`;
  const picture = known.get(key) ?? draw(scenario, model);
  known.set(key, picture);
  return picture;
}

function draw(scenario: Scenario, model: ModelName): Pictured {
  const { network, namespace } = scenario;
  if (network.cluster.pods.size === 0) return { without: 'The scenario lists no pod.' };
  let grid: Grid;
  try {
    grid = gridOf(scenario);
  } catch (error) {
    if (error instanceof Refusal)
      return { without: 'More than NetworkPolicy under one model decides here; the verdicts tell it.' };
    throw error;
  }
  const { workloads } = grid;
  if (workloads.length > mostWorkloads)
    return { without: `There are ${workloads.length} workloads; up to ${mostWorkloads} are shown.` };
  const answers = new Answers();
  const numbered = (name: ModelName) =>
    grid.under(name).map(row => row.map(reach => (reach ? answers.number(reach) : -1)));
  const cells = numbered(model);
  const upstream = isAsUpstream(network, model) ? cells : numbered(upstreamModel);
  const shown = shownNames(
    workloads.map(({ name }) => name),
    namespace,
  );
  return {
    workloads: workloads.map(({ namespace: own, pods }, i) => ({
      name: shown[i] ?? '',
      namespace: own,
      pods: pods.length,
      isolated: (['ingress', 'egress'] as const).filter(
        direction => pods[0] && network.policies.isolating(pods[0], direction).length > 0,
      ),
    })),
    answers: answers.all,
    cells,
    upstream: cells.flatMap((row, i) =>
      row.flatMap((answer, j): [number, number, number][] => {
        const other = upstream[i]?.[j] ?? -1;
        return other === answer ? [] : [[i, j, other]];
      }),
    ),
  };
}

/** Models that judge requests alike part over replies, which nothing stops where no pod is isolated. */
function isAsUpstream({ policies }: Network, model: ModelName): boolean {
  return model === upstreamModel || (models[model].request.length > 0 && policies.policies.length === 0);
}

const texts = new WeakMap<PortSets, string>();

function textOf(ports: PortSets): string {
  const known = texts.get(ports) ?? portsText(ports);
  texts.set(ports, known);
  return known;
}

/** Every different answer, with a number. */
class Answers {
  readonly all: ReachabilityPicture['answers'] = [];
  readonly #numbers = new Map<string, number>();

  number({ succeeds, unreliable }: Reach): number {
    const answer = { ports: textOf(succeeds), unreliable: textOf(unreliable) };
    const key = `${answer.ports} ${answer.unreliable}`;
    const number = this.#numbers.get(key) ?? this.all.push(answer) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}

/** As sentences call them: bare within the scenario's namespace, and without their kinds where no two are called alike. */
function shownNames(names: readonly string[], namespace: string): readonly string[] {
  const own = names.map(name => (name.startsWith(`${namespace}/`) ? name.slice(namespace.length + 1) : name));
  const bare = own.map(name => name.replace(/\[\w+\]/, ''));
  return own.map((name, i) =>
    bare.filter(other => other === bare[i]).length > 1 ? name : (bare[i] ?? name),
  );
}

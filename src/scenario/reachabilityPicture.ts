import type { Network } from '../dataplane/network';
import { Refusal } from '../english/refusal';
import type { ReachabilityPicture } from '../page/scenarioSummary';
import type { AllPairs } from '../reachability/allPairs';
import { type Workload, workloadsOf } from '../reachability/workloads';
import { portsText } from '../report/connections/words';
import { type ModelName, upstreamModel } from '../settings/models';
import { allPairsOf } from './allPairsOf';
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
  let pairs: AllPairs;
  try {
    pairs = allPairsOf(scenario);
  } catch (error) {
    if (error instanceof Refusal)
      return { without: 'NetworkPolicy alone would be shown, and more stands on the way here.' };
    throw error;
  }
  const workloads = workloadsOf(pairs, network.policies.policies);
  if (workloads.length > mostWorkloads)
    return { without: `There are ${workloads.length} workloads; up to ${mostWorkloads} are shown.` };
  const answers = new Answers(pairs);
  const rows = workloads.map(from => rowOf(pairs, model, from, workloads));
  const upstream =
    model === upstreamModel ? rows : workloads.map(from => rowOf(pairs, upstreamModel, from, workloads));
  return {
    workloads: workloads.map(workload => ({
      name: shownName(workload, namespace),
      namespace: workload.namespace,
      pods: workload.pods.length,
      isolated: isolatedFor(network, workload),
    })),
    cells: rows.map(row => row.map(answer => answers.number(answer))),
    upstream: rows.flatMap((row, i) =>
      row.flatMap((answer, j): [number, number, number][] => {
        const other = upstream[i]?.[j] ?? -1;
        return other === answer ? [] : [[i, j, answers.number(other)]];
      }),
    ),
    answers: answers.all,
  };
}

/** A pod that nobody else is like always reaches itself. */
function rowOf(
  pairs: AllPairs,
  model: ModelName,
  from: Workload,
  workloads: readonly Workload[],
): readonly number[] {
  const answerFor = pairs.row(model, from.owner);
  return workloads.map(to => (to === from && to.pods.length === 1 ? -1 : answerFor(to.owner)));
}

/** Numbers answers anew, as few are in use. */
class Answers {
  readonly all: ReachabilityPicture['answers'] = [];
  readonly #numbers = new Map<number, number>();
  readonly #pairs: AllPairs;

  constructor(pairs: AllPairs) {
    this.#pairs = pairs;
  }

  number(answer: number): number {
    if (answer < 0) return -1;
    const known = this.#numbers.get(answer);
    if (known !== undefined) return known;
    const { succeeds, unreliable } = this.#pairs.reachOf(answer);
    const number = this.all.push({ ports: portsText(succeeds), unreliable: portsText(unreliable) }) - 1;
    this.#numbers.set(answer, number);
    return number;
  }
}

function isolatedFor({ policies }: Network, { pods: [pod] }: Workload): ('ingress' | 'egress')[] {
  return (['ingress', 'egress'] as const).filter(
    direction => pod !== undefined && policies.isolating(pod, direction).length > 0,
  );
}

/** As sentences call it: bare within the scenario's namespace, and a pod without its kind. */
function shownName({ name }: Workload, namespace: string): string {
  const bare = name.startsWith(`${namespace}/`) ? name.slice(namespace.length + 1) : name;
  return bare.replace('[Pod]', '');
}

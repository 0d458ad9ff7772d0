import { podKey } from '../cluster/pod';
import { partyOf } from '../dataplane/candidates';
import type { Network } from '../dataplane/network';
import type { Reach } from '../reachability/answers';
import { reachBetween } from '../reachability/reach';
import { type Workload, workloadsOf } from '../reachability/workloads';
import { type ModelName, models } from '../settings/models';
import { defaultSettings } from '../settings/settings';
import { allPairsOf, refuseBeyondPolicy } from './allPairsOf';
import type { Scenario } from './scenario';

/** Workloads, and who of them reaches whom. */
export interface Grid {
  readonly workloads: readonly Pick<Workload, 'name' | 'namespace' | 'pods'>[];
  /** The row sends, the column receives; a pod that nobody else is like is not asked about itself. */
  readonly under: (model: ModelName) => readonly (readonly (Reach | undefined)[])[];
}

/** Among so few, each pair is asked about before the engine for many is ready. */
const few = 6;

/** @throws {Refusal} where more decides than NetworkPolicy under a model */
export function gridOf(scenario: Scenario): Grid {
  const { network } = scenario;
  refuseBeyondPolicy(network);
  return pairwise(network) ?? allAtOnce(scenario);
}

/** Nothing where pods are replicas, or have other than one address of one family, or settings say more than models. */
function pairwise(network: Network): Grid | undefined {
  const pods = [...network.cluster.pods.values()];
  if (pods.length > few || network.settings !== defaultSettings) return undefined;
  const addresses = pods.map(pod => network.addresses.ofPod(pod));
  const [family] = addresses.flatMap(all => all.map(address => address.family));
  const isPlain = addresses.every(([only, ...others]) => only?.family === family && others.length === 0);
  if (!isPlain || pods.some(({ owner }) => owner)) return undefined;
  const parties = pods
    .flatMap((pod, i) =>
      (addresses[i] ?? []).map(address => ({ pod, party: partyOf(network, pod, address) })),
    )
    .sort((a, b) => (podKey(a.pod) < podKey(b.pod) ? -1 : 1));
  return {
    workloads: parties.map(({ pod }) => ({
      name: `${podKey(pod)}[Pod]`,
      namespace: pod.namespace,
      pods: [pod],
    })),
    under: model =>
      parties.map(from =>
        parties.map(to =>
          to === from ? undefined : reachBetween(network, models[model], from.party, to.party),
        ),
      ),
  };
}

function allAtOnce(scenario: Scenario): Grid {
  const pairs = allPairsOf(scenario);
  const workloads = workloadsOf(pairs, scenario.network.policies.policies);
  return {
    workloads,
    under: model =>
      workloads.map(from => {
        const answerFor = pairs.row(model, from.owner);
        return workloads.map(to =>
          to === from && to.pods.length === 1 ? undefined : pairs.reachOf(answerFor(to.owner)),
        );
      }),
  };
}

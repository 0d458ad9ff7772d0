import { freeName } from '../arbitraries/freeName';
import type { Certain } from '../arbitraries/labelSets';
import { chained, combined, type Listed, listOf } from '../arbitraries/listed';
import { possibleNamespaces, standingNamespaces } from '../arbitraries/possibleNamespaces';
import { possiblePods, type Wanted } from '../arbitraries/possiblePods';
import { planOneMore } from '../cluster/addressPlan';
import { type Cluster, withNamespaces, withPods } from '../cluster/cluster';
import { type Pod, podKey } from '../cluster/pod';
import { namespaceOf, type Scenario, type State } from '../scenario/scenario';
import { readersOf } from './readers';
import type { Spoken } from './spoken';

/** Where something is added; neither: anywhere. */
export interface Where {
  readonly to?: string;
  readonly outside?: string;
}

/** Every state with one pod more, the plainest first. */
export interface PodAddition extends Listed<State> {
  /** By `namespace/name`, what `it` stands for in a state. */
  readonly itIn: (state: State) => string;
}

/** Every state with one pod more: in a namespace that there is, or in one that comes with it. */
export function podStates(
  scenario: Scenario,
  { to, outside }: Where,
  certain: Certain,
  spoken: Pick<Spoken, 'flow' | 'model'>,
): PodAddition {
  const { state } = scenario;
  const { cluster } = state;
  const policies = [...state.policies.values()];
  const taken = [...cluster.pods.values()].map(pod => pod.name);
  const name = freeName('new-pod', taken);
  const wanted = { ...readersOf(scenario, spoken), ...certain, name };
  const withPodOf = (around: Cluster, pod: Pod): State => withOnePod(state, around, pod);
  const among = (around: Cluster, namespaces: Wanted['namespaces']): Listed<State> =>
    combined(possiblePods(around, policies, { ...wanted, namespaces }), listOf([around]), (pod, all) =>
      withPodOf(all, pod),
    );
  const standing = standingNamespaces(cluster, policies).filter(namespace => namespace !== outside);
  const states =
    to === undefined
      ? chained([
          among(cluster, standing),
          ...possibleNamespaces(cluster, policies).map(added =>
            among(withNamespaces(cluster, [added]), [added[0]]),
          ),
        ])
      : among(cluster, [to]);
  const itIn = ({ cluster: after }: State): string => {
    const added = [...after.pods.values()].find(pod => pod.name === name);
    return added ? podKey(added) : name;
  };
  return { ...states, itIn };
}

/** Bare names mean what they meant before. */
function withOnePod(state: State, around: Cluster, pod: Pod): State {
  const after = { ...state, cluster: withPods(around, [pod]) };
  planOneMore(state.cluster, after.cluster, pod);
  const before = namespaceOf(state);
  const holdsPods = [...state.cluster.pods.values()].some(({ namespace }) => namespace === before);
  return holdsPods && namespaceOf(after) !== before ? { ...after, namespace: before } : after;
}

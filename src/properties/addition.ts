import type fc from 'fast-check';
import { newPods } from '../arbitraries/newPods';
import { networkPolicies } from '../arbitraries/policies';
import { vocabularyOf } from '../arbitraries/vocabulary';
import { namespacesOf, withPods } from '../cluster/cluster';
import { podKey } from '../cluster/pod';
import { knownNamespace } from '../english/endpoint';
import { readSomeLabels } from '../english/labels';
import { Refusal } from '../english/refusal';
import type { Labels } from '../kubernetes/objects';
import type { Scenario, State } from '../scenario/scenario';
import { withPolicy } from './rewrites/policies';

/** Something that a cluster could get, which a claim holds for whatever it is. */
export interface Addition {
  /** The state with it. */
  readonly states: fc.Arbitrary<State>;
  /** By `namespace/name`, what `it` stands for in a state; absent where nothing can be called so. */
  readonly itIn?: (state: State) => string;
}

const forms =
  'write "pod that could be added to namespace shop", "pod not labelled app=web that could be added", "pod that could be added outside namespace shop" or "policy that could be added to namespace shop"';
const places =
  /^(pod|policy)(?: (not )?labelled (\S.*?))? that could be added(?: (to|outside) namespace (\S+))?$/i;

/** `pod not labelled role=api that could be added to namespace shop`, `policy that could be added to namespace shop`. */
export function readAddition(scenario: Scenario, text: string): Addition {
  const [, kind, not, labels, where, namespace] = places.exec(text.trim()) ?? [];
  if (!kind) throw new Refusal(`"${text}" is nothing that could be added: ${forms}.`);
  const namespaces = namespacesMeant(scenario, where?.toLowerCase(), namespace);
  if (kind.toLowerCase() === 'policy') {
    if (labels !== undefined)
      throw new Refusal(`"${text}": a policy is not told by its labels; leave them out.`);
    return { states: policyStates(scenario, namespaces) };
  }
  const wanted = labels === undefined ? undefined : readSomeLabels(labels);
  return podStates(scenario, namespaces, { ...(wanted && { [not ? 'without' : 'having']: wanted }) });
}

function namespacesMeant(
  scenario: Scenario,
  where: string | undefined,
  written: string | undefined,
): readonly string[] {
  const { surroundings } = scenario;
  const known = namespacesOf(surroundings.cluster);
  if (written === undefined) return known;
  const namespace = knownNamespace(written, surroundings);
  if (where === 'to') return [namespace];
  const others = known.filter(name => name !== namespace);
  if (others.length === 0)
    throw new Refusal(`There is no namespace but ${namespace}: list the others, or pods in them, first.`);
  return others;
}

function podStates(
  { state }: Scenario,
  namespaces: readonly string[],
  { having = {}, without }: { readonly having?: Labels; readonly without?: Labels },
): Addition {
  const { cluster } = state;
  const { podLabels } = vocabularyOf(cluster, [...state.policies.values()]);
  const name = freeName(state, 'new-pod', namespaces);
  const pods = newPods(cluster, { namespaces, podLabels }, name)
    .map(pod => ({ ...pod, labels: { ...pod.labels, ...having } }))
    .filter(
      ({ labels }) => !without || !Object.entries(without).every(([key, value]) => labels[key] === value),
    );
  return {
    states: pods.map(pod => ({ ...state, cluster: withPods(cluster, [pod]) })),
    itIn: after => {
      const added = [...after.cluster.pods.values()].find(pod => pod.name === name);
      return added ? podKey(added) : name;
    },
  };
}

function policyStates({ state }: Scenario, namespaces: readonly string[]): fc.Arbitrary<State> {
  const words = vocabularyOf(state.cluster, [...state.policies.values()]);
  const names = [...state.policies.values()].map(({ metadata }) => metadata.name);
  const name = unused('new-policy', names);
  return networkPolicies({ ...words, namespaces }, { minLength: 1, maxLength: 1 }).map(policies =>
    policies.reduce(
      (known, policy) => withPolicy(known, { ...policy, metadata: { ...policy.metadata, name } }),
      state,
    ),
  );
}

function freeName({ cluster }: State, wanted: string, namespaces: readonly string[]): string {
  const inThem = [...cluster.pods.values()].filter(({ namespace }) => namespaces.includes(namespace));
  return unused(
    wanted,
    inThem.map(({ name }) => name),
  );
}

function unused(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let i = 2; taken.includes(name); i++) name = `${wanted}-${i}`;
  return name;
}

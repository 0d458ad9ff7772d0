import fc from 'fast-check';
import { networkPolicies } from '../arbitraries/policies';
import { possiblePods } from '../arbitraries/possiblePods';
import { vocabularyOf } from '../arbitraries/vocabulary';
import { namespacesOf, withPods } from '../cluster/cluster';
import { type Pod, podKey } from '../cluster/pod';
import { knownNamespace } from '../english/endpoint';
import { readSomeLabels } from '../english/labels';
import { Refusal } from '../english/refusal';
import type { Labels, NetworkPolicy } from '../kubernetes/objects';
import type { Scenario, State } from '../scenario/scenario';
import { withPolicy } from './rewrites/policies';

/** What a cluster could get, and what a claim is to hold of, whatever it is. */
export interface Addition {
  /** The state with it. */
  readonly states: fc.Arbitrary<State>;
  /** How many there are, where all can be tried: then they come one after the other, the plainest first. */
  readonly all?: { readonly count: number; readonly nth: (number: number) => State };
  /** By `namespace/name`, what `it` stands for in a state; absent where nothing can be called so. */
  readonly itIn?: (state: State) => string;
}

const forms =
  'write "pod that could be added to namespace shop", "pod not labelled app=web that could be added", "pod that could be added outside namespace shop" or "policy that could be added to namespace shop"';
const form = /^(pod|policy|policies)( .*)? that could be added(?: (to|outside) namespace (\S+))?$/i;

/**
 * `pod labelled tier=web and not labelled role=api that could be added to namespace shop`, `policy that could be added`,
 * `policies that could be added outside namespace shop`.
 *
 * @param flow what is claimed of it
 */
export function readAddition(scenario: Scenario, text: string, flow: string): Addition {
  const [, kind, labelled = '', where, namespace] = form.exec(text.trim()) ?? [];
  if (!kind) throw new Refusal(`"${text}" is nothing that could be added: ${forms}.`);
  const namespaces = namespacesMeant(scenario, where?.toLowerCase(), namespace);
  const wanted = labelled === '' ? {} : readLabelled(labelled.trim(), text);
  if (kind.toLowerCase() === 'pod')
    return podStates(scenario, namespaces, { ...wanted, ports: portsIn(flow) });
  if (labelled !== '') throw new Refusal(`"${text}": policies are not told by labels; leave them out.`);
  return { states: policyStates(scenario, namespaces, kind.toLowerCase() === 'policy' ? 1 : 4) };
}

/** Labels that a pod has, and labels of which it has none. */
interface Labelled {
  readonly having?: Labels;
  readonly lacking?: readonly (readonly [string, string])[];
}

function readLabelled(written: string, text: string): Labelled {
  const parts = written.split(/ and (?=(?:not )?labelled )/).map(part => {
    const [, not, labels = ''] = /^(not )?labelled (\S.*)$/.exec(part) ?? [];
    if (labels === '') throw new Refusal(`"${text}" is nothing that could be added: ${forms}.`);
    const pairs = Object.entries(readSomeLabels(labels));
    if (not && pairs.length > 1) throw new Refusal(bothOrNeither(labels, pairs));
    return { not: not !== undefined, pairs };
  });
  const having = parts.filter(({ not }) => !not).flatMap(({ pairs }) => pairs);
  return {
    ...(having.length > 0 && { having: Object.fromEntries(having) }),
    lacking: parts.filter(({ not }) => not).flatMap(({ pairs }) => pairs),
  };
}

function bothOrNeither(labels: string, pairs: readonly (readonly [string, string])[]): string {
  const neither = pairs.map(([key, value]) => `not labelled ${key}=${value}`).join(' and ');
  return `"not labelled ${labels}" could mean neither, or not both: write "${neither}" for neither.`;
}

/** The port that a flow asks for, if it is written as a number. */
function portsIn(flow: string): readonly number[] {
  const [, port] = /:(\d+)(?:\/\w+)?$/.exec(flow.trim()) ?? [];
  return port === undefined ? [] : [Number(port)];
}

function namespacesMeant(
  scenario: Scenario,
  where: string | undefined,
  written: string | undefined,
): readonly string[] {
  const { surroundings } = scenario;
  const known = namespacesOf(surroundings.cluster);
  if (known.length === 0)
    throw new Refusal('There is no namespace that it could be added to: list namespaces, or pods, first.');
  if (written === undefined) return known;
  const namespace = knownNamespace(written, surroundings);
  if (where === 'to') return [namespace];
  const others = known.filter(name => name !== namespace);
  if (others.length === 0)
    throw new Refusal(`There is no namespace but ${namespace}: list the others, or pods in them, first.`);
  return others;
}

/** As many as are tried one after the other; of more a number is drawn. */
const mostTried = 20_000;

function podStates(
  { state }: Scenario,
  namespaces: readonly string[],
  { having, lacking = [], ports }: Labelled & { readonly ports: readonly number[] },
): Addition {
  const { cluster } = state;
  const name = freeName(state, 'new-pod', namespaces);
  const wanted = { name, namespaces, ports, ...(having && { labels: having }) };
  const { count, nth } = possiblePods(cluster, [...state.policies.values()], wanted);
  const isMeant = ({ labels }: Pod): boolean => lacking.every(([key, value]) => labels[key] !== value);
  const withPod = (pod: Pod): State => ({ ...state, cluster: withPods(cluster, [pod]) });
  const itIn = (after: State): string => {
    const added = [...after.cluster.pods.values()].find(pod => pod.name === name);
    return added ? podKey(added) : name;
  };
  const states = fc
    .nat(count - 1)
    .map(nth)
    .filter(isMeant)
    .map(withPod);
  if (count > mostTried) return { states, itIn };
  const meant = Array.from({ length: count }, (_, i) => nth(i)).filter(isMeant);
  return { states, itIn, all: { count: meant.length, nth: i => withPod(meant[i] ?? nth(i)) } };
}

/** With as many policies as that, at most. */
function policyStates(
  { state }: Scenario,
  namespaces: readonly string[],
  maxLength: number,
): fc.Arbitrary<State> {
  const words = vocabularyOf(state.cluster, state.policies.values());
  const taken = [...state.policies.values()].map(({ metadata }) => metadata.name);
  const named = (policy: NetworkPolicy, i: number): NetworkPolicy => {
    const name = unused(i === 0 ? 'new-policy' : `new-policy-${i + 1}`, taken);
    return { ...policy, metadata: { ...policy.metadata, name } };
  };
  return networkPolicies({ ...words, namespaces }, { minLength: 1, maxLength }).map(policies =>
    policies.map(named).reduce(withPolicy, state),
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

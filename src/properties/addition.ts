import type fc from 'fast-check';
import { freeName } from '../arbitraries/freeName';
import type { Certain } from '../arbitraries/labelSets';
import { networkPolicies } from '../arbitraries/policies';
import { vocabularyOf } from '../arbitraries/vocabulary';
import { namespacesOf } from '../cluster/cluster';
import { knownNamespace } from '../english/endpoint';
import { readSomeLabels } from '../english/labels';
import { Refusal } from '../english/refusal';
import type { NetworkPolicy } from '../kubernetes/objects';
import type { Scenario, State } from '../scenario/scenario';
import { type PodAddition, podStates, type Where } from './podStates';
import { withPolicy } from './rewrites/policies';
import type { Spoken } from './spoken';

/** What a cluster could get, and what a claim is to hold of, whatever it is. */
export type Addition = PodAddition | { readonly states: fc.Arbitrary<State> };

const forms =
  'write "pod that could be added to namespace shop", "pod not labelled app=web that could be added", "pod that could be added outside namespace shop" or "policy that could be added to namespace shop"';
const form = /^(pod|policy|policies)( .*)? that could be added(?: (to|outside) namespace (\S+))?$/i;

/**
 * `pod labelled tier=web and not labelled role=api that could be added to namespace shop`, `policy that could be added`,
 * `policies that could be added outside namespace shop`.
 *
 * @param spoken what is claimed of it
 */
export function readAddition(
  scenario: Scenario,
  text: string,
  spoken: Pick<Spoken, 'flow' | 'model'>,
): Addition {
  const [, kind, labelled = '', preposition, namespace] = form.exec(text.trim()) ?? [];
  if (!kind) throw new Refusal(`"${text}" is nothing that could be added: ${forms}.`);
  if (namespacesOf(scenario.surroundings.cluster).length === 0)
    throw new Refusal('There is no namespace that it could be added to: list namespaces, or pods, first.');
  const where = namespace === undefined ? {} : readWhere(scenario, preposition, namespace);
  const certain = labelled === '' ? {} : readLabelled(labelled.trim(), text);
  if (kind.toLowerCase() === 'pod') return podStates(scenario, where, certain, spoken);
  if (labelled !== '') throw new Refusal(`"${text}": policies are not told by labels; leave them out.`);
  return { states: policyStates(scenario, where, kind.toLowerCase() === 'policy' ? 1 : 4) };
}

function readWhere({ surroundings }: Scenario, preposition: string | undefined, written: string): Where {
  const namespace = knownNamespace(written, surroundings);
  return preposition?.toLowerCase() === 'to' ? { to: namespace } : { outside: namespace };
}

function readLabelled(written: string, text: string): Certain {
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

/** With as many policies as that, at most. */
function policyStates({ state }: Scenario, { to, outside }: Where, maxLength: number): fc.Arbitrary<State> {
  const namespaces = to === undefined ? namespacesOf(state.cluster).filter(name => name !== outside) : [to];
  if (namespaces.length === 0)
    throw new Refusal(`There is no namespace but ${outside}: list the others, or pods in them, first.`);
  const words = vocabularyOf(state.cluster, state.policies.values());
  const taken = [...state.policies.values()].map(({ metadata }) => metadata.name);
  const named = (policy: NetworkPolicy, i: number): NetworkPolicy => {
    const name = freeName(i === 0 ? 'new-policy' : `new-policy-${i + 1}`, taken);
    return { ...policy, metadata: { ...policy.metadata, name } };
  };
  return networkPolicies({ ...words, namespaces }, { minLength: 1, maxLength }).map(policies =>
    policies.map(named).reduce(withPolicy, state),
  );
}

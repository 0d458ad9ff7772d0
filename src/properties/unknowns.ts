import fc from 'fast-check';
import { clusters } from '../arbitraries/clusters';
import { firewallDraws } from '../arbitraries/firewalls';
import { flowBetween, flowDraws, flowEnds } from '../arbitraries/flows';
import { networkPolicies } from '../arbitraries/policies';
import { smallVocabulary, type Vocabulary, vocabularyOf } from '../arbitraries/vocabulary';
import { noFirewalls } from '../dataplane/firewalls';
import { knownNamespace } from '../english/endpoint';
import { Refusal } from '../english/refusal';
import type { Scenario, State } from '../scenario/scenario';
import type { Trial } from './laws/law';
import { withPolicy } from './rewrites/policies';

type Change = (state: State) => State;

/** What a scenario leaves open: a sentence that begins with "any". */
export interface Unknown {
  readonly words: string;
  /** Every change of the state that the sentence may stand for. */
  readonly draws: (words: Vocabulary) => fc.Arbitrary<Change>;
}

const unknowns = new WeakMap<Scenario, readonly Unknown[]>();

export function unknownsOf(scenario: Scenario): readonly Unknown[] {
  return unknowns.get(scenario) ?? [];
}

function leaveOpen(scenario: Scenario, unknown: Unknown, after: string): void {
  unknowns.set(scenario, [...unknownsOf(scenario), unknown]);
  scenario.seal(`This scenario speaks of ${unknown.words}: ${after}`);
}

const afterClusters =
  'it has pods, nodes and namespaces of its own. What may follow is "any policies", "any network ACLs and security groups", and what holds whatever they are, such as "Then a pod always reaches itself".';
const afterOthers =
  'say what is certain before that, and after it what holds whatever they are, such as "Then a pod always reaches itself". A verdict on one flow is written "for any policy that could be added, frontend → backend:80 fails", with nothing left open.';

/** `any cluster`. */
export function anyCluster(scenario: Scenario): void {
  if (unknownsOf(scenario).length > 0)
    throw new Refusal('"any cluster" comes before whatever else is left open.');
  if (scenario.state.cluster.pods.size > 0)
    throw new Refusal(
      '"any cluster" has pods of its own. To leave open which policies there are for the pods that are listed, write "any policies".',
    );
  leaveOpen(
    scenario,
    {
      words: 'any cluster',
      draws: words => clusters(words).map(cluster => state => ({ ...state, cluster })),
    },
    afterClusters,
  );
}

/** `any policies`, `any policies in namespace shop`: beside those that there are. */
export function anyPolicies(scenario: Scenario, namespace?: string): void {
  const isOpen = unknownsOf(scenario).some(({ words }) => words === 'any cluster');
  if (!isOpen && scenario.state.cluster.pods.size === 0)
    throw new Refusal('"any policies" has nothing to isolate: list pods first, or write "any cluster".');
  const where = namespace === undefined ? undefined : homeOf(scenario, namespace, isOpen);
  leaveOpen(
    scenario,
    {
      words: where === undefined ? 'any policies' : `any policies in namespace ${where}`,
      draws: words =>
        networkPolicies(where === undefined ? words : { ...words, namespaces: [where] }).map(
          policies => state => policies.reduce(withPolicy, state),
        ),
    },
    afterOthers,
  );
}

/** `any network ACLs and security groups`: on the pods that there are. */
export function anyFirewalls(scenario: Scenario): void {
  if (scenario.state.firewalls !== noFirewalls)
    throw new Refusal(
      '"any network ACLs and security groups" takes the place of firewalls, so write none before it.',
    );
  leaveOpen(
    scenario,
    {
      words: 'any network ACLs and security groups',
      draws: () =>
        firewallDraws.map(draw => state => ({ ...state, firewalls: draw([...state.cluster.pods.keys()]) })),
    },
    afterOthers,
  );
}

function homeOf(scenario: Scenario, namespace: string, isOpen: boolean): string {
  if (isOpen && smallVocabulary.namespaces.includes(namespace)) return namespace;
  if (isOpen)
    throw new Refusal(
      `The namespaces of any cluster are ${smallVocabulary.namespaces.join(', ')}, and none is "${namespace}".`,
    );
  return knownNamespace(namespace, scenario.state);
}

/** What is drawn for a scenario: the words that its policies may use, and trials of it. */
export function trialsOf(scenario: Scenario): {
  readonly words: Vocabulary;
  readonly trials: fc.Arbitrary<Trial>;
} {
  const open = unknownsOf(scenario);
  const { state } = scenario;
  const isOpen = open.some(({ words }) => words === 'any cluster');
  const words = isOpen ? smallVocabulary : vocabularyOf(state.cluster, state.policies.values());
  const changes = fc.tuple(...open.map(({ draws }) => draws(words)));
  const asked = fc.array(flowDraws(words), { minLength: 6, maxLength: 10 });
  return {
    words,
    trials: fc.tuple(changes, asked).map(([drawn, draws]) => {
      const after = drawn.reduce((known, change) => change(known), state);
      const ends = flowEnds(after.cluster, words);
      return { state: after, flows: draws.flatMap(draw => flowBetween(ends, draw) ?? []) };
    }),
  };
}

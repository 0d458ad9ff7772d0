import fc from 'fast-check';
import type { GeneratedFlow } from '../../arbitraries/flows';
import type { Vocabulary } from '../../arbitraries/vocabulary';
import { quietScenario } from '../../scenario/quietScenario';
import type { Scenario, State } from '../../scenario/scenario';
import { type ModelName, modelNames } from '../../settings/models';
import { claim, isSameOutcome, outcomeOf } from '../outcome';
import type { Sentence } from '../sentence';

/** One random state of a scenario, and flows to ask about in it. */
export interface Trial {
  readonly state: State;
  readonly flows: readonly GeneratedFlow[];
}

/** A state, what is done in it, and what is claimed of it then. */
export interface Scene {
  readonly state: State;
  readonly deeds?: readonly Sentence[];
  readonly claims: readonly Sentence[];
}

/** How a law was broken: sentences that hold one after the other, but for the last. */
export type Story = readonly Scene[];

/** How a trial breaks a law, if it does. */
export type Refuter = (trial: Trial) => Story | undefined;

/** What holds of all states; where it needs more than a state and flows, it draws that itself. */
export type Law = (words: Vocabulary) => fc.Arbitrary<Refuter>;

/** A law about one flow at a time; `check` returns the sentences that must hold, of which the last does not. */
export function everyFlow(
  check: (world: Scenario, flow: GeneratedFlow) => readonly string[] | undefined,
): Law {
  return always(({ state, flows }) => {
    const world = quietScenario(state);
    for (const flow of flows) {
      const claims = check(world, flow);
      if (claims) return [{ state, claims: claims.map(text => ({ text })) }];
    }
    return undefined;
  });
}

/** A law that draws nothing by itself. */
export function always(refuter: Refuter): Law {
  return () => fc.constant(refuter);
}

/** How flows may be called after a change. */
export type Renaming = (flow: GeneratedFlow) => GeneratedFlow;

/** Another way of saying the same: no flow may have another verdict, or be stopped elsewhere, in any model. */
export function changesNothing(rewrite: (state: State) => State, renamed: Renaming = flow => flow): Law {
  return always(({ state, flows }) => difference(state, rewrite(state), flows, renamed));
}

/** The first flow on which two states differ. */
export function difference(
  before: State,
  after: State,
  flows: readonly GeneratedFlow[],
  renamed: Renaming = flow => flow,
): Story | undefined {
  const [old, young] = [quietScenario(before), quietScenario(after)];
  for (const flow of flows)
    for (const model of modelNames) {
      const outcome = outcomeOf(old, model, flow);
      if (!isSameOutcome(outcome, outcomeOf(young, model, renamed(flow))))
        return [
          { state: before, claims: [{ text: claim(old, model, flow, outcome) }] },
          { state: after, claims: [{ text: claim(young, model, renamed(flow), outcome) }] },
        ];
    }
  return undefined;
}

/** The first flow that a change closes, or that it opens. */
export function firstChanged(
  kind: 'closed' | 'opened',
  { before, after, flows }: { readonly before: State; readonly after: State; readonly flows: Trial['flows'] },
  concerns: (world: Scenario, flow: GeneratedFlow, model: ModelName) => boolean = () => true,
): Story | undefined {
  const [old, young] = [quietScenario(before), quietScenario(after)];
  for (const flow of flows)
    for (const model of modelNames) {
      const [was, is] = [outcomeOf(old, model, flow), outcomeOf(young, model, flow)];
      const [open, shut] = kind === 'closed' ? [was, is] : [is, was];
      if (open.kind === 'fails' || shut.kind !== 'fails' || !concerns(old, flow, model)) continue;
      return [
        { state: before, claims: [{ text: claim(old, model, flow, was) }] },
        { state: after, claims: [{ text: claim(young, model, flow, was) }] },
      ];
    }
  return undefined;
}

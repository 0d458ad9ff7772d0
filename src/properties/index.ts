import type { Scenario } from '../scenario/scenario';
import type { ModelName } from '../settings/models';
import { allowsWhat, type LawName, laws, stopsNothing, subjectOf } from './laws';
import { expectHolds } from './prove';

export { expectForAny } from './forAny';
export { anyCluster, anyFirewalls, anyPolicies } from './unknowns';

/** A law that its sentence states whole. */
export function expectLaw(scenario: Scenario, words: LawName): Promise<void> {
  return expectHolds(scenario, words, laws[words], subjectOf(words));
}

/** `what stateless allows, three-check allows`. */
export function expectAllows(scenario: Scenario, strict: ModelName, lenient: ModelName): Promise<void> {
  return expectHolds(scenario, `what ${strict} allows, ${lenient} allows`, allowsWhat(strict, lenient));
}

/** `the unenforced model stops nothing`. */
export function expectStopsNothing(scenario: Scenario, model: ModelName): Promise<void> {
  return expectHolds(scenario, `the ${model} model stops nothing`, stopsNothing(model));
}

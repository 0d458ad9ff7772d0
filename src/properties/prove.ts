import fc from 'fast-check';
import { Refusal } from '../english/refusal';
import { VerdictError } from '../report/failure';
import type { Scenario } from '../scenario/scenario';
import { tell } from './counterexample';
import type { Law, Story } from './laws/law';
import { minimised } from './minimise';
import { tried } from './trying';
import { trialsOf, unknownsOf } from './unknowns';

/** Whether a law holds of everything that the scenario leaves open; `words` is how the sentence puts it. */
export async function expectHolds(scenario: Scenario, words: string, law: Law): Promise<void> {
  const { words: vocabulary, trials } = trialsOf(scenario);
  if (unknownsOf(scenario).length === 0 && scenario.state.cluster.pods.size === 0)
    throw new Refusal(`"${words}" is said of nothing: begin with "Given any cluster", or list pods.`);
  await expectNoStory(
    scenario,
    words,
    fc.tuple(trials, law(vocabulary)).map(([trial, refuter]) => ({
      story: () => refuter(trial),
      simplest: () => minimised(trial, refuter, scenario.state),
    })),
  );
}

/** One try to break a sentence: how it was broken, if it was, and the same with nothing beside it. */
interface Attempt {
  readonly story: () => Story | undefined;
  readonly simplest: () => Story | undefined;
}

/** A case that breaks a sentence, as fast-check hears of it. */
class Broken extends Error {}

/** Tries many times to break a sentence; the simplest way that is found becomes a feature. */
async function expectNoStory(
  scenario: Scenario,
  words: string,
  attempts: fc.Arbitrary<Attempt>,
): Promise<void> {
  const { details, finding } = await tried<[Attempt]>(scenario, parameters =>
    fc.check(
      fc.property(attempts, attempt => {
        if (attempt.story()) throw new Broken();
      }),
      parameters,
    ),
  );
  if (!details.failed) return;
  if (!(details.errorInstance instanceof Broken)) throw details.errorInstance;
  const story = details.counterexample?.[0].simplest();
  if (!story) throw new Error(`${words}: the counterexample does not come back (seed ${details.seed})`);
  throw new VerdictError(tell(scenario, words, story, finding));
}

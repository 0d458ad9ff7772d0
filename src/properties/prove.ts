import fc from 'fast-check';
import { noFirewalls } from '../dataplane/firewalls';
import { Refusal } from '../english/refusal';
import { VerdictError } from '../report/failure';
import type { Scenario } from '../scenario/scenario';
import { tell } from './counterexample';
import type { Law, Story } from './laws/law';
import { minimised } from './minimise';
import { tried, uncounted } from './trying';
import { trialsOf, unknownsOf } from './unknowns';

/** Whether a law holds of everything that the scenario leaves open; `words` is how the sentence puts it. */
export async function expectHolds(
  scenario: Scenario,
  words: string,
  law: Law,
  subject: Subject = 'clusters',
): Promise<void> {
  refuseIdle(scenario, words, subject);
  const { words: vocabulary, trials } = trialsOf(scenario);
  await expectNoStory(
    scenario,
    words,
    fc.tuple(trials, law(vocabulary)).map(([trial, refuter]) => ({
      story: () => refuter(trial),
      simplest: () => minimised(trial, refuter, scenario.state),
    })),
  );
}

/** What a law speaks of: where there is none of it, the law holds whatever it says. */
export type Subject = 'clusters' | 'policies' | 'firewalls';

function refuseIdle(scenario: Scenario, words: string, subject: Subject): void {
  const { cluster, policies, firewalls } = scenario.state;
  const open = unknownsOf(scenario);
  const leavesOpen = (what: string): boolean => open.some(unknown => unknown.words.startsWith(what));
  if (open.length === 0 && cluster.pods.size === 0)
    throw new Refusal(`"${words}" is said of nothing: begin with "Given any cluster", or list pods.`);
  if (subject === 'policies' && policies.size === 0 && !leavesOpen('any policies'))
    throw new Refusal(`"${words}" is said of policies, and there is none: write "any policies" before it.`);
  if (subject === 'firewalls' && firewalls === noFirewalls && !leavesOpen('any network ACLs'))
    throw new Refusal(
      `"${words}" is said of firewalls, and there is none: write "any network ACLs and security groups" before it.`,
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
  const property = fc.property(attempts, attempt => {
    if (attempt.story()) throw new Broken();
  });
  const {
    result: { details, finding },
  } = await uncounted(() => tried<[Attempt]>(scenario, parameters => fc.check(property, parameters)));
  if (!details.failed) return;
  if (!(details.errorInstance instanceof Broken)) throw details.errorInstance;
  const story = details.counterexample?.[0].simplest();
  if (!story) throw new Error(`${words}: the counterexample does not come back (seed ${details.seed})`);
  throw new VerdictError(tell(scenario, words, story, finding));
}

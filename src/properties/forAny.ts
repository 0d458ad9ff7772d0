import fc from 'fast-check';
import { Refusal } from '../english/refusal';
import { VerdictError } from '../report/failure';
import { NothingToTry } from '../scenario/ask';
import { quietScenario } from '../scenario/quietScenario';
import type { Scenario, State } from '../scenario/scenario';
import { countAgainstUpstream } from '../scenario/tally';
import { type Addition, readAddition } from './addition';
import { tell } from './counterexample';
import type { PodAddition } from './podStates';
import { naming, type Spoken, sentenceOf, speaksOfIt, underModel } from './spoken';
import { type Finding, reportCases, tried, uncounted } from './trying';
import { unknownsOf } from './unknowns';
import { verdicts } from './verdicts';

/** As many as are tried one after the other; of more a number is drawn. */
const mostTried = 20_000;

/** `for any pod that could be added to namespace shop, it → database:5432 fails`. */
export async function expectForAny(scenario: Scenario, what: string, claim: Spoken): Promise<void> {
  refuseOpen(scenario);
  const words = `${underModel(claim)}for any ${what}, ${sentenceOf(claim)}`;
  const addition = readAddition(scenario, what, claim);
  const itIn = 'itIn' in addition ? addition.itIn : undefined;
  const isOfIt = speaksOfIt(claim);
  if (isOfIt && !itIn)
    throw new Refusal(`"it" in "${claim.flow}" would be a ${what}, which sends nothing: name a pod.`);
  const spoken = (state: State): Spoken => (itIn ? naming(claim, itIn(state)) : claim);
  const check = (state: State): Promise<void> => {
    // What is odd about a pod or a policy that is only imagined is no news.
    const known = scenario.state.policies;
    const imagined = [
      ...(itIn ? [itIn(state)] : []),
      ...[...state.policies.keys()].filter(key => !known.has(key)),
    ];
    const notice = (text: string): void => {
      if (!imagined.some(key => text.includes(key))) scenario.notice(text);
    };
    const { flow, verdict, rest = '', model } = spoken(state);
    const world = quietScenario(state, { notice, isTrial: true });
    return verdicts[verdict](world, { flow, ...(model && { model }) }, rest);
  };
  scenario.noticeState();

  const { result: broken, differs } = await uncounted(async () => {
    if (!isOfIt) await check(scenario.state).catch(failsAnyway);
    return tryAll(scenario, what, addition, check);
  });
  countAgainstUpstream(
    scenario,
    differs
      ? `Upstream Kubernetes (stateful) says otherwise of some of what ${words} was tried on.`
      : undefined,
  );
  if (!broken) return;
  const { state, error, finding } = broken;
  if (!(error instanceof VerdictError)) throw error;
  const claimed = spoken(state);
  const story = [{ state, claims: [{ text: `${underModel(claimed)}${sentenceOf(claimed)}` }] }];
  throw new VerdictError(`${error.message}\n\n${tell(scenario, words, story, finding)}`);
}

type Check = (state: State) => Promise<void>;

/** One after the other where they are few enough, else as many as the run asks for. */
function tryAll(
  scenario: Scenario,
  what: string,
  addition: Addition,
  check: Check,
): Promise<Breach | undefined> {
  if ('states' in addition) return drawn(scenario, addition.states, check);
  const { count, nth } = addition;
  if (count === 0) throw new Refusal(`There is no ${what}: its labels contradict each other.`);
  if (count <= mostTried) return firstOf(scenario, addition, check);
  scenario.notice(
    `of ${count} ways in which a ${what} may differ, ${scenario.trials.runs} were drawn, as more than ${mostTried} are not tried one by one; the world parameter runs says how many`,
  );
  return drawn(scenario, fc.nat(count - 1).map(nth), check);
}

/** One thing more is added to what there is; what is left open is not there. */
function refuseOpen(scenario: Scenario): void {
  const [open] = unknownsOf(scenario);
  if (open)
    throw new Refusal(
      `"for any" adds to what there is, and ${open.words} leaves that open: write one or the other.`,
    );
}

function failsAnyway(error: unknown): never {
  if (!(error instanceof VerdictError)) throw error;
  throw new VerdictError(`${error.message}\n\n  This is so even where nothing is added.`);
}

interface Breach {
  readonly state: State;
  readonly error: unknown;
  readonly finding: Finding;
}

/** Tries all there are, the plainest first; what cannot be asked of some, as they share no address family, is left out. */
async function firstOf(
  scenario: Scenario,
  { count, nth }: PodAddition,
  check: Check,
): Promise<Breach | undefined> {
  let leftOut: NothingToTry | undefined;
  let asked = 0;
  for (let i = 0; i < count; i++) {
    const state = nth(i);
    const error: unknown = await check(state).catch((reason: unknown) => reason);
    if (error instanceof NothingToTry) leftOut ??= error;
    else if (error !== undefined) return { state, error, finding: { tried: i + 1, of: count } };
    else asked += 1;
  }
  if (leftOut && asked === 0) throw leftOut;
  reportCases(scenario, `all ${asked} that rules can tell apart`);
  return undefined;
}

/** Tries as many as the run asks for. */
async function drawn(
  scenario: Scenario,
  states: fc.Arbitrary<State>,
  check: Check,
): Promise<Breach | undefined> {
  let leftOut: NothingToTry | undefined;
  let asked = 0;
  const property = fc.asyncProperty(states, async state => {
    try {
      await check(state);
      asked += 1;
    } catch (error) {
      if (!(error instanceof NothingToTry)) throw error;
      leftOut ??= error;
    }
  });
  const { details, finding } = await tried<[State]>(scenario, parameters => fc.check(property, parameters));
  const [state] = details.counterexample ?? [];
  if (details.failed && state) return { state, error: details.errorInstance, finding };
  if (leftOut && asked === 0) throw leftOut;
  return undefined;
}

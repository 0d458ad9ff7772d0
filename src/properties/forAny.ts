import fc from 'fast-check';
import { Refusal } from '../english/refusal';
import { VerdictError } from '../report/failure';
import { quietScenario } from '../scenario/quietScenario';
import type { Scenario, State } from '../scenario/scenario';
import { countAgainstUpstream } from '../scenario/tally';
import { type Addition, readAddition } from './addition';
import { tell } from './counterexample';
import { type Finding, reportCases, tried, uncounted } from './trying';
import { unknownsOf } from './unknowns';

/** A sentence about one state, of which `it` may be the subject. */
export interface Claim extends Spoken {
  readonly check: (world: Scenario, spoken: Spoken) => Promise<void>;
}

interface Spoken {
  readonly flow: string;
  readonly verdict: 'succeeds' | 'fails' | 'fails at' | 'is refused' | 'is unreliable';
  /** Where it fails. */
  readonly point?: string;
}

/** `for any pod that could be added to namespace shop, it → database:5432 fails`. */
export async function expectForAny(scenario: Scenario, what: string, claim: Claim): Promise<void> {
  refuseOpen(scenario);
  const words = `for any ${what}, ${sentenceOf(claim)}`;
  const addition = readAddition(scenario, what, claim.flow);
  const { itIn } = addition;
  const isOfIt = speaksOfIt(claim);
  if (isOfIt && !itIn)
    throw new Refusal(`"it" in "${claim.flow}" would be a ${what}, which sends nothing: name a pod.`);
  const spoken = (state: State): Spoken => (itIn ? naming(claim, itIn(state)) : claim);
  const notice = (text: string): void => scenario.notice(text);
  const check = (state: State): Promise<void> => claim.check(quietScenario(state, { notice }), spoken(state));

  const { result: broken, differs } = await uncounted(async () => {
    if (!isOfIt) await check(scenario.state).catch(failsAnyway);
    return addition.all ? firstOf(scenario, what, addition.all, check) : drawn(scenario, addition, check);
  });
  countAgainstUpstream(
    scenario.edge,
    differs
      ? `Upstream Kubernetes (stateful) says otherwise of some of what ${words} was tried on.`
      : undefined,
  );
  if (!broken) return;
  const { state, error, finding } = broken;
  if (!(error instanceof VerdictError)) throw error;
  const told = tell(scenario, words, [{ state, claims: [{ text: sentenceOf(spoken(state)) }] }], finding);
  throw new VerdictError(`${error.message}\n\n${told}`);
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

/** Tries all there are, the plainest first. */
async function firstOf(
  scenario: Scenario,
  what: string,
  { count, nth }: NonNullable<Addition['all']>,
  check: (state: State) => Promise<void>,
): Promise<Breach | undefined> {
  if (count === 0) throw new Refusal(`There is no ${what}: its labels contradict each other.`);
  for (let i = 0; i < count; i++) {
    const state = nth(i);
    const error: unknown = await check(state).catch((reason: unknown) => reason);
    if (error !== undefined) return { state, error, finding: { tried: i + 1, of: count } };
  }
  reportCases(scenario, `all ${count} that rules can tell apart`);
  return undefined;
}

/** Tries as many as the run asks for. */
async function drawn(
  scenario: Scenario,
  { states }: Addition,
  check: (state: State) => Promise<void>,
): Promise<Breach | undefined> {
  const { details, finding } = await tried<[State]>(scenario, parameters =>
    fc.check(fc.asyncProperty(states, check), parameters),
  );
  const [state] = details.counterexample ?? [];
  return details.failed && state ? { state, error: details.errorInstance, finding } : undefined;
}

function sentenceOf({ flow, verdict, point }: Spoken): string {
  return [flow, verdict, point].filter(part => part !== undefined).join(' ');
}

const isIt = /^(?:it|that pod|the new pod)(?=\s*(?:→|->|=>))/i;
const toIt = /((?:→|->|=>)\s*)(?:it|that pod|the new pod)(?=:|$)/i;

function speaksOfIt({ flow }: Spoken): boolean {
  return isIt.test(flow.trim()) || toIt.test(flow.trim());
}

/** `it → database:5432 fails at its egress` with a name for it. */
function naming({ flow, verdict, point }: Spoken, it: string): Spoken {
  return {
    flow: flow.trim().replace(isIt, it).replace(toIt, `$1${it}`),
    verdict,
    ...(point !== undefined && { point: point.replace(/^(?:its|it|that pod|the new pod)(?=\s)/i, it) }),
  };
}

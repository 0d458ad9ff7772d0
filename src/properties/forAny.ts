import fc from 'fast-check';
import { Refusal } from '../english/refusal';
import { VerdictError } from '../report/failure';
import { quietScenario } from '../scenario/quietScenario';
import type { Scenario, State } from '../scenario/scenario';
import { tally } from '../scenario/tally';
import { readAddition } from './addition';
import { tell } from './counterexample';
import { findingOf, triedLater } from './trying';

/** A sentence about one state, of which `it` may be the subject. */
export interface Claim extends Spoken {
  readonly check: (world: Scenario, spoken: Spoken) => Promise<void>;
}

interface Spoken {
  readonly flow: string;
  readonly verdict: 'succeeds' | 'fails' | 'fails at';
  /** Where it fails. */
  readonly point?: string;
}

/** `for any pod that could be added to namespace shop, it → database:5432 fails`. */
export async function expectForAny(scenario: Scenario, what: string, claim: Claim): Promise<void> {
  const words = `for any ${what}, ${sentenceOf(claim)}`;
  const { states, itIn } = readAddition(scenario, what);
  refuseNobody(itIn !== undefined, what, claim.flow);
  const spoken = (state: State): Spoken => (itIn ? naming(claim, itIn(state)) : claim);
  const details = await triedLater<[State]>(scenario, parameters =>
    fc.check(
      fc.asyncProperty(states, state => claim.check(quietScenario(state), spoken(state))),
      parameters,
    ),
  );
  tally.verdicts += 1;
  if (!details.failed) return;
  const { errorInstance, counterexample } = details;
  const [state] = counterexample ?? [];
  if (!(errorInstance instanceof VerdictError) || !state) throw errorInstance;
  const story = [{ state, claims: [{ text: sentenceOf(spoken(state)) }] }];
  const told = tell(scenario, words, story, findingOf(scenario, details));
  throw new VerdictError(`${errorInstance.message}\n\n${told}`);
}

/** Only a pod can be `it`. */
function refuseNobody(isPod: boolean, what: string, flow: string): void {
  const speaksOfIt = isIt.test(flow.trim()) || toIt.test(flow.trim());
  if (speaksOfIt && !isPod)
    throw new Refusal(`"it" in "${flow}" would be a ${what}, which sends nothing: name a pod.`);
}

function sentenceOf({ flow, verdict, point }: Spoken): string {
  return [flow, verdict, point].filter(part => part !== undefined).join(' ');
}

const isIt = /^(?:it|that pod|the new pod)(?=\s*(?:→|->|=>))/i;
const toIt = /((?:→|->|=>)\s*)(?:it|that pod|the new pod)(?=:|$)/i;

/** `it → database:5432 fails at its egress` with a name for it. */
function naming({ flow, verdict, point }: Spoken, it: string): Spoken {
  return {
    flow: flow.trim().replace(isIt, it).replace(toIt, `$1${it}`),
    verdict,
    ...(point !== undefined && { point: point.replace(/^(?:its|it|that pod|the new pod)(?=\s)/i, it) }),
  };
}

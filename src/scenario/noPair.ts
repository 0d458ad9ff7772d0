import type { ReachDemand } from '../english/reachClaim';
import { Refusal } from '../english/refusal';
import { someReached } from '../reachability/someReached';
import { allPairsOf } from './allPairsOf';
import type { Scenario } from './scenario';

/** Whatever is said of no pair would hold. */
export function refuseNoPair(
  scenario: Scenario,
  demands: readonly Pick<ReachDemand, 'from' | 'to'>[],
  text: string,
): void {
  const pairs = allPairsOf(scenario);
  for (const { from, to } of demands) {
    const [first] = someReached(pairs, scenario.state.model, from, to);
    if (!first)
      throw new Refusal(
        `"${text}" asks nothing: between a pod and itself, between addresses outside and where no address family is in common there is no policy.`,
      );
  }
}

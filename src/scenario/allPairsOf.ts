import type { Network } from '../dataplane/network';
import { Refusal } from '../english/refusal';
import type { AllPairs } from '../reachability/allPairs';
import { decidingBeside, pairsOf } from '../reachability/pairsOf';
import type { Scenario } from './scenario';

/** All pairs of a network, of the present one unless another is told. */
export function allPairsOf(scenario: Scenario, network: Network = scenario.network): AllPairs {
  refuseBeyondPolicy(network);
  return pairsOf(network);
}

const refusals = {
  firewalls:
    'Sentences about all pairs know NetworkPolicy alone; with network ACLs or security groups, ask flow by flow.',
  'policies without memory':
    'Sentences about all pairs know no policy that remembers no connection; ask flow by flow.',
} as const;

/** @throws {Refusal} where more decides than NetworkPolicy under a model */
export function refuseBeyondPolicy(network: Network): void {
  const beside = decidingBeside(network);
  if (beside) throw new Refusal(refusals[beside]);
}

import { noFirewalls } from '../dataplane/firewalls';
import type { Network } from '../dataplane/network';
import { Refusal } from '../english/refusal';
import { AllPairs } from '../reachability/allPairs';
import type { Scenario } from './scenario';

const built = new WeakMap<Network, AllPairs>();

/** All pairs of a network, of the present one unless another is told: worked out once. */
export function allPairsOf(scenario: Scenario, network: Network = scenario.network): AllPairs {
  const { cluster, policies, settings } = network;
  refuseBeyondPolicy(scenario, network);
  const known = built.get(network) ?? new AllPairs(cluster, policies.policies, settings);
  built.set(network, known);
  return known;
}

/** @throws {Refusal} where more decides than NetworkPolicy under a model */
export function refuseBeyondPolicy({ state }: Scenario, { policies, settings }: Network): void {
  if (state.firewalls !== noFirewalls)
    throw new Refusal(
      'Sentences about all pairs know NetworkPolicy alone; with network ACLs or security groups, ask flow by flow.',
    );
  if (settings['acl-stateless'] === 'honoured' && policies.policies.some(({ isStateless }) => isStateless))
    throw new Refusal(
      'Sentences about all pairs know no policy that remembers no connection; ask flow by flow.',
    );
}

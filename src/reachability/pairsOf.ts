import { noFirewalls } from '../dataplane/firewalls';
import type { Network } from '../dataplane/network';
import { AllPairs } from './allPairs';

const built = new WeakMap<Network, AllPairs>();

/** All pairs of a network, worked out once; nobody is to change them. */
export function pairsOf(network: Network): AllPairs {
  const { cluster, policies, settings } = network;
  const known = built.get(network) ?? new AllPairs(cluster, policies.policies, settings);
  built.set(network, known);
  return known;
}

/** What decides beside NetworkPolicy under one model, so that all pairs do not tell who reaches whom. */
export function decidingBeside({
  firewalls,
  policies,
  settings,
}: Network): 'firewalls' | 'policies without memory' | undefined {
  if (firewalls !== noFirewalls) return 'firewalls';
  const isForgetful =
    settings['acl-stateless'] === 'honoured' && policies.policies.some(({ isStateless }) => isStateless);
  return isForgetful ? 'policies without memory' : undefined;
}

import { expect } from 'chai';
import fc from 'fast-check';
import { families } from '../addresses/address';
import { intersect, subtract, union } from '../addresses/spans';
import { clusters } from '../arbitraries/clusters';
import { networkPolicies } from '../arbitraries/policies';
import { smallVocabulary } from '../arbitraries/vocabulary';
import { type Pod, podKey } from '../cluster/pod';
import { partyOf } from '../dataplane/candidates';
import { type Network, networkOf, takesPart } from '../dataplane/network';
import { compilePolicy } from '../policy/compiledPolicy';
import { type ModelName, modelNames, models } from '../settings/models';
import { defaultSettings, type Settings } from '../settings/settings';
import { AllPairs } from './allPairs';
import { portSets, type Reach } from './answers';
import { reachBetween } from './reach';

/** What a pair says by itself, at each family that both have: alike in all of them, or not to be relied on. */
function reachApart(network: Network, model: ModelName, source: Pod, destination: Pod): Reach {
  const reaches = families.flatMap(family => {
    const [from, to] = [source, destination].map(pod => {
      const address = network.addresses.ofPod(pod).find(given => given.family === family);
      return address && partyOf(network, pod, address);
    });
    return from && to ? reachBetween(network, models[model], from, to) : [];
  });
  const [one = { succeeds: portSets(() => []), unreliable: portSets(() => []) }, other = one] = reaches;
  const succeeds = portSets(protocol => intersect(one.succeeds[protocol], other.succeeds[protocol]));
  const unreliable = portSets(protocol => {
    const some = [one, other].flatMap(reach => [reach.succeeds[protocol], reach.unreliable[protocol]]);
    return subtract(some.reduce(union), succeeds[protocol]);
  });
  return { succeeds, unreliable };
}

const settings: fc.Arbitrary<Settings> = fc
  .record(
    {
      'host-network-pods': fc.constantFrom('as-node' as const, 'as-pod' as const),
      'pod-to-own-node': fc.constantFrom('allowed' as const, 'judged' as const),
      'named-port-outside': fc.constantFrom('matches-nothing' as const, 'matches-every-port' as const),
      'finished-pods': fc.constantFrom('ignored' as const, 'kept' as const),
      'address-blocks': fc.constantFrom('match-pods' as const, 'outside-only' as const),
      'bare-pods': fc.constantFrom('judged' as const, 'open' as const),
      'port-ranges': fc.constantFrom('supported' as const, 'first-port-only' as const),
    },
    { requiredKeys: [] },
  )
  .map(chosen => ({ ...defaultSettings, ...chosen }));

describe('all pairs', () => {
  it('answers every pair as the pair is answered by itself', () => {
    fc.assert(
      fc.property(
        clusters(smallVocabulary),
        networkPolicies(smallVocabulary, { minLength: 1 }),
        settings,
        (cluster, policies, chosen) => {
          const compiled = policies.map(policy => compilePolicy(policy, 'default'));
          const network = networkOf(cluster, compiled, chosen);
          const pods = [...cluster.pods.values()].filter(pod => takesPart(pod, chosen));
          for (const model of modelNames) {
            const all = new AllPairs(cluster, network.policies.policies, chosen, models[model]);
            for (const source of pods)
              for (const destination of pods)
                if (source !== destination)
                  expect(
                    all.between(source, destination),
                    `${podKey(source)} → ${podKey(destination)} (${model})`,
                  ).to.deep.equal(reachApart(network, model, source, destination));
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { families, formatAddress } from '../addresses/address';
import { intersect, subtract, union } from '../addresses/spans';
import { clusters } from '../arbitraries/clusters';
import { labels } from '../arbitraries/labels';
import { networkPolicies } from '../arbitraries/policies';
import { smallVocabulary } from '../arbitraries/vocabulary';
import { planAddresses } from '../cluster/addressPlan';
import { type Cluster, namespacesOf } from '../cluster/cluster';
import type { Party } from '../cluster/flow';
import { type Pod, podKey } from '../cluster/pod';
import { partyOf } from '../dataplane/candidates';
import { type Network, networkOf, takesPart } from '../dataplane/network';
import { compilePolicy } from '../policy/compiledPolicy';
import { portSets } from '../policy/portSets';
import { type ModelName, modelNames, models } from '../settings/models';
import { defaultSettings, type Settings } from '../settings/settings';
import { AllPairs } from './allPairs';
import type { Reach } from './answers';
import { countPairs } from './pairCounts';
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

const somePod: Pod = {
  namespace: 'x',
  name: 'some',
  labels: {},
  listening: { kind: 'only', ports: [{ name: 'http', port: 8080, protocol: 'TCP' }] },
  addresses: [],
  hostNetwork: false,
  finished: false,
  terminating: false,
};

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
          const all = new AllPairs(cluster, network.policies.policies, chosen);
          for (const model of modelNames)
            for (const source of pods)
              for (const destination of pods)
                if (source !== destination)
                  expect(
                    all.between(model, source, destination),
                    `${podKey(source)} → ${podKey(destination)} (${model})`,
                  ).to.deep.equal(reachApart(network, model, source, destination));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('answers after a change as if it had always been so', () => {
    const policyDraws = networkPolicies(smallVocabulary, { minLength: 1 });
    const relabelled = fc.array(fc.tuple(fc.nat(), labels(smallVocabulary.podLabels)), { maxLength: 4 });
    fc.assert(
      fc.property(
        clusters(smallVocabulary),
        policyDraws,
        policyDraws,
        relabelled,
        (cluster, old, young, draws) => {
          const [before, after] = [old, young].map(policies =>
            policies.map(policy => compilePolicy(policy, 'default')),
          );
          const isBoth = (_: unknown, i: number): boolean => i % 3 === 0;
          const kept = (before ?? []).filter(isBoth);
          const gone = (before ?? []).filter((policy, i) => !isBoth(policy, i));
          const all = new AllPairs(cluster, before ?? [], defaultSettings);
          all.change(gone, []);
          const pods = new Map(cluster.pods);
          for (const [number, changed] of draws) {
            const [key, pod] = [...pods][number % pods.size] ?? [];
            if (!key || !pod) continue;
            const now = { ...pod, labels: changed };
            pods.set(key, now);
            if (takesPart(pod, defaultSettings)) all.relabel(now);
          }
          all.change([], after ?? []);
          const fresh = new AllPairs({ ...cluster, pods }, [...kept, ...(after ?? [])], defaultSettings);
          const taking = [...pods.values()].filter(pod => takesPart(pod, defaultSettings));
          for (const model of modelNames)
            for (const source of taking)
              for (const destination of taking)
                expect(
                  all.between(model, source, destination),
                  `${podKey(source)} → ${podKey(destination)} (${model})`,
                ).to.deep.equal(fresh.between(model, source, destination));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers after pods come and go, and namespaces get other labels, as if it had always been so', () => {
    const deeds = fc.array(
      fc.oneof(
        fc.record({
          deed: fc.constant('come' as const),
          labels: labels(smallVocabulary.podLabels),
          at: fc.nat(3),
        }),
        fc.record({ deed: fc.constant('go' as const), at: fc.nat() }),
        fc.record({
          deed: fc.constant('name' as const),
          labels: labels(smallVocabulary.namespaceLabels),
          at: fc.nat(),
        }),
      ),
      { minLength: 1, maxLength: 6 },
    );
    let kept = 0;
    fc.assert(
      fc.property(
        clusters(smallVocabulary),
        networkPolicies(smallVocabulary, { minLength: 1 }),
        deeds,
        (start, policies, draws) => {
          const compiled = policies.map(policy => compilePolicy(policy, 'default'));
          let cluster: Cluster = start;
          let all = new AllPairs(cluster, compiled, defaultSettings);
          for (const [i, draw] of draws.entries()) {
            const before = planAddresses(cluster);
            const leases = new Map([...cluster.pods].map(([key, pod]) => [key, before.ofPod(pod)]));
            cluster = { ...cluster, leases };
            if (draw.deed === 'come') {
              const namespace = ['x', 'y', 'fresh', 'later'][draw.at] ?? 'x';
              const pod: Pod = { ...somePod, namespace, name: `new-${i}`, labels: draw.labels };
              cluster = { ...cluster, pods: new Map([...cluster.pods, [podKey(pod), pod]]) };
              if (all.come(pod, cluster)) kept += 1;
              else all = new AllPairs(cluster, compiled, defaultSettings);
            } else if (draw.deed === 'go') {
              const present = all.pods;
              const pod = present[draw.at % present.length];
              if (!pod) continue;
              cluster = {
                ...cluster,
                pods: new Map([...cluster.pods].filter(([key]) => key !== podKey(pod))),
              };
              all.go(pod);
            } else {
              const names = namespacesOf(cluster);
              const name = names[draw.at % names.length] ?? '';
              cluster = { ...cluster, namespaces: new Map([...cluster.namespaces, [name, draw.labels]]) };
              all.relabelNamespace(name, draw.labels);
            }
          }
          const fresh = new AllPairs(cluster, compiled, defaultSettings);
          expect(all.pods).to.have.members([...fresh.pods]);
          for (const model of modelNames)
            for (const source of all.pods)
              for (const destination of all.pods)
                expect(
                  all.between(model, source, destination),
                  `${podKey(source)} → ${podKey(destination)} (${model})`,
                ).to.deep.equal(fresh.between(model, source, destination));
        },
      ),
      { numRuns: 400 },
    );
    expect(kept, 'pods that came without building anew').to.be.greaterThan(100);
  });

  it('counts pairs by their answers', () => {
    fc.assert(
      fc.property(clusters(smallVocabulary), networkPolicies(smallVocabulary), (cluster, policies) => {
        const compiled = policies.map(policy => compilePolicy(policy, 'default'));
        const all = new AllPairs(cluster, compiled, defaultSettings);
        const pods = all.classes.pods.filter((_, i) => all.kindOf(all.classes.classOf[i] ?? 0, 'IPv4') >= 0);
        for (const model of modelNames) {
          const counts = new Map<string, number>();
          const network = networkOf(cluster, compiled, defaultSettings);
          for (const source of pods)
            for (const destination of pods) {
              if (source === destination) continue;
              const [from, to] = [source, destination].map(pod => {
                const address = network.addresses.ofPod(pod).find(({ family }) => family === 'IPv4');
                return address && partyOf(network, pod, address);
              });
              if (!from || !to) throw new Error('there is no IPv4');
              const key = JSON.stringify(reachBetween(network, models[model], from, to));
              counts.set(key, (counts.get(key) ?? 0) + 1);
            }
          const found = [...countPairs(all, model)].map(
            ([answer, count]) => [JSON.stringify(all.reachOf(answer)), count] as const,
          );
          expect(new Map(found)).to.deep.equal(counts);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('answers for every address outside as for that address by itself', () => {
    fc.assert(
      fc.property(
        clusters(smallVocabulary),
        networkPolicies(smallVocabulary, { minLength: 1 }),
        settings,
        (cluster, policies, chosen) => {
          const compiled = policies.map(policy => compilePolicy(policy, 'default'));
          const network = networkOf(cluster, compiled, chosen);
          const all = new AllPairs(cluster, network.policies.policies, chosen);
          for (const [number, pod] of all.classes.pods.entries())
            for (const own of network.addresses.ofPod(pod))
              for (const model of modelNames)
                for (const { addresses, to, from } of all.outside(
                  model,
                  all.classes.classOf[number] ?? 0,
                  own.family,
                ))
                  for (const value of [addresses[0], addresses[1] - 1n]) {
                    const party = partyOf(network, pod, own);
                    const other = {
                      kind: 'external',
                      name: '',
                      address: { family: own.family, value },
                    } as const;
                    const where = `${podKey(pod)} and ${formatAddress(other.address)} (${model})`;
                    const reach = (a: Party, b: Party): Reach => reachBetween(network, models[model], a, b);
                    expect(all.reachOf(to), `${where}, out`).to.deep.equal(reach(party, other));
                    expect(all.reachOf(from), `${where}, in`).to.deep.equal(reach(other, party));
                  }
        },
      ),
      { numRuns: 200 },
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { subtract } from '../../addresses/spans';
import { clusters } from '../../arbitraries/clusters';
import { networkPolicies } from '../../arbitraries/policies';
import { smallVocabulary } from '../../arbitraries/vocabulary';
import { podKey } from '../../cluster/pod';
import { type Network, networkOf } from '../../dataplane/network';
import { type CompiledPolicy, compilePolicy } from '../../policy/compiledPolicy';
import { withoutRule } from '../../policy/lessRules';
import { type PortSets, portSets } from '../../policy/portSets';
import { AllPairs } from '../../reachability/allPairs';
import { flowChanges } from '../../reachability/flowChanges';
import { modelNames, upstreamModel } from '../../settings/models';
import { defaultSettings } from '../../settings/settings';
import { coversRule } from './cover';
import type { Finding } from './finding';
import { Ground, rulesOf } from './ground';
import { findingsOf, lint } from './lint';
import { lostWithout } from './opened';

const draws = [clusters(smallVocabulary), networkPolicies(smallVocabulary, { minLength: 1 })] as const;

function networkFrom(
  cluster: Parameters<typeof networkOf>[0],
  policies: readonly Parameters<typeof compilePolicy>[0][],
): Network {
  return networkOf(
    cluster,
    policies.map(policy => compilePolicy(policy, 'default')),
    defaultSettings,
  );
}

function without({ policies }: Network, findings: readonly Finding[]): readonly CompiledPolicy[] {
  return policies.policies.flatMap(policy => {
    const own = findings.filter(
      finding => finding.policy?.name === policy.name && finding.policy.namespace === policy.namespace,
    );
    if (own.some(({ code }) => code === 'redundant-policy')) return [];
    return own.reduce<CompiledPolicy>(
      (less, { direction, rule }) => (direction && rule ? withoutRule(less, direction, rule) : less),
      policy,
    );
  });
}

describe('lint', () => {
  it('calls redundant and shadowed what can go, all of it together, and no pair is answered otherwise', () => {
    let gone = 0;
    fc.assert(
      fc.property(...draws, (cluster, policies) => {
        const network = networkFrom(cluster, policies);
        const findings = findingsOf(new Ground(network, upstreamModel), [
          'redundant-policy',
          'redundant-rule',
          'shadowed-rule',
        ]);
        gone += findings.length;
        const before = new AllPairs(cluster, network.policies.policies, defaultSettings);
        const after = new AllPairs(cluster, without(network, findings), defaultSettings);
        for (const model of modelNames)
          expect([...flowChanges(before, after, model)].slice(0, 1), model).to.deep.equal([]);
      }),
      { numRuns: 500 },
    );
    expect(gone).to.be.above(100);
  }).timeout(60_000);

  it('takes one rule for a part of another only where that is so in any cluster', () => {
    let covered = 0;
    fc.assert(
      fc.property(...draws, (cluster, policies) => {
        const network = networkFrom(cluster, policies);
        const rules = [...rulesOf(network.policies.policies)];
        for (const narrow of rules) {
          const isCovered = rules.some(
            wide => wide !== narrow && wide.direction === narrow.direction && coversRule(wide, narrow),
          );
          if (!isCovered) continue;
          covered += 1;
          const rest = network.policies.policies.map(policy =>
            policy === narrow.policy ? withoutRule(policy, narrow.direction, narrow.rule.number) : policy,
          );
          const [before, after] = [network.policies.policies, rest].map(
            each => new AllPairs(cluster, each, defaultSettings),
          );
          if (!before || !after) throw new Error('there are two');
          expect([...flowChanges(before, after, upstreamModel)].slice(0, 1)).to.deep.equal([]);
        }
      }),
      { numRuns: 400 },
    );
    expect(covered).to.be.above(50);
  }).timeout(60_000);

  it('names exactly what is lost without an egress rule', () => {
    fc.assert(
      fc.property(...draws, (cluster, policies) => {
        const network = networkFrom(cluster, policies);
        const ground = new Ground(network, upstreamModel);
        for (const { policy, direction, rule } of rulesOf(ground.policies)) {
          if (direction === 'ingress') continue;
          const rest = network.policies.policies.map(each =>
            each === policy ? withoutRule(each, 'egress', rule.number) : each,
          );
          const after = new AllPairs(cluster, rest, defaultSettings);
          const named = new Map(
            [...lostWithout(ground, policy, rule)].flatMap(({ from, to, ports }) =>
              'name' in from && 'name' in to ? [[`${podKey(from)} ${podKey(to)}`, ports] as const] : [],
            ),
          );
          for (const from of after.classes.pods)
            for (const to of after.classes.pods) {
              if (from === to) continue;
              const [was, is] = [ground.pairs, after].map(
                pairs => pairs.between(upstreamModel, from, to).succeeds,
              );
              const lost = was && is ? portSets(protocol => subtract(was[protocol], is[protocol])) : none;
              expect(named.get(`${podKey(from)} ${podKey(to)}`) ?? none).to.deep.equal(lost);
            }
        }
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);

  it('says something of any policies, or nothing, and always the same', () => {
    fc.assert(
      fc.property(...draws, (cluster, policies) => {
        const network = networkFrom(cluster, policies);
        for (const model of modelNames)
          expect(lint(network, model)).to.deep.equal(lint(networkFrom(cluster, policies), model));
      }),
      { numRuns: 200 },
    );
  }).timeout(60_000);
});

const none: PortSets = portSets(() => []);

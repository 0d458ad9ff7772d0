import { expect } from 'chai';
import fc from 'fast-check';
import { clusters } from '../arbitraries/clusters';
import { networkPolicies } from '../arbitraries/policies';
import { smallVocabulary } from '../arbitraries/vocabulary';
import type { Cluster } from '../cluster/cluster';
import { connectionsAmong } from '../reachability/connectionList';
import { expectReach, expectReachExactly } from '../scenario/reachSentences';
import { Scenario, type State } from '../scenario/scenario';
import { modelNames } from '../settings/models';
import { nowhere } from '../testing/edge';
import { capturedFeature } from './captured';

/** Blocks that are, hold and leave out addresses of pods, given and made up, and of nodes. */
const blocks = [
  ...smallVocabulary.blocks,
  '10.0.0.0/8',
  '10.0.0.1/32',
  '10.0.0.2/32',
  '100.64.0.0/29',
  '100.64.0.1/32',
  '128.0.0.0/1',
  'fd00::1/128',
  'fd00::2/128',
  'fd01::1/128',
];

/** Clusters in which some pods have no address, so that one is made up. */
const partlyListed: fc.Arbitrary<Cluster> = fc
  .tuple(clusters(), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
  .map(([cluster, isListed]) => ({
    ...cluster,
    pods: new Map(
      [...cluster.pods].map(([key, pod], i) => [key, isListed[i] ? pod : { ...pod, addresses: [] }]),
    ),
  }));

const states: fc.Arbitrary<Partial<State>> = fc
  .record({
    cluster: partlyListed,
    policies: networkPolicies({ ...smallVocabulary, blocks }),
    model: fc.constantFrom(...modelNames),
  })
  .map(({ cluster, policies, model }) => ({
    cluster,
    model,
    policies: new Map(policies.map(each => [`${each.metadata.namespace}/${each.metadata.name}`, each])),
  }));

interface WrittenStep {
  readonly text: string;
  readonly cells: readonly (readonly string[])[];
}

/** The claims of a feature, with the cells under them. */
function claimsOf(feature: string): readonly WrittenStep[] {
  const steps: { text: string; cells: (readonly string[])[] }[] = [];
  for (const line of feature.split('\n').map(each => each.trim())) {
    const text = /^Then (.*)$/.exec(line)?.[1];
    if (text !== undefined) steps.push({ text, cells: [] });
    else if (line.startsWith('|'))
      steps.at(-1)?.cells.push(
        line
          .slice(1, -1)
          .split('|')
          .map(cell => cell.trim()),
      );
  }
  return steps;
}

async function claim(scenario: Scenario, { text, cells }: WrittenStep): Promise<void> {
  const who = /^(.*) can reach exactly:$/.exec(text)?.[1];
  if (who === undefined) await expectReach(scenario, text);
  else await expectReachExactly(scenario, who, cells);
}

function captured(scenario: Scenario): string {
  const found = connectionsAmong(scenario.network, scenario.state.model, { replicas: true });
  return capturedFeature(scenario, { ...found, folders: ['shop'] });
}

describe('a captured feature', () => {
  it('holds, whatever the cluster is', async () => {
    await fc.assert(
      fc.asyncProperty(states, async state => {
        const scenario = new Scenario(nowhere, state);
        const feature = captured(scenario);
        for (const step of claimsOf(feature))
          await claim(scenario, step).catch(error => {
            throw new Error(`${step.text}\n${String(error)}\n\n${feature}`);
          });
      }),
      { numRuns: 300, seed: 7 },
    );
  }).timeout(120_000);

  it('has something to say in most of them', () => {
    const features = fc
      .sample(states, { numRuns: 100, seed: 7 })
      .map(state => captured(new Scenario(nowhere, state)));
    const rows = features.map(feature => claimsOf(feature).filter(({ cells }) => cells.length > 1).length);
    expect(rows.filter(count => count > 1).length).to.be.greaterThan(50);
  });
});

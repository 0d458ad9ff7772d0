import { expect } from 'chai';
import { nowhere } from '../testing/edge';
import { useSetting } from './choices';
import { listPods } from './inventory';
import { placeNamed } from './places';
import { Scenario } from './scenario';

function scenarioWith(hostNetwork: boolean, tables: string): Scenario {
  const scenario = new Scenario(nowhere);
  listPods(scenario, [
    ['pod', 'node'],
    ['web', 'w1'],
  ]);
  const { cluster } = scenario.state;
  scenario.change({
    cluster: {
      ...cluster,
      pods: new Map([...cluster.pods].map(([key, pod]) => [key, { ...pod, hostNetwork }] as const)),
    },
  });
  useSetting(scenario, 'connection-tables', tables);
  return scenario;
}

describe('the place of a table', () => {
  const places: readonly (readonly [string, boolean, string, string])[] = [
    ['a pod, with a table for each node', false, 'per-node', 'node/w1'],
    ['a pod, with a table of its own', false, 'per-pod', 'pod/default/web'],
    ['a pod in the network of its node, which has no table of its own', true, 'per-pod', 'node/w1'],
  ];
  for (const [title, hostNetwork, tables, place] of places)
    it(`is ${place} for ${title}`, () => {
      expect(placeNamed(scenarioWith(hostNetwork, tables), 'pod web')).to.equal(place);
    });

  it('is that of a node by its name', () => {
    expect(placeNamed(scenarioWith(false, 'per-node'), 'node w1')).to.equal('node/w1');
  });
});

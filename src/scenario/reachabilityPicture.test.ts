import { expect } from 'chai';
import { defaultSettings } from '../settings/settings';
import { nowhere } from '../testing/edge';
import { allow, denyAllIn } from './authored';
import { listPods } from './inventory';
import { reachabilityPicture } from './reachabilityPicture';
import { Scenario, type State } from './scenario';

function shop(count: number, start: Partial<State> = {}): Scenario {
  const scenario = new Scenario(nowhere, start);
  listPods(scenario, [['pod', 'ports'], ...Array.from({ length: count }, (_, i) => [`p${i}`, 'http=80'])]);
  return scenario;
}

function guarded(start: Partial<State> = {}): Scenario {
  const scenario = shop(3, start);
  denyAllIn(scenario, {});
  allow(scenario, 'p0', 'egress to p1 on port 80');
  allow(scenario, 'p1', 'ingress from p0 on port http');
  return scenario;
}

describe('the picture of reachability', () => {
  it('tells who reaches whom, who is isolated, and where upstream parts', () => {
    const picture = reachabilityPicture(guarded());
    if ('without' in picture) throw new Error(picture.without);
    const [nobody, web] = [0, 1];
    expect(picture.answers).to.deep.equal([
      { ports: '', unreliable: '' },
      { ports: 'TCP 80', unreliable: '' },
    ]);
    expect(picture.cells).to.deep.equal([
      [-1, nobody, nobody],
      [nobody, -1, nobody],
      [nobody, nobody, -1],
    ]);
    expect(picture.upstream).to.deep.equal([[0, 1, web]]);
    expect(picture.workloads[0]).to.deep.equal({
      name: 'p0',
      namespace: 'default',
      pods: 1,
      isolated: ['ingress', 'egress'],
    });
  });

  it('is the same whether few are asked pair by pair or all at once', () => {
    // Equal settings that are another object are not known to be the default.
    for (const model of ['three-check', 'stateful', 'stateless', 'unenforced'] as const)
      expect(reachabilityPicture(guarded({ model }))).to.deep.equal(
        reachabilityPicture(guarded({ model, settings: { ...defaultSettings } })),
      );
  });

  it('is left out, and says so, where there is none or where it would be too large', () => {
    expect(reachabilityPicture(new Scenario(nowhere))).to.deep.equal({
      without: 'The scenario lists no pod.',
    });
    expect(reachabilityPicture(shop(41))).to.deep.equal({
      without: 'There are 41 workloads; up to 40 are shown.',
    });
    expect(reachabilityPicture(shop(40)))
      .to.have.property('cells')
      .with.lengthOf(40);
  });
});

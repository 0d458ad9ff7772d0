import { expect } from 'chai';
import fc from 'fast-check';
import { Scenario } from '../scenario/scenario';
import { nowhere } from '../testing/edge';
import { tried } from './trying';

describe('a case that was found before', () => {
  it('is tried again in its own sentence, and in no other', async () => {
    const trials = { runs: 5, seed: 1, replay: { sentence: 2, path: '3' } };
    const scenario = new Scenario(nowhere, { trials });
    const holds = fc.property(fc.nat(), number => number >= 0);
    const paths: unknown[] = [];
    for (let sentence = 1; sentence <= 3; sentence++) {
      await tried<[number]>(scenario, parameters => {
        paths.push(parameters.path);
        return fc.check(holds, parameters);
      });
      scenario.endSentence();
    }
    expect(paths).to.deep.equal([undefined, '3', undefined]);
  });
});

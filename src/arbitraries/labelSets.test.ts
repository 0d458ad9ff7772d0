import { expect } from 'chai';
import fc from 'fast-check';
import type { LabelSelector, Labels } from '../kubernetes/objects';
import { compileSelector } from '../kubernetes/selector';
import { type Certain, labelSets } from './labelSets';
import { labelSelectors, labels } from './labels';
import { smallVocabulary } from './vocabulary';

const allOf = (selectors: readonly LabelSelector[], certain?: Certain): readonly Labels[] => {
  const { count, nth } = labelSets(selectors, certain);
  return Array.from({ length: count }, (_, i) => nth(i));
};

const answers = (selectors: readonly LabelSelector[], own: Labels): string =>
  selectors.map(selector => compileSelector(selector)(own)).join();

const app = (value: string): LabelSelector => ({ matchLabels: { app: value } });

describe('label sets that selectors can tell apart', () => {
  it('are one for each answer that labels can get, and no more', () => {
    const { podLabels } = smallVocabulary;
    const some = fc.array(labelSelectors(podLabels), { maxLength: 5 });
    fc.assert(
      fc.property(some, labels(podLabels), (selectors, own) => {
        const sets = allOf(selectors).map(set => answers(selectors, set));
        expect(sets).to.include(answers(selectors, own));
        expect(new Set(sets).size).to.equal(sets.length);
      }),
      { numRuns: 500 },
    );
  });

  it('grow with what is told apart, and not with the product of all values', () => {
    const many = Array.from({ length: 100 }, (_, i) => ({
      matchLabels: { app: `a${i}`, tier: `t${i}`, zone: `z${i % 3}` },
    }));
    expect(allOf(many)).to.have.length(101);
  });

  it('have the fewest labels that make the difference, those with none first', () => {
    const frontOrNone: LabelSelector = {
      matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['back'] }],
    };
    expect(allOf([app('web'), frontOrNone])).to.deep.equal([
      {},
      { app: 'web' },
      { tier: 'back' },
      { app: 'web', tier: 'back' },
    ]);
  });

  it('have what is certain, and what is no value of theirs is replaced by another that selectors take for the same', () => {
    const either: LabelSelector = {
      matchExpressions: [{ key: 'app', operator: 'In', values: ['api', 'web'] }],
    };
    expect(allOf([either], { lacking: [['app', 'api']] })).to.deep.equal([{}, { app: 'web' }]);
    expect(allOf([either], { having: { app: 'api' } })).to.deep.equal([{ app: 'api' }]);
    expect(allOf([either], { having: { app: 'api' }, lacking: [['app', 'api']] })).to.deep.equal([]);
  });

  it('have a value that nobody names, whatever is named', () => {
    const anyBut: LabelSelector = {
      matchExpressions: [
        { key: 'app', operator: 'Exists' },
        { key: 'app', operator: 'NotIn', values: ['another'] },
      ],
    };
    expect(allOf([anyBut])).to.deep.equal([{}, { app: 'another-2' }]);
  });

  it('are all combinations where too many are told apart', () => {
    const keys = Array.from({ length: 20 }, (_, i) => ({ matchLabels: { [`k${i}`]: 'v' } }));
    const { count, nth } = labelSets(keys);
    expect(count).to.equal(2 ** 20);
    expect(nth(0)).to.deep.equal({});
    expect(Object.keys(nth(count - 1))).to.have.length(20);
  });
});

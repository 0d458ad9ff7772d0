import { expect } from 'chai';
import type { LabelSelector, Labels } from './objects';
import { compileSelector, describeSelector } from './selector';

const withKey = (
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist',
  ...values: string[]
): LabelSelector => ({
  matchExpressions: [{ key: 'a', operator, values }],
});

/** The selector, how it reads, and whether it matches {}, {a: ''}, {a: b} and {a: c}. */
const rows: readonly (readonly [LabelSelector, string, readonly boolean[]])[] = [
  [{}, 'everything', [true, true, true, true]],
  [{ matchLabels: { a: 'b' } }, 'a=b', [false, false, true, false]],
  [withKey('In', 'b', 'c'), 'a in (b,c)', [false, false, true, true]],
  [withKey('In', ''), 'a in ()', [false, true, false, false]],
  [withKey('NotIn', 'b'), 'a notin (b)', [true, true, false, true]],
  [withKey('Exists'), 'a', [false, true, true, true]],
  [withKey('DoesNotExist'), '!a', [true, false, false, false]],
  [{ matchLabels: { a: 'b' }, ...withKey('NotIn', 'b') }, 'a=b,a notin (b)', [false, false, false, false]],
];
const candidates: readonly Labels[] = [{}, { a: '' }, { a: 'b' }, { a: 'c' }];

describe('a label selector', () => {
  for (const [selector, description, expected] of rows) {
    it(description, () => {
      expect(candidates.map(compileSelector(selector))).to.deep.equal(expected);
      expect(describeSelector(selector)).to.equal(description);
    });
  }

  it('finds no label that an object merely inherits', () => {
    for (const key of ['constructor', '__proto__', 'toString']) {
      const exists = compileSelector({ matchExpressions: [{ key, operator: 'Exists' }] });
      expect(exists({})).to.equal(false);
      expect(exists(Object.fromEntries([[key, 'x']]))).to.equal(true);
      expect(compileSelector({ matchLabels: Object.fromEntries([[key, 'x']]) })({})).to.equal(false);
    }
  });
});

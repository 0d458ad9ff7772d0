import { expect } from 'chai';
import { printable } from './printable';

describe('what a message holds', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['frontend → backend\n  fails', 'frontend → backend\n  fails'],
    ['ποδ, 豆荚, 🫛', 'ποδ, 豆荚, 🫛'],
    ['fron\u200btend', 'fron\\u200btend'],
    ['\u001b[31mred\u0007', '\\u001b[31mred\\u0007'],
    ['a\rb\tc', 'a\\u000db\\u0009c'],
    ['a\u202eb', 'a\\u202eb'],
    ['a\u00a0b', 'a\\u00a0b'],
    ['\ud800', '\\ud800'],
    ['\u{e0041}', '\\u{e0041}'],
  ];
  for (const [text, shown] of cases)
    it(`is shown as ${JSON.stringify(shown)}`, () => {
      expect(printable(text)).to.equal(shown);
    });
});

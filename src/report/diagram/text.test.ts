import { expect } from 'chai';
import { escaped, shortened, wrapped } from './text';

describe('text in a diagram', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['<script>"a" & b</script>', '&lt;script&gt;&quot;a&quot; &amp; b&lt;/script&gt;'],
    ['a\u202eb', 'a\\u202eb'],
    ['a\u0000b\uffffc', 'a\\u0000b\ufffdc'],
    ['two\nlines', 'two lines'],
    ['plain → text', 'plain → text'],
  ];
  for (const [text, wanted] of rows)
    it(`is ${wanted}`, () => {
      expect(escaped(text)).to.equal(wanted);
    });

  it('keeps both ends of a long name', () => {
    const name = `${'a'.repeat(5000)}${'z'.repeat(5000)}`;
    expect(shortened(name)).to.equal(`${'a'.repeat(20)}…${'z'.repeat(19)}`);
    expect(shortened('😀'.repeat(41))).to.equal(`${'😀'.repeat(20)}…${'😀'.repeat(19)}`);
  });

  it('breaks after a dash, and has no more lines than there is room for', () => {
    expect(wrapped('allow-frontend-egress-to-backend', 16, 3)).to.deep.equal([
      'allow-frontend-',
      'egress-to-',
      'backend',
    ]);
    const lines = wrapped('x'.repeat(10_000), 20, 3);
    expect(lines).to.have.lengthOf(3);
    expect(Math.max(...lines.map(line => line.length))).to.be.at.most(20);
  });
});

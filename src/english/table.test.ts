import { expect } from 'chai';
import { Refusal } from './refusal';
import { inRow, listed, readTable } from './table';

const read = (...cells: readonly (readonly string[])[]) => readTable('the pods:', cells, ['pod', 'labels']);

const known = 'It may have: pod | labels.';
const refused: readonly (readonly [string, readonly (readonly string[])[], string])[] = [
  ['an unknown column', [['pod', 'colour']], `the pods: has no column "colour". ${known}`],
  [
    'a misspelt column',
    [['pod', 'lables']],
    `the pods: has no column "lables". Did you mean "labels"? ${known}`,
  ],
  ['a column twice', [['pod', 'pod']], 'the pods: names the column "pod" twice.'],
  ['no required column', [['labels']], `the pods: needs a column "pod"; this table has labels. ${known}`],
  ['no column at all', [[]], `the pods: needs a column "pod"; this table has none. ${known}`],
  ['no header', [], `the pods: needs a column "pod"; this table has none. ${known}`],
  ['an empty required cell', [['pod'], ['web'], [' ']], 'the pods:, row 2: the cell "pod" is empty.'],
];

describe('a table', () => {
  it('is read by column, in any order, with spaces around', () => {
    expect(read([' labels ', 'pod'], [' app=web ', ' web ']), 'both').to.deep.equal([
      { pod: 'web', labels: 'app=web', number: 1 },
    ]);
  });

  it('has an empty cell where a column is absent, and counts its rows from 1', () => {
    expect(read(['pod'], ['web'], ['api'])).to.deep.equal([
      { pod: 'web', labels: '', number: 1 },
      { pod: 'api', labels: '', number: 2 },
    ]);
  });

  it('may have no row', () => {
    expect(read(['pod'])).to.deep.equal([]);
  });

  for (const [title, cells, message] of refused)
    it(`is refused with ${title}`, () => {
      expect(() => read(...cells)).to.throw(Refusal, message);
    });

  it('names the row in which a cell is refused', () => {
    const refuse = (): never => {
      throw new Refusal('no.');
    };
    expect(() => inRow('the pods:', { number: 3 }, refuse)).to.throw(Refusal, 'the pods:, row 3: no.');
  });

  it('leaves other errors as they are', () => {
    const bug = new TypeError('bug');
    const crash = (): never => {
      throw bug;
    };
    expect(() => inRow('the pods:', { number: 3 }, crash)).to.throw(bug);
  });

  it('has lists in its cells', () => {
    expect([listed(''), listed('a'), listed(' a , b,'), listed(',')]).to.deep.equal([
      [],
      ['a'],
      ['a', 'b'],
      [],
    ]);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Bound,
  contains,
  cutAt,
  intersect,
  type Span,
  type Spans,
  spansOf,
  subtract,
  union,
} from './spans';

const most = 24;

/** The same laws hold for ports and for addresses: small numbers, so that spans often touch and overlap. */
function lawsFor<T extends Bound>(kind: string, number: (value: number) => T): void {
  const bounds = fc.nat(most).map(number);
  const loose = fc.array(fc.tuple(bounds, bounds), { maxLength: 6 });
  const sets = loose.map(spansOf<T>);
  const points = Array.from({ length: most + 2 }, (_, i) => number(i));
  const members = (spans: readonly Span<T>[]): readonly T[] =>
    points.filter(point => spans.some(([start, end]) => start <= point && point < end));

  /** Sorted, no span empty, none touching the next. */
  const expectNormal = (set: Spans<T>): void => {
    for (const [i, [start, end]] of set.entries()) {
      expect(start < end, 'empty span').to.equal(true);
      const next = set[i + 1];
      if (next) expect(end < next[0], 'touching spans').to.equal(true);
    }
  };

  describe(`sets of ${kind}`, () => {
    it('hold what any of the given spans holds, in normal form', () => {
      fc.assert(
        fc.property(loose, spans => {
          expect(members(spansOf(spans))).to.deep.equal(members(spans));
          expectNormal(spansOf(spans));
        }),
      );
    });

    it('are one list for one set, however they are put together', () => {
      fc.assert(
        fc.property(fc.shuffledSubarray(points), chosen => {
          const singles = chosen.map((point): Span<T> => [point, number(Number(point) + 1)]);
          expect(spansOf(spansOf(singles))).to.deep.equal(spansOf([...singles].reverse()));
        }),
      );
    });

    const operations: readonly (readonly [
      string,
      (a: Spans<T>, b: Spans<T>) => Spans<T>,
      (a: boolean, b: boolean) => boolean,
    ])[] = [
      ['union', union, (a, b) => a || b],
      ['difference', subtract, (a, b) => a && !b],
      ['intersection', intersect, (a, b) => a && b],
    ];
    for (const [name, operation, law] of operations)
      it(`agree with their ${name} at every point`, () => {
        fc.assert(
          fc.property(sets, sets, (a, b) => {
            const result = operation(a, b);
            expectNormal(result);
            for (const point of points)
              expect(contains(result, point)).to.equal(law(contains(a, point), contains(b, point)));
          }),
        );
      });

    it('lose nothing when cut, and no piece has an edge inside', () => {
      fc.assert(
        fc.property(sets, fc.array(bounds), (set, edges) => {
          const pieces = cutAt(set, edges);
          expect(spansOf(pieces)).to.deep.equal(set);
          for (const [start, end] of pieces) {
            expect(start < end).to.equal(true);
            expect(edges.filter(edge => start < edge && edge < end)).to.deep.equal([]);
          }
        }),
      );
    });

    it('are cut nowhere but at the edges', () => {
      fc.assert(
        fc.property(sets, fc.array(bounds), (set, edges) => {
          for (const [start] of cutAt(set, edges))
            expect(edges.includes(start) || set.some(([first]) => first === start)).to.equal(true);
        }),
      );
    });
  });
}

lawsFor('ports', value => value);
lawsFor('addresses', BigInt);

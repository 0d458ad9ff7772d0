import { expect } from 'chai';
import fc from 'fast-check';
import { type ModelName, modelNames, models } from '../settings/models';
import { askedNetworks } from '../testing/smallNetworks';
import { answer, kindOf } from './answer';
import { attempt } from './attempt';
import { casesOf } from './cases';

/** Each model allows all that the one before it allows: it judges fewer packets. */
const fromStrictToOpen: readonly ModelName[] = ['stateless', 'three-check', 'stateful', 'unenforced'];

describe('an answer', () => {
  it('knows the upstream verdict exactly where upstream differs', () => {
    fc.assert(
      fc.property(askedNetworks, fc.constantFrom(...modelNames), ({ network, question }, model) => {
        const { cases, upstream } = answer(network, model, question);
        const direct = answer(network, 'stateful', question).cases;
        const differs = cases.some(({ kind }, i) => kind !== direct[i]?.kind);
        expect(upstream !== undefined).to.equal(differs);
        if (upstream) expect(upstream).to.deep.equal(direct);
      }),
      { numRuns: 400 },
    );
  });

  it('allows more, client port by client port, the fewer packets are judged', () => {
    fc.assert(
      fc.property(askedNetworks, ({ network, question }) => {
        for (const one of casesOf(network, question)) {
          const passes = fromStrictToOpen.map(model =>
            attempt(network, models[model], one).walks.map(({ dropped }) => dropped === undefined),
          );
          for (const [i, stricter] of passes.entries())
            for (const [port, passed] of stricter.entries())
              if (passed)
                expect(passes[i + 1]?.[port] ?? true, `after ${fromStrictToOpen[i]}`).to.equal(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('never fails where nothing is enforced', () => {
    fc.assert(
      fc.property(askedNetworks, ({ network, question }) => {
        for (const { kind } of answer(network, 'unenforced', question).cases)
          expect(kind).to.be.oneOf(['succeeds', 'refused']);
      }),
    );
  });

  it('is of one kind if all cases are, else mixed', () => {
    fc.assert(
      fc.property(askedNetworks, fc.constantFrom(...modelNames), ({ network, question }, model) => {
        const { cases, kind } = answer(network, model, question);
        const kinds = [...new Set(cases.map(verdict => verdict.kind))];
        expect(kind).to.equal(kinds.length === 1 ? kinds[0] : 'mixed');
      }),
    );
    expect(kindOf([])).to.equal('mixed');
  });
});

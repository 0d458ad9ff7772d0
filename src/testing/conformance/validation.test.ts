import { expect } from 'chai';
import { parseManifests } from '../../kubernetes/manifests';
import { BadManifests, type Problem } from '../../kubernetes/problem';
import { absent, errorsOf, readValidation } from './cases';

describe("upstream's validation cases", () => {
  const truth = readValidation();
  if (!truth) {
    it(absent);
    return;
  }

  it('are all there', () => {
    expect(truth).to.have.length(47);
  });

  for (const spelling of ['strict', 'lax'] as const)
    describe(`with cidr-spelling ${spelling}`, () => {
      for (const upstream of truth)
        it(upstream.name, () => {
          const found = problemsOf(JSON.stringify(upstream.policy), spelling === 'strict');
          const expected = errorsOf(upstream, spelling);
          const shown = found.map(({ field, type, detail }, i) => ({
            field,
            type,
            detail: detail.slice(0, expected[i]?.detail.length),
          }));
          expect(shown).to.deep.equal(expected);
        });
    });
});

function problemsOf(text: string, strictCidr: boolean): readonly Problem[] {
  try {
    parseManifests(text, { strictCidr, file: 'policy.json' });
    return [];
  } catch (error) {
    if (error instanceof BadManifests) return error.problems;
    throw error;
  }
}

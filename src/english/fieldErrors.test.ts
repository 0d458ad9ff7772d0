import { expect } from 'chai';
import { fieldErrorText, readFieldErrors } from './fieldErrors';
import { Refusal } from './refusal';

describe('the errors that a sentence names', () => {
  const texts: readonly (readonly [string, ...string[]])[] = [
    ['spec.podSelector as required'],
    ['metadata.labels[example.com/tier] as Too Long', 'metadata.labels[example.com/tier] as too long'],
    ['spec.policyTypes as invalid, "may not"'],
    ['spec.policyTypes as invalid "may not"', 'spec.policyTypes as invalid, "may not"'],
    ['spec.policyTypes as invalid, \'say "a", and b\'', 'spec.policyTypes as invalid, "say \\"a\\", and b"'],
    ['spec.policyTypes as invalid, "say \\"a\\""'],
    ['spec.a as invalid, "one" and "two"', 'spec.a as invalid, "one"', 'spec.a as invalid, "two"'],
    [
      'spec.a as invalid, "one", "two" and spec.b as required',
      'spec.a as invalid, "one"',
      'spec.a as invalid, "two"',
      'spec.b as required',
    ],
    [
      'spec.a as forbidden, and spec.b as unsupported, "supported"',
      'spec.a as forbidden',
      'spec.b as unsupported, "supported"',
    ],
  ];
  for (const [text, ...read] of texts)
    it(text, () => {
      expect(readFieldErrors(text).map(fieldErrorText)).to.deep.equal(read.length === 0 ? [text] : read);
    });

  const refused: readonly (readonly [string, string])[] = [
    ['spec.a as invlaid', '"invlaid" is no type of error. Did you mean "invalid"? There are: '],
    ['spec.a as wrong', '"wrong" is no type of error. There are: duplicate, forbidden, invalid, required, '],
    ['spec.a as invalid and spec.b', '"spec.b" is no error: write a field and what it is, for instance '],
    [
      'spec.ingress.0 as invalid',
      '"spec.ingress.0" is no field: write its path, for instance spec.ingress[0].',
    ],
    ['the port as invalid', '"the port" is no field: write its path'],
    [
      'sec.a as invalid',
      '"sec.a" is no field of a NetworkPolicy. Did you mean "spec"? Its path begins with ',
    ],
    [
      'ports[0] as invalid',
      '"ports[0]" is no field of a NetworkPolicy. Its path begins with metadata or spec.',
    ],
    ['spec.a as invalid, "one', 'spec.a as invalid, "one: a quote is not closed.'],
    ['"one" and spec.a as invalid', '"one" belongs to no field: write the field before it.'],
    ['spec.a as invalid, ""', 'The detail of spec.a is empty: write how it starts, or leave it out.'],
  ];
  for (const [text, message] of refused)
    it(`refuses ${text}`, () => {
      expect(() => readFieldErrors(text)).to.throw(Refusal, message);
    });
});

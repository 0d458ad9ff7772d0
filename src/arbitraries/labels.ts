import fc from 'fast-check';
import type { LabelExpression, LabelSelector, Labels } from '../kubernetes/objects';
import type { LabelWords } from './vocabulary';

/** Labels of which each key may be missing. */
export function labels(words: LabelWords): fc.Arbitrary<Labels> {
  const values = Object.entries(words).map(([key, all]) => [key, fc.constantFrom(...all)] as const);
  return fc.record(Object.fromEntries(values), { requiredKeys: [] }) as fc.Arbitrary<Labels>;
}

/** Selectors: empty ones, pairs, expressions of every operator about keys that may be absent, and both together. */
export function labelSelectors(words: LabelWords): fc.Arbitrary<LabelSelector> {
  if (Object.keys(words).length === 0) return fc.constant({});
  const matchLabels = labels(words);
  const matchExpressions = fc.array(expressions(words), { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { withCrossShrink: true },
    fc.constant({}),
    fc.record({ matchLabels }),
    fc.record({ matchExpressions }),
    fc.record({ matchLabels, matchExpressions }),
  );
}

function expressions(words: LabelWords): fc.Arbitrary<LabelExpression> {
  return fc.oneof(
    ...Object.entries(words).flatMap(([key, values]) => [
      fc.record({
        key: fc.constant(key),
        operator: fc.constantFrom('In' as const, 'NotIn' as const),
        values: fc.subarray([...values], { minLength: 1 }),
      }),
      fc.record({
        key: fc.constant(key),
        operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const),
      }),
    ]),
  );
}

import { expect } from 'chai';
import { nearestSentence } from './nearestSentence';

const sentences = [
  'the pods:',
  'the policies:',
  'deny-all',
  '{flow} succeeds',
  '{flow} fails at {enforcementPoint}',
  'policy {policy} is deleted',
];

describe('the sentence that was probably meant', () => {
  const slips: readonly (readonly [string, string | undefined])[] = [
    ['the policy:', 'the policies:'],
    ['teh pods:', 'the pods:'],
    ['frontend → backend:80 suceeds', '{flow} succeeds'],
    ['policy deny-all is removed', 'deny-all'],
    ['deny all', 'deny-all'],
    ['the weather is fine in spring', undefined],
  ];
  for (const [line, meant] of slips)
    it(`${line}: ${meant ?? 'none'}`, () => {
      expect(nearestSentence(line, sentences)).to.equal(meant);
    });
});

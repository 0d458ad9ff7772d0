import { expect } from 'chai';
import { readLabelChanges, readLabels } from './labels';
import { Refusal } from './refusal';

const read: readonly (readonly [string, object])[] = [
  ['', {}],
  ['app=web', { app: 'web' }],
  ['app=web,tier=front', { app: 'web', tier: 'front' }],
  [' app = web , tier=front ,', { app: 'web', tier: 'front' }],
  ['app=', { app: '' }],
  ['app.kubernetes.io/name=web', { 'app.kubernetes.io/name': 'web' }],
];

const refused: readonly (readonly [string, RegExp])[] = [
  ['app', /^"app" is no label: a label is written key=value, several with commas between\.$/],
  ['=web', /^"=web" is no label: a label is written key=value/],
  ['app=a b', /^"app=a b" is no label: a label is written key=value/],
  ['app=a=b', /^"app=a=b" is no label: a valid label must be an empty string or consist of/],
  ['-app=web', /^"-app=web" is no label: name part must consist of alphanumeric characters/],
  ['a/b/c=web', /^"a\/b\/c=web" is no label: a qualified name must consist of/],
  ['app-', /^"app-" removes a label; here labels are listed: key=value\.$/],
  [`app=${'x'.repeat(64)}`, /is no label: must be no more than 63 bytes\.$/],
];

describe('labels in words', () => {
  for (const [text, labels] of read)
    it(`are read from "${text}"`, () => {
      expect(readLabels(text)).to.deep.equal(labels);
    });

  for (const [text, message] of refused)
    it(`are refused from "${text}"`, () => {
      expect(() => readLabels(text)).to.throw(Refusal, message);
    });

  it('are set with key=value and taken away with key-', () => {
    expect(readLabelChanges('app=web, tier-, a.b/c-')).to.deep.equal({
      merged: { app: 'web' },
      removed: ['tier', 'a.b/c'],
    });
  });

  it('are refused where a key that is taken away could be none', () => {
    expect(() => readLabelChanges('a/b/c-')).to.throw(Refusal, '"a/b/c-" is no label');
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { admitsHost, commonHosts, everyHost, mostSpecific } from './hosts';

const admissions: readonly (readonly [
  pattern: string,
  host: string,
  oneLabel: boolean,
  anyLabels: boolean,
])[] = [
  ['example.com', 'example.com', true, true],
  ['Example.COM', 'example.com', true, true],
  ['example.com.', 'example.com', true, true],
  ['example.com', 'www.example.com', false, false],
  ['*.example.com', 'www.example.com', true, true],
  ['*.Example.com', 'www.example.com', true, true],
  ['*.example.com', 'a.b.example.com', false, true],
  ['*.example.com', 'example.com', false, false],
  ['*.example.com', '.example.com', false, false],
  ['*.example.com', 'wwwexample.com', false, false],
  ['*.example.com', 'www.example.net', false, false],
  ['*', 'anything', true, true],
  ['*', '203.0.113.7', true, true],
];

const commons: readonly (readonly [one: string, other: string, common: string | undefined])[] = [
  ['*', '*', '*'],
  ['*', 'test.example.com', 'test.example.com'],
  ['test.example.com', 'test.example.com', 'test.example.com'],
  ['test.example.com', '*.example.com', 'test.example.com'],
  ['*.example.com', 'foo.test.example.com', 'foo.test.example.com'],
  ['*.example.com', '*.test.example.com', '*.test.example.com'],
  ['*.example.com', 'example.com', undefined],
  ['*.example.com', 'test.example.net', undefined],
  ['*.a.example.com', '*.b.example.com', undefined],
];

const patterns = fc
  .tuple(fc.boolean(), fc.array(fc.constantFrom('a', 'b', 'com'), { minLength: 1, maxLength: 3 }))
  .map(([isWild, labels]) => [...(isWild ? ['*'] : []), ...labels].join('.'));
const hosts = fc
  .array(fc.constantFrom('a', 'b', 'com'), { minLength: 1, maxLength: 4 })
  .map(l => l.join('.'));

describe('the hosts that a pattern takes', () => {
  for (const [pattern, host, oneLabel, anyLabels] of admissions) {
    it(`${pattern} of ${host}: ${oneLabel} for an Ingress, ${anyLabels} for a Gateway`, () => {
      expect(admitsHost(pattern, host, 'one label')).to.equal(oneLabel);
      expect(admitsHost(pattern, host, 'any labels')).to.equal(anyLabels);
    });
  }

  for (const [one, other, common] of commons) {
    it(`${one} and ${other} have ${common} in common`, () => {
      expect(commonHosts(one, other)).to.equal(common);
      expect(commonHosts(other, one)).to.equal(common);
    });
  }

  it('are those of both patterns where they are in common', () => {
    fc.assert(
      fc.property(patterns, patterns, hosts, (one, other, host) => {
        const takes = (pattern: string): boolean => admitsHost(pattern, host, 'any labels');
        const common = commonHosts(one, other);
        expect(common !== undefined && takes(common)).to.equal(takes(one) && takes(other));
      }),
    );
  });

  it('a name says more than a wildcard, a longer wildcard more than a shorter', () => {
    const all = [everyHost, '*.com', '*.example.com', 'a.b'];
    const chosen = all.map((_, index) => mostSpecific(all.slice(0, index + 1), pattern => pattern));
    expect(chosen).to.deep.equal(all.map(pattern => [pattern]));
    expect(mostSpecific([], String)).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import { allPorts, formatPorts, isPort } from './port';
import type { Spans } from './spans';

describe('a port', () => {
  for (const value of [1, 80, 65535])
    it(`${value} is one`, () => {
      expect(isPort(value)).to.equal(true);
    });

  for (const value of [0, -1, 65536, 80.5, Number.NaN, Number.POSITIVE_INFINITY])
    it(`${value} is none`, () => {
      expect(isPort(value)).to.equal(false);
    });

  const written: readonly (readonly [Spans<number>, string])[] = [
    [[], ''],
    [[[80, 81]], '80'],
    [[[8000, 9000]], '8000-8999'],
    [
      [
        [443, 446],
        [80, 81],
      ],
      '80,443-445',
    ],
    [
      [
        [80, 81],
        [81, 82],
      ],
      '80-81',
    ],
    [allPorts, '1-65535'],
  ];
  for (const [ports, text] of written)
    it(`is written "${text}"`, () => {
      expect(formatPorts(ports)).to.equal(text);
    });
});

import { expect } from 'chai';
import { readDuration } from './duration';
import { Refusal } from './refusal';

const durations: readonly (readonly [string, number])[] = [
  ['2 hours', 7_200_000],
  ['1 hour', 3_600_000],
  ['hour', 3_600_000],
  ['an hour', 3_600_000],
  ['1.5 seconds', 1500],
  ['90s', 90_000],
  ['250 ms', 250],
  ['a day', 86_400_000],
  ['5 days', 432_000_000],
  ['1 minute and 30 seconds', 90_000],
  ['1 day, 2 hours and 3 minutes', 93_780_000],
];

const form = 'write a number and a unit, for instance 90 seconds, 2 hours or 1 minute and 30 seconds.';
const refused: readonly (readonly [string, string])[] = [
  ['5', `"5" has no unit: ${form}`],
  ['seconds', `"seconds" is no duration: ${form}`],
  ['-1 second', `"-1 second" is no duration: ${form}`],
  ['', `"" is no duration: ${form}`],
  ['1 minute and 30', `"1 minute and 30" has no unit: ${form}`],
  [
    '3 minuets',
    '"minuets" is no unit of time. Did you mean "minutes"? There are: seconds, minutes, hours, days, weeks.',
  ],
  ['3 constructor', '"constructor" is no unit of time. There are: seconds, minutes, hours, days, weeks.'],
];

describe('a duration', () => {
  for (const [text, milliseconds] of durations)
    it(`"${text}" is ${milliseconds} ms`, () => {
      expect(readDuration(text)).to.equal(milliseconds);
    });

  for (const [text, message] of refused)
    it(`"${text}" is refused`, () => {
      expect(() => readDuration(text)).to.throw(Refusal, message);
    });
});

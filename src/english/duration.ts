import { didYouMean, Refusal } from './refusal';

/** Milliseconds by the name of the unit, singular. */
const units: ReadonlyMap<string, number> = new Map([
  ['millisecond', 1],
  ['ms', 1],
  ['second', 1000],
  ['sec', 1000],
  ['s', 1000],
  ['minute', 60_000],
  ['min', 60_000],
  ['m', 60_000],
  ['hour', 3_600_000],
  ['h', 3_600_000],
  ['day', 86_400_000],
  ['d', 86_400_000],
  ['week', 604_800_000],
]);
/** Beyond it a clock of milliseconds would begin to lose them. */
const longest = 365_250 * 86_400_000;
const spoken = ['seconds', 'minutes', 'hours', 'days', 'weeks'];

const form = 'write a number and a unit, for instance 90 seconds, 2 hours or 1 minute and 30 seconds';

/** `2 hours`, `1.5 s`, `a day`, `hour`, `1 minute and 30 seconds` in milliseconds. */
export function readDuration(text: string): number {
  const parts = text.trim().split(/\s*,\s*|\s+and\s+/);
  const milliseconds = parts.reduce((sum, part) => sum + readPart(part, text), 0);
  if (milliseconds <= longest) return milliseconds;
  throw new Refusal(`"${text}" is longer than anything here lasts: write a thousand years at most.`);
}

function readPart(part: string, text: string): number {
  if (units.has(part.toLowerCase())) return units.get(part.toLowerCase()) ?? 0;
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?|an?|one)\s*([a-z]*)$/i.exec(part) ?? [];
  if (number === '') throw new Refusal(`"${text}" is no duration: ${form}.`);
  if (unit === '') throw new Refusal(`"${text}" has no unit: ${form}.`);
  const word = unit.toLowerCase();
  const milliseconds = units.get(word) ?? units.get(word.replace(/s$/, ''));
  if (milliseconds === undefined)
    throw new Refusal(
      `"${unit}" is no unit of time. ${didYouMean(unit, spoken)}There are: ${spoken.join(', ')}.`,
    );
  return (/^\d/.test(number) ? Number(number) : 1) * milliseconds;
}

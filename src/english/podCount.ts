/** How many of some pods. */
export interface PodCount {
  readonly bound: Bound;
  readonly number: number;
  /** What describes them, after "pods". */
  readonly which: string;
}

export type Bound = 'at least' | 'at most' | 'exactly';

const numberWords = 'zero one two three four five six seven eight nine ten'.split(' ');

/** How a bound is written, and how far the number is from the bound's own. */
const bounds: Readonly<Record<string, readonly [bound: Bound, further: number]>> = {
  'at least': ['at least', 0],
  'more than': ['at least', 1],
  'no fewer than': ['at least', 0],
  'at most': ['at most', 0],
  'no more than': ['at most', 0],
  'fewer than': ['at most', -1],
  'less than': ['at most', -1],
  exactly: ['exactly', 0],
};

const pattern = new RegExp(
  String.raw`^(?<bound>${Object.keys(bounds).join('|')}) (?<number>\d+|${numberWords.join('|')}) pods?(?: (?<which>.+))?$`,
  'i',
);

/** Reads `at most 2 pods in namespace shop`, `fewer than three pods`; `undefined` for what counts nothing. */
export function readPodCount(text: string): PodCount | undefined {
  const { bound = '', number = '', which = '' } = pattern.exec(text)?.groups ?? {};
  const known = bounds[bound.toLowerCase()];
  if (!known) return undefined;
  const word = numberWords.indexOf(number.toLowerCase());
  return { bound: known[0], number: (word < 0 ? Number(number) : word) + known[1], which };
}

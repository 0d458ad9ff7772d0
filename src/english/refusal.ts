import { closest, distance } from 'fastest-levenshtein';

/**
 * A sentence that cannot be read or carried out: the message says what is wrong and what would be right. It
 * carries no stack, as the place that matters is the line of the feature file.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}

const longestList = 20;

/** `Did you mean "frontend"? There are: backend, frontend.` or `There are none.` */
export function instead(word: string, known: Iterable<string>): string {
  const candidates = [...new Set(known)].sort();
  if (candidates.length === 0) return 'There are none.';
  const shown = candidates.slice(0, longestList).join(', ');
  const more = candidates.length > longestList ? ` and ${candidates.length - longestList} more` : '';
  return `${didYouMean(word, candidates)}There are: ${shown}${more}.`;
}

/** `Did you mean "x"? ` when a candidate is close enough to be a slip of the fingers, else nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const lower = candidates.map(candidate => candidate.toLowerCase());
  if (lower.length === 0) return '';
  const near = closest(word.toLowerCase(), lower);
  const allowed = Math.max(1, Math.ceil((Math.max(word.length, near.length) - 1) / 3));
  if (distance(word.toLowerCase(), near) > allowed) return '';
  return `Did you mean "${candidates[lower.indexOf(near)]}"? `;
}

/** The parts of an enumeration: commas and the word "and" between spaces part them. */
export function enumerated(text: string): readonly string[] {
  const parts = text
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+/)
    .map(part => part.trim())
    .filter(part => part !== '');
  if (parts.length === 0)
    throw new Refusal(
      `"${text}" names nothing: write one name at least, several with commas or "and" between.`,
    );
  return parts;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

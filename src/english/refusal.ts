import { closest, distance } from 'fastest-levenshtein';
import { printable } from '../kubernetes/printable';
import { isSwapped } from '../kubernetes/spelling';

/**
 * A sentence that cannot be read or carried out: the message says what is wrong and what would be right. It
 * carries no stack, as the place that matters is the line of the feature file.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(message: string) {
    super(printable(message));
    this.stack = this.message;
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

/**
 * `Did you mean "x"? ` when a candidate is close enough to be a slip of the fingers, else nothing. A word without a namespace is
 * compared with the names alone.
 */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const isBare = !word.includes('/');
  const lower = candidates.map(candidate =>
    (isBare ? candidate.slice(candidate.lastIndexOf('/') + 1) : candidate).toLowerCase(),
  );
  if (lower.length === 0) return '';
  const asked = word.toLowerCase();
  const near = lower.find(each => isSwapped(asked, each)) ?? closest(asked, lower);
  const length = Math.max(word.length, near.length);
  const allowed = length < 2 ? 0 : Math.max(1, Math.ceil((length - 1) / 3));
  if (distance(asked, near) > allowed && !isSwapped(asked, near)) return '';
  return `Did you mean "${candidates[lower.indexOf(near)]}"? `;
}

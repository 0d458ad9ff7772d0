import { distance } from 'fastest-levenshtein';

/** The same letters, two of them in another place: two changes to one who counts them, one slip of the hand. */
export function isSwapped(a: string, b: string): boolean {
  return distance(a, b) === 2 && sorted(a) === sorted(b);
}

function sorted(word: string): string {
  return [...word].sort().join('');
}

import { Refusal } from './refusal';

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

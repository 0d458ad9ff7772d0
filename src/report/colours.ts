import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** What is coloured: marks, and the lines of a difference, which stand four columns in. */
const rules: readonly (readonly [RegExp, Style])[] = [
  [/✔/g, 'green'],
  [/✘/g, 'red'],
  [/^ {4}\+ .*$/gm, 'green'],
  [/^ {4}- .*$/gm, 'red'],
];

/** An explanation for a terminal. */
export function coloured(text: string): string {
  return rules.reduce(
    (whole, [pattern, style]) =>
      whole.replace(pattern, found => styleText(style, found, { validateStream: false })),
    text,
  );
}

import fc from 'fast-check';

/** A change to a text, wherever in it: drawn before the text is known, so that one fewer is a simpler case. */
export interface TextEdit {
  readonly kind: Kind;
  /** The place, and another one, in ten-thousandths of the text. */
  readonly at: number;
  readonly other: number;
  readonly insert: string;
}

const whole = 10_000;

/** The place in a row of things. */
function index(at: number, length: number): number {
  return Math.min(length - 1, Math.floor((at * length) / whole));
}

/** What words there are in a text, and what stands between them. */
const parts = (text: string): string[] => text.split(/([\p{L}\p{N}_./-]+)/u);

type Apply = (text: string, edit: TextEdit) => string;

const onLines =
  (change: (lines: string[], at: number, edit: TextEdit) => string[]): Apply =>
  (text, edit) => {
    const lines = text.split('\n');
    return change(lines, index(edit.at, lines.length), edit).join('\n');
  };

const onWords =
  (change: (words: string[], at: number, edit: TextEdit) => void): Apply =>
  (text, edit) => {
    const words = parts(text);
    const count = Math.floor(words.length / 2);
    if (count > 0) change(words, 2 * index(edit.at, count) + 1, edit);
    return words.join('');
  };

const kinds = {
  insert: (text, { at, insert }) => {
    const place = index(at, text.length + 1);
    return text.slice(0, place) + insert + text.slice(place);
  },
  'delete characters': (text, { at, other }) => {
    const place = index(at, text.length + 1);
    return text.slice(0, place) + text.slice(place + 1 + (other % 9));
  },
  'flip a bit': (text, { at, other }) => {
    if (text === '') return text;
    const place = index(at, text.length);
    const flipped = String.fromCharCode(text.charCodeAt(place) ^ (1 << (other % 8)));
    return text.slice(0, place) + flipped + text.slice(place + 1);
  },
  'cut off': (text, { at }) => text.slice(0, index(at, text.length + 1)),
  'replace a word': onWords((words, at, { insert }) => {
    words[at] = insert;
  }),
  'delete a word': onWords((words, at) => words.splice(at, 2)),
  'repeat a word': onWords((words, at) => words.splice(at, 0, words[at] ?? '', ' ')),
  'swap words': onWords((words, at, { other }) => {
    const with_ = 2 * index(other, Math.floor(words.length / 2)) + 1;
    [words[at], words[with_]] = [words[with_] ?? '', words[at] ?? ''];
  }),
  'delete a line': onLines((lines, at) => lines.filter((_, i) => i !== at)),
  'repeat a line': onLines((lines, at) => [
    ...lines.slice(0, at),
    ...lines.slice(at, at + 1),
    ...lines.slice(at),
  ]),
  'move a line': onLines((lines, at, { other }) => {
    const [line = ''] = lines.splice(at, 1);
    lines.splice(index(other, lines.length + 1), 0, line);
    return lines;
  }),
  'indent a line': onLines((lines, at, { other }) =>
    lines.map((line, i) => (i === at ? ' '.repeat(1 + (other % 4)) + line : line)),
  ),
  'outdent a line': onLines((lines, at, { other }) =>
    lines.map((line, i) => (i === at ? line.slice(Math.min(line.search(/\S|$/), 1 + (other % 4))) : line)),
  ),
  'insert a line': onLines((lines, at, { insert }) => {
    const indent = /^[\s-]*/.exec(lines[at] ?? '')?.[0].replaceAll('-', ' ') ?? '';
    return [...lines.slice(0, at), indent + insert, ...lines.slice(at)];
  }),
  'replace a value': onLines((lines, at, { insert }) =>
    lines.map((line, i) =>
      i === at ? line.replace(/^(.*?: ?|\s*- ?).*$/, (_, key: string) => key + insert) : line,
    ),
  ),
  'replace a key': onLines((lines, at, { insert }) =>
    lines.map((line, i) =>
      i === at ? line.replace(/^([\s-]*)[^\s:]+:/, (_, indent: string) => `${indent}${insert}:`) : line,
    ),
  ),
} satisfies Record<string, Apply>;

type Kind = keyof typeof kinds;

const kindNames = Object.keys(kinds) as readonly Kind[];

/** Edits of a text, whose insertions are drawn from `inserts`. */
export function textEdits(inserts: fc.Arbitrary<string>): fc.Arbitrary<TextEdit> {
  const place = fc.nat(whole - 1);
  return fc.record({ kind: fc.constantFrom(...kindNames), at: place, other: place, insert: inserts });
}

export function edited(text: string, edits: readonly TextEdit[]): string {
  return edits.reduce((before, edit) => kinds[edit.kind](before, edit), text);
}

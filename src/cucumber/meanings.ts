/** What people write instead of a sentence's own words, where the distance of letters would mislead. */
interface Meaning {
  readonly written: RegExp;
  readonly meant: string;
}

/** Whole phrases, in lower case; put into the words of the sentence before these are compared. */
const phrases: readonly Meaning[] = [
  { written: /^(?:the )?(?:(?:cluster|core|kube)[- ]?)?dns$/, meant: 'kube-dns' },
  { written: /^(?:the )?node-?local[- ]dns(?:[- ]?cache)?$/, meant: 'nodelocal dnscache' },
  {
    written:
      /\b(?:fails? to resolve|(?:can't|can’t|can not|could not|couldn't|does not|doesn't) resolve|(?:cannot|can't|can not) be resolved|is not resolved|is unresolved|is unresolvable)(?!\S)/,
    meant: 'cannot resolve',
  },
  {
    written: /(?<!connection .*)(?<=(?:→|->|=>).*) (?:times out|timed out|hangs)$/,
    meant: ' fails with a timeout',
  },
];

/** Verbs, most of which say the same; the closest in letters often says the opposite. */
const verbs: Readonly<Record<string, string>> = {
  pass: 'succeed',
  passes: 'succeeds',
  work: 'succeed',
  works: 'succeeds',
  connects: 'succeeds',
  passing: 'succeed',
  failing: 'fail',
  admits: 'accepts',
  refuses: 'rejects',
};

/** A line in lower case, its phrases put as the sentences have them. */
export function rephrased(line: string): string {
  return phrases.reduce((text, { written, meant }) => text.replace(written, meant), line);
}

/** Other words for a word: what it says, or itself. */
export function wordsFor(word: string): readonly string[] {
  const meant = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  return meant === undefined ? [word] : [word, meant];
}

import { distance } from 'fastest-levenshtein';
import { rephrased, wordsFor } from './meanings';

/**
 * The sentence whose fixed words come closest to those of a line that no step definition understands; `undefined`
 * when none comes close. Parameters may be anything, so only fixed words count.
 */
export function nearestSentence(line: string, sentences: readonly string[]): string | undefined {
  const text = rephrased(withoutColons(line.trim().toLowerCase()));
  const words = text.split(/\s+/).flatMap(wordsFor);
  const scored = sentences
    .filter(sentence => !sentence.includes('{connection}') || text.includes('the connection'))
    .map(sentence => {
      const fixed = fixedWords(sentence);
      const apart = wordsApart(words, fixed);
      const whole = sentence.includes('{') ? 1 : apartness(text, fixed.join(' '));
      const isFlow = sentence.includes('{flow}') === /→|->|=>/.test(text);
      return { sentence, misfit: Math.min(apart, whole), isFlow, fixed: fixed.length };
    });
  const [best] = scored.sort(
    (a, b) => a.misfit - b.misfit || b.fixed - a.fixed || Number(b.isFlow) - Number(a.isFlow),
  );
  return best && best.misfit < 0.35 ? best.sentence : undefined;
}

function fixedWords(sentence: string): readonly string[] {
  return withoutColons(sentence.toLowerCase().replace(/\{[^}]*\}/g, ' '))
    .split(/\s+/)
    .filter(word => word !== '');
}

/** A colon at the end of a word says what follows, not what is meant. */
function withoutColons(text: string): string {
  return text.replace(/:(?!\S)/g, '');
}

/** How far the fixed words are, on average, from the nearest word of the line. */
function wordsApart(words: readonly string[], fixed: readonly string[]): number {
  if (fixed.length === 0) return 1;
  const misfits = fixed.map(word => Math.min(...words.map(other => apartness(word, other))));
  return misfits.reduce((sum, each) => sum + each, 0) / misfits.length;
}

/** 0 is the same, 1 has nothing in common. */
function apartness(a: string, b: string): number {
  return distance(a, b) / Math.max(a.length, b.length);
}

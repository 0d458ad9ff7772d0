import { distance } from 'fastest-levenshtein';

/**
 * The sentence whose fixed words come closest to those of a line that no step definition understands; `undefined`
 * when none comes close. Parameters may be anything, so only fixed words count.
 */
export function nearestSentence(line: string, sentences: readonly string[]): string | undefined {
  const words = line.toLowerCase().split(/\s+/);
  const scored = sentences.map(sentence => ({ sentence, ...likeness(words, fixedWords(sentence)) }));
  const [best] = scored.sort((a, b) => a.misfit - b.misfit || b.fixed - a.fixed);
  return best && best.misfit < 0.35 ? best.sentence : undefined;
}

function fixedWords(sentence: string): readonly string[] {
  return sentence
    .toLowerCase()
    .replace(/\{[^}]*\}/g, ' ')
    .split(/\s+/)
    .filter(word => word !== '');
}

/** How far the fixed words are, on average, from the nearest word of the line: 0 is the same, 1 has nothing in common. */
function likeness(words: readonly string[], fixed: readonly string[]): { misfit: number; fixed: number } {
  const misfits = fixed.map(word =>
    Math.min(...words.map(other => distance(word, other) / Math.max(word.length, other.length))),
  );
  const misfit = misfits.reduce((sum, each) => sum + each, 0) / Math.max(misfits.length, 1);
  return { misfit: fixed.length === 0 ? 1 : misfit, fixed: fixed.length };
}

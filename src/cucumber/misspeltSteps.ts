import type { Envelope } from '@cucumber/messages';
import { distance } from 'fastest-levenshtein';

/** A line of a description. */
export interface Line {
  readonly uri: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  /** Whether it is the first line of its description. */
  readonly first: boolean;
}

const keywords = ['Given', 'When', 'Then', 'And', 'But'];

/** Words of ordinary prose that look much like a keyword. */
const ordinary = new Set(
  'a an and any are band but bus buy end gave get give gives hand her here land sand than that the them they these this were what where who why'.split(
    ' ',
  ),
);

/**
 * Lines of prose that were meant as steps: the first word is a keyword with a slip in it, and the rest of the line is
 * a sentence that some step definition understands.
 */
export function misspeltSteps(prose: readonly Line[], definitions: readonly Envelope[]): readonly Line[] {
  const candidates = prose.filter(isNearlyAStep);
  if (candidates.length === 0) return [];
  const understands = readerOf(definitions);
  return candidates.filter(({ text }) => understands(text.replace(/^\S+\s+/, '')));
}

function isNearlyAStep({ text, first }: Line): boolean {
  const [, word] = /^([A-Za-z]+):?\s+\S/.exec(text) ?? [];
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  // "given" in the middle of a sentence that wraps is prose; at the very beginning it is a keyword in lower case.
  if (keywords.some(keyword => keyword.toLowerCase() === lower)) return first;
  if (ordinary.has(lower)) return false;
  return keywords.some(keyword => distance(lower, keyword.toLowerCase()) <= (keyword.length > 3 ? 2 : 1));
}

/** Loaded only when there is something to look at. */
function readerOf(definitions: readonly Envelope[]): (text: string) => boolean {
  const { CucumberExpression, ParameterType, ParameterTypeRegistry } =
    require('@cucumber/cucumber-expressions') as typeof import('@cucumber/cucumber-expressions');
  const registry = new ParameterTypeRegistry();
  for (const { parameterType } of definitions) {
    if (!parameterType || registry.lookupByTypeName(parameterType.name)) continue;
    const { name, regularExpressions } = parameterType;
    registry.defineParameterType(
      new ParameterType(name, regularExpressions, null, text => text, false, false),
    );
  }
  const expressions = definitions.flatMap(({ stepDefinition }) =>
    stepDefinition?.pattern.type === 'CUCUMBER_EXPRESSION'
      ? new CucumberExpression(stepDefinition.pattern.source, registry)
      : [],
  );
  return text => expressions.some(expression => expression.match(text) !== null);
}

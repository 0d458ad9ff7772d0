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
  /** Whether steps follow the description: that of a Scenario or a Background. */
  readonly beforeSteps: boolean;
}

const keywords = ['Given', 'When', 'Then', 'And', 'But'];

/** Words of ordinary prose that look much like a keyword. */
const ordinary = new Set(
  'a an and any are band but bus buy end gave get give gives hand her here land sand that the they these this were what where who why'.split(
    ' ',
  ),
);

/**
 * Lines of prose that were meant as steps. Three slips make one of a step: a keyword that is misspelt or missing as the
 * first thing under Scenario or Background, and a misspelt Scenario, which leaves all its steps to the description
 * above. Prose is told from steps by whether some step definition understands what stands there.
 */
export function misspeltSteps(prose: readonly Line[], definitions: readonly Envelope[]): readonly Line[] {
  const candidates = prose.filter(({ text, beforeSteps }) =>
    beforeSteps ? text !== '' : /^(?:Given|When|Then|And|But|\*)\s/.test(text),
  );
  if (candidates.length === 0) return [];
  const understands = readerOf(definitions);
  return candidates.filter(line => {
    const rest = line.text.replace(/^(?:[-*]\s+)?\S+\s+/, '');
    if (!line.beforeSteps) return understands.strictly(rest);
    // Further down, a short line may be the end of a wrapped sentence.
    const isStep = line.first && (understands.strictly(line.text) || understands.strictly(rest));
    return isStep || (hasNearKeyword(line) && understands.generously(rest));
  });
}

function hasNearKeyword({ text, first }: Line): boolean {
  const [, word] = /^([A-Za-z]+)[:,]?\s+\S/.exec(text) ?? [];
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  // "given" in the middle of a sentence that wraps is prose; at the very beginning it is a keyword in lower case.
  if (keywords.some(keyword => keyword.toLowerCase() === lower)) return first;
  if (ordinary.has(lower)) return false;
  return keywords.some(keyword => distance(lower, keyword.toLowerCase()) <= (keyword.length > 3 ? 2 : 1));
}

interface Reader {
  /** As cucumber does, whose parameters may hold any number of words. */
  readonly generously: (text: string) => boolean;
  /** With parameters of one word, so that prose hardly ever fits. */
  readonly strictly: (text: string) => boolean;
}

/** What a parameter that takes any words may be at most, for prose not to pass as one. */
const oneWord = '\\S+';
const oneFlow = '\\S+\\s*(?:→|->|=>)\\s*\\S+';
const onePoint = '\\S+ (?:ingress|egress)(?: for the \\S+)?';

/** Loaded only when there is something to look at. */
function readerOf(definitions: readonly Envelope[]): Reader {
  const { CucumberExpression, ParameterType, ParameterTypeRegistry } =
    require('@cucumber/cucumber-expressions') as typeof import('@cucumber/cucumber-expressions');
  const sentences = definitions.flatMap(({ stepDefinition }) =>
    stepDefinition?.pattern.type === 'CUCUMBER_EXPRESSION' ? stepDefinition.pattern.source : [],
  );
  const reader = (
    patterns: readonly string[],
    narrowed: (expressions: readonly string[]) => readonly string[],
  ) => {
    const registry = new ParameterTypeRegistry();
    for (const { parameterType } of definitions) {
      if (!parameterType || registry.lookupByTypeName(parameterType.name)) continue;
      const expressions = narrowed(parameterType.regularExpressions);
      registry.defineParameterType(
        new ParameterType(parameterType.name, expressions, null, text => text, false, false),
      );
    }
    const expressions = patterns.map(pattern => new CucumberExpression(pattern, registry));
    return (text: string): boolean => expressions.some(expression => expression.match(text) !== null);
  };
  return {
    generously: reader(sentences, expressions => expressions),
    strictly: reader(
      sentences.filter(sentence => !sentence.startsWith('{subject}')),
      narrow,
    ),
  };
}

/** A parameter that takes prose takes one word, one flow or one enforcement point instead. */
function narrow(expressions: readonly string[]): readonly string[] {
  const takes = (text: string): boolean =>
    expressions.some(expression => new RegExp(`^(?:${expression})$`).test(text));
  if (takes('some words of prose')) return [`${onePoint}|${oneWord}`];
  return takes('some words → of prose') ? [oneFlow] : expressions;
}

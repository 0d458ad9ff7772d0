import type { Envelope } from '@cucumber/messages';

export interface Line {
  readonly uri: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Lines of prose that would be a step but for their first word: the rest of the line is a sentence that some step
 * definition understands. Ordinary prose never is.
 */
export function misspeltSteps(prose: readonly Line[], definitions: readonly Envelope[]): readonly Line[] {
  const candidates = prose.filter(({ text }) => /^\S+\s+\S/.test(text));
  if (candidates.length === 0) return [];
  const matches = matcherOf(definitions);
  return candidates.filter(({ text }) => matches(text.replace(/^\S+\s+/, '')));
}

/** Loaded only when there is prose to look at. */
function matcherOf(definitions: readonly Envelope[]): (text: string) => boolean {
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

import type { Feature, FeatureChild, GherkinDocument, RuleChild } from '@cucumber/messages';
import type { Line } from './misspeltSteps';

/** Every line of every description of a feature file, with its place in the source text. */
export function proseOf({ uri = '', feature }: GherkinDocument, source: string): readonly Line[] {
  if (!feature) return [];
  const rules = feature.children.flatMap(({ rule }) => rule ?? []);
  const scenarios = childrenOf(feature).flatMap(({ scenario }) => scenario ?? []);
  const backgrounds = childrenOf(feature).flatMap(({ background }) => background ?? []);
  const examples = scenarios.flatMap(scenario => scenario.examples);
  const lines = source.split('\n').map(text => text.trim());
  const described = (parts: readonly Described[], beforeSteps: boolean): readonly Line[] =>
    parts.flatMap(({ description, location }) => {
      if (description === '') return [];
      const texts = description.split('\n').map(text => text.trim());
      const start = lines.indexOf(texts[0] ?? '', location.line);
      return texts.map((text, i) => ({ uri, line: start + 1 + i, text, first: i === 0, beforeSteps }));
    });
  return [
    ...described([feature, ...rules, ...examples], false),
    ...described([...backgrounds, ...scenarios], true),
  ];
}

interface Described {
  readonly description: string;
  readonly location: { readonly line: number };
}

/** The lines of Examples that have no row: an outline that was never tried. */
export function emptyExamples({ feature }: GherkinDocument): readonly number[] {
  const scenarios = feature ? childrenOf(feature).flatMap(({ scenario }) => scenario ?? []) : [];
  return scenarios
    .flatMap(({ examples }) => examples)
    .filter(({ tableBody }) => tableBody.length === 0)
    .map(({ location }) => location.line);
}

/** The lines on which a Background stands that has no step. */
export function emptyBackgrounds({ feature }: GherkinDocument): readonly number[] {
  const backgrounds = feature ? childrenOf(feature).flatMap(({ background }) => background ?? []) : [];
  return backgrounds.filter(({ steps }) => steps.length === 0).map(({ location }) => location.line);
}

/** Backgrounds and scenarios, those within rules included. */
function childrenOf({ children }: Feature): readonly (FeatureChild | RuleChild)[] {
  return children.flatMap(child => [child, ...(child.rule?.children ?? [])]);
}

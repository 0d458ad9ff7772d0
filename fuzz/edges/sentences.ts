import type { Pickle, PickleStep, PickleStepArgument } from '@cucumber/messages';
import fc from 'fast-check';
import type { Edge, Outcome } from '../edge';
import { hostileText } from '../hostile';
import { beginScenario, type Sentences } from '../sentences';
import { edited, type TextEdit, textEdits } from '../textEdits';
import type { WrittenFeature } from '../written';

/** A scenario of the features with other steps in it. */
export interface ChangedScenario {
  readonly feature: WrittenFeature;
  readonly pickle: Pickle;
}

/** A change to one step of a scenario, drawn before it is known which. */
type StepEdit =
  | { readonly kind: 'words'; readonly at: number; readonly edits: readonly TextEdit[] }
  | {
      readonly kind: 'sentence';
      readonly at: number;
      readonly source: string;
      readonly words: readonly number[];
      readonly hostile: readonly string[];
    };

/** Scenarios of the features whose sentences are changed, or others put between them. */
export function sentences(features: readonly WrittenFeature[], known: Sentences): Edge<ChangedScenario> {
  const pool = wordPool(features, known);
  const words = [...new Set([...pool.values()].flat())];
  const insert = fc.oneof(hostileText, fc.constantFrom(...words));
  const edits: fc.Arbitrary<StepEdit> = fc.oneof(
    fc.record({
      kind: fc.constant('words' as const),
      at: fc.nat(9999),
      edits: fc.array(textEdits(insert), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('sentence' as const),
      at: fc.nat(9999),
      source: fc.constantFrom(...known.sources),
      words: fc.array(fc.nat(9999), { minLength: 4, maxLength: 4 }),
      hostile: fc.array(
        fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: hostileText }),
        { minLength: 4, maxLength: 4 },
      ),
    }),
  );
  return {
    inputs: fc
      .tuple(writtenScenarios(features), fc.array(edits, { minLength: 1, maxLength: 4 }))
      .map(([{ feature, pickle }, changes]) => ({
        feature,
        pickle: {
          ...pickle,
          steps: changes.reduce((steps, change) => changed(steps, change, pool), pickle.steps),
        },
      })),
    shown: shownScenario,
    attempt: input => carryOut(input, known),
    parts: withoutSteps,
  };
}

/** What stands for each parameter in the features. */
function wordPool(
  features: readonly WrittenFeature[],
  known: Sentences,
): ReadonlyMap<string, readonly string[]> {
  const pool = new Map<string, Set<string>>();
  const texts = new Set(
    features.flatMap(({ pickles }) => pickles.flatMap(({ steps }) => steps.map(({ text }) => text))),
  );
  for (const [name, word] of [...texts].flatMap(text => known.wordsOf(text)))
    pool.set(name, (pool.get(name) ?? new Set()).add(word));
  return new Map([...pool].map(([name, found]) => [name, [...found]]));
}

function changed(
  steps: readonly PickleStep[],
  edit: StepEdit,
  pool: ReadonlyMap<string, readonly string[]>,
): PickleStep[] {
  const at = edit.at % Math.max(1, steps.length);
  if (edit.kind === 'words')
    return steps.map((step, i) =>
      i === at ? { ...step, text: inOneLine(edited(step.text, edit.edits)) } : step,
    );
  const text = filled(edit.source, (name, i) => {
    const choices = pool.get(name) ?? ['x'];
    const chosen = choices[(edit.words[i % 4] ?? 0) % choices.length] ?? 'x';
    return edit.hostile[i % 4] || chosen;
  });
  const { argument } = steps[at] ?? {};
  const step: PickleStep = {
    id: `new ${at}`,
    astNodeIds: steps[at]?.astNodeIds ?? [],
    text: inOneLine(text),
    ...(text.endsWith(':') && argument && { argument }),
  };
  return [...steps.slice(0, at + 1), step, ...steps.slice(at + 1)];
}

/** A sentence with its parameters filled in, and of each choice in it the first. */
function filled(source: string, wordFor: (name: string, i: number) => string): string {
  let i = 0;
  return source
    .replace(/(\w+)\((\w+)\)/g, '$1$2')
    .replace(/(\w+)\/\w+/g, '$1')
    .replace(/\{(\w+)\}/g, (_, name: string) => wordFor(name, i++));
}

/** A step is a line; Gherkin takes spaces off both its ends. */
function inOneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').trim();
}

export function writtenScenarios(features: readonly WrittenFeature[]): fc.Arbitrary<ChangedScenario> {
  const scenarios = features.flatMap(feature => feature.pickles.map(pickle => ({ feature, pickle })));
  return fc.constantFrom(...scenarios);
}

/** Carries out every step, whatever became of those before it; a refused one is as if it were not there. */
export async function carryOut(input: ChangedScenario, known: Sentences): Promise<Outcome> {
  const { pickle, feature } = input;
  const document = shownScenario(input);
  const { world, scenario } = beginScenario(pickle, feature);
  let all: Outcome = 'accepted';
  for (const step of pickle.steps) {
    const outcome = await known.carryOut(world, scenario, step, document);
    if (outcome === 'refused') all = outcome;
  }
  return all;
}

export function shownScenario({ pickle }: ChangedScenario): string {
  return [
    ...pickle.tags.map(({ name }) => name),
    `Scenario: ${pickle.name} (${pickle.uri})`,
    ...pickle.steps.flatMap(({ text, argument }) => [`  * ${text}`, ...shownArgument(argument)]),
  ].join('\n');
}

function shownArgument({ dataTable, docString }: PickleStepArgument = {}): readonly string[] {
  if (docString) return ['    """', ...docString.content.split('\n').map(line => `    ${line}`), '    """'];
  return (dataTable?.rows ?? []).map(
    ({ cells }) =>
      `    | ${cells.map(({ value }) => value.replace(/[\\|]/g, '\\$&').replaceAll('\n', '\\n')).join(' | ')} |`,
  );
}

export function* withoutSteps(input: ChangedScenario): Generator<ChangedScenario> {
  const { steps } = input.pickle;
  for (const i of steps.keys())
    if (steps.length > 1)
      yield { ...input, pickle: { ...input.pickle, steps: steps.filter((_, at) => at !== i) } };
}

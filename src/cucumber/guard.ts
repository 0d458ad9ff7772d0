import type { Envelope, Feature, FeatureChild, GherkinDocument, RuleChild } from '@cucumber/messages';
import { type Line, misspeltSteps } from './misspeltSteps';

/** Watches a run for what would pass without having been tried. */
export class Guard {
  readonly #documents = new Map<string, GherkinDocument>();
  readonly #pickles = new Map<
    string,
    { name: string; uri: string; steps: readonly { id: string; text: string }[] }
  >();
  readonly #envelopes: Envelope[] = [];
  readonly #ran = new Set<string>();
  readonly #undefined: string[] = [];
  readonly #empty: string[] = [];
  #failedToParse = false;
  #succeeded = false;

  see(envelope: Envelope): void {
    const { gherkinDocument, pickle, testCase, parseError, stepDefinition, parameterType, testRunFinished } =
      envelope;
    if (gherkinDocument?.uri !== undefined) this.#documents.set(gherkinDocument.uri, gherkinDocument);
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (stepDefinition ?? parameterType) this.#envelopes.push(envelope);
    if (parseError) this.#failedToParse = true;
    if (testRunFinished) this.#succeeded = testRunFinished.success;
    if (!testCase) return;
    const tried = this.#pickles.get(testCase.pickleId);
    if (!tried) return;
    this.#ran.add(tried.uri);
    if (tried.steps.length === 0) this.#empty.push(`scenario "${tried.name}" in ${tried.uri}`);
    for (const { pickleStepId, stepDefinitionIds } of testCase.testSteps) {
      if (pickleStepId === undefined || stepDefinitionIds?.length === 1) continue;
      const text = tried.steps.find(({ id }) => id === pickleStepId)?.text ?? '';
      this.#undefined.push(`"${text}" in ${tried.uri}`);
    }
  }

  /** One sentence for each thing that is wrong. */
  problems(): readonly string[] {
    if (this.#failedToParse) return [];
    if (this.#ran.size === 0) return ['no scenario ran: check the path, the tags, the name and the shard.'];
    const documents = [...this.#documents].filter(([uri]) => this.#ran.has(uri));
    return [
      ...[...new Set(this.#empty)].map(scenario => `${scenario} has no step: is its first keyword misspelt?`),
      ...documents.flatMap(([uri, document]) =>
        emptyBackgrounds(document).map(
          line => `${uri}:${line} is a Background without a step: is its first keyword misspelt?`,
        ),
      ),
      ...misspeltSteps(
        documents.flatMap(([uri, document]) => proseOf(uri, document)),
        this.#envelopes,
      ).map(
        ({ uri, line, text }) =>
          `${uri}:${line} "${text}" was taken for prose and did not run: a step begins with Given, When, Then, And or But.`,
      ),
      // Only a dry run counts as a success with steps that no definition, or more than one, understands.
      ...(this.#succeeded
        ? this.#undefined.map(step => `no single step definition understands ${step}.`)
        : []),
    ];
  }
}

/** Every line of every description. */
function proseOf(uri: string, { feature }: GherkinDocument): readonly Line[] {
  if (!feature) return [];
  const rules = feature.children.flatMap(({ rule }) => rule ?? []);
  const scenarios = childrenOf(feature).flatMap(({ scenario }) => scenario ?? []);
  const backgrounds = childrenOf(feature).flatMap(({ background }) => background ?? []);
  const described = [
    feature,
    ...rules,
    ...backgrounds,
    ...scenarios,
    ...scenarios.flatMap(({ examples }) => examples),
  ];
  return described.flatMap(({ description, location }) =>
    description
      .split('\n')
      .map((text, i) => ({ uri, line: location.line + 1 + i, text: text.trim(), first: i === 0 })),
  );
}

function emptyBackgrounds({ feature }: GherkinDocument): readonly number[] {
  const backgrounds = feature ? childrenOf(feature).flatMap(({ background }) => background ?? []) : [];
  return backgrounds.filter(({ steps }) => steps.length === 0).map(({ location }) => location.line);
}

/** Backgrounds and scenarios, those within rules included. */
function childrenOf({ children }: Feature): readonly (FeatureChild | RuleChild)[] {
  return children.flatMap(child => [child, ...(child.rule?.children ?? [])]);
}

import type { Envelope, GherkinDocument, TestCase } from '@cucumber/messages';
import { misspeltSteps } from './misspeltSteps';
import { nearestSentence } from './nearestSentence';
import { emptyBackgrounds, emptyExamples, proseOf } from './prose';

interface Tried {
  readonly name: string;
  readonly uri: string;
  readonly steps: readonly { readonly id: string; readonly text: string }[];
}

/** A step that no definition, or more than one, understands. */
interface Unclear {
  readonly text: string;
  readonly uri: string;
  readonly definitions: number;
}

/** Watches a run for what would pass without having been tried. */
export class Guard {
  readonly #documents = new Map<string, GherkinDocument>();
  readonly #sources = new Map<string, string>();
  readonly #pickles = new Map<string, Tried>();
  readonly #definitions: Envelope[] = [];
  readonly #ran = new Set<string>();
  readonly #empty = new Set<string>();
  readonly #unclear: Unclear[] = [];
  #failedToParse = false;
  #succeeded = false;

  see(envelope: Envelope): void {
    const { source, gherkinDocument, pickle, testCase, parseError, testRunFinished } = envelope;
    if (source) this.#sources.set(source.uri, source.data);
    if (gherkinDocument?.uri !== undefined) this.#documents.set(gherkinDocument.uri, gherkinDocument);
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (envelope.stepDefinition ?? envelope.parameterType) this.#definitions.push(envelope);
    if (parseError) this.#failedToParse = true;
    if (testCase) this.#seeTestCase(testCase);
    if (testRunFinished) this.#succeeded = testRunFinished.success;
  }

  #seeTestCase({ pickleId, testSteps }: TestCase): void {
    const tried = this.#pickles.get(pickleId);
    if (!tried) return;
    this.#ran.add(tried.uri);
    if (tried.steps.length === 0) this.#empty.add(`scenario "${tried.name}" in ${tried.uri}`);
    for (const { pickleStepId, stepDefinitionIds = [] } of testSteps) {
      if (pickleStepId === undefined || stepDefinitionIds.length === 1) continue;
      const text = tried.steps.find(({ id }) => id === pickleStepId)?.text ?? '';
      this.#unclear.push({ text, uri: tried.uri, definitions: stepDefinitionIds.length });
    }
  }

  /** One sentence for each thing that makes the run worthless. */
  problems(): readonly string[] {
    if (this.#failedToParse) return [];
    const nothingRan = this.#ran.size === 0;
    const uris = nothingRan ? [...this.#documents.keys()] : [...this.#ran];
    const documents = uris.flatMap(uri => this.#documents.get(uri) ?? []);
    const prose = documents.flatMap(document =>
      proseOf(document, this.#sources.get(document.uri ?? '') ?? ''),
    );
    return [
      ...(nothingRan ? ['no scenario ran: check the path, the tags, the name and the shard.'] : []),
      ...[...this.#empty].map(scenario => `${scenario} has no step: is its first keyword misspelt?`),
      ...documents.flatMap(document =>
        emptyBackgrounds(document).map(
          line => `${document.uri}:${line} is a Background without a step: is its first keyword misspelt?`,
        ),
      ),
      ...documents.flatMap(document =>
        emptyExamples(document).map(
          line => `${document.uri}:${line} are Examples without a row: nothing of them ran.`,
        ),
      ),
      ...misspeltSteps(prose, this.#definitions).map(({ uri, line, text, beforeSteps }) =>
        beforeSteps
          ? `${uri}:${line} "${text}" was taken for prose and did not run: a step begins with Given, When, Then, And or But.`
          : `${uri}:${line} "${text}" stands in a description and did not run: is a Scenario or Background above it misspelt?`,
      ),
      // Only a dry run counts as a success with steps like these.
      ...(this.#succeeded
        ? this.#unclear.map(({ text, uri }) => `no single step definition understands "${text}" in ${uri}.`)
        : []),
    ];
  }

  /** What was probably meant by sentences that nobody understands. */
  hints(): readonly string[] {
    const sentences = this.#definitions.flatMap(({ stepDefinition }) => stepDefinition?.pattern.source ?? []);
    const strange = new Set(
      this.#unclear.filter(({ definitions }) => definitions === 0).map(({ text }) => text),
    );
    return [...strange].flatMap(text => {
      const nearest = nearestSentence(text, sentences);
      if (nearest !== undefined)
        return `"${text}" is no sentence here. Did you mean "${nearest.replace(/\{(\w+)\}/g, '<$1>')}"?`;
      return `"${text}" is no sentence here. The README lists them; a verdict goes: frontend → backend:8080 succeeds.`;
    });
  }
}

import type { Attachment, Envelope, Pickle, TestCase, TestStepResult } from '@cucumber/messages';
import type { Pictures } from '../page/pictures';
import type { Feature, Run, ScenarioResult, Step } from '../page/run';
import { readSummary, type ScenarioSummary, summaryMediaType } from '../page/scenarioSummary';
import { Written } from './written';

/** An attempt that is under way, or was the last one. */
interface Attempt {
  readonly testCase: TestCase;
  readonly results: Map<string, TestStepResult>;
  readonly notes: Map<string, { title: string; text: string }[]>;
  readonly pictures: Map<string, number[]>;
  summary?: ScenarioSummary;
}

/** Makes what the page shows from the messages of a run, as they come; it keeps no message. */
export class RunReader {
  readonly #written = new Written();
  readonly #pickles = new Map<string, Pickle>();
  readonly #cases = new Map<string, TestCase>();
  readonly #attempts = new Map<string, Attempt>();
  readonly #features = new Map<string, ScenarioResult[]>();
  readonly #pictures: Pictures;
  #startedAt = 0;
  #endedAt = 0;

  constructor(pictures: Pictures) {
    this.#pictures = pictures;
  }

  see(envelope: Envelope): void {
    const { gherkinDocument, pickle, testCase, testCaseStarted, testStepFinished, attachment } = envelope;
    if (gherkinDocument) this.#written.add(gherkinDocument);
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (testCase) this.#cases.set(testCase.id, testCase);
    if (testCaseStarted) this.#begin(testCaseStarted.id, testCaseStarted.testCaseId);
    if (attachment) this.#attach(attachment);
    if (testStepFinished)
      this.#attempts
        .get(testStepFinished.testCaseStartedId)
        ?.results.set(testStepFinished.testStepId, testStepFinished.testStepResult);
    if (envelope.testCaseFinished) {
      const { testCaseStartedId, willBeRetried } = envelope.testCaseFinished;
      if (!willBeRetried) this.#end(testCaseStartedId);
      this.#attempts.delete(testCaseStartedId);
    }
    if (envelope.testRunStarted) this.#startedAt = milliseconds(envelope.testRunStarted.timestamp);
    if (envelope.testRunFinished) this.#endedAt = milliseconds(envelope.testRunFinished.timestamp);
  }

  run(): Run {
    const features = [...this.#features].map(
      ([uri, scenarios]): Feature => ({
        uri,
        name: this.#written.featureName(uri),
        scenarios: [...scenarios].sort((a, b) => a.line - b.line),
      }),
    );
    return {
      startedAt: this.#startedAt,
      duration: Math.max(0, this.#endedAt - this.#startedAt),
      features: features.sort((a, b) => (a.uri < b.uri ? -1 : 1)),
    };
  }

  #begin(id: string, testCaseId: string): void {
    const testCase = this.#cases.get(testCaseId);
    if (testCase)
      this.#attempts.set(id, { testCase, results: new Map(), notes: new Map(), pictures: new Map() });
  }

  #attach({ testCaseStartedId, testStepId, mediaType, body, contentEncoding, fileName }: Attachment): void {
    const attempt = testCaseStartedId === undefined ? undefined : this.#attempts.get(testCaseStartedId);
    if (!attempt || testStepId === undefined) return;
    const text = contentEncoding === 'BASE64' ? Buffer.from(body, 'base64').toString('utf8') : body;
    if (mediaType === summaryMediaType) {
      const summary = readSummary(text);
      if (summary) attempt.summary = summary;
    } else if (mediaType === 'image/svg+xml')
      appended(attempt.pictures, testStepId, this.#pictures.add(text));
    else if (mediaType.startsWith('text/'))
      appended(attempt.notes, testStepId, { title: fileName ?? mediaType, text });
  }

  #end(id: string): void {
    const attempt = this.#attempts.get(id);
    const pickle = attempt && this.#pickles.get(attempt.testCase.pickleId);
    if (!attempt || !pickle) return;
    const { testCase, results, summary } = attempt;
    const all = [...results.values()];
    appended(this.#features, pickle.uri, {
      name: pickle.name,
      line: this.#written.lineOf(pickle),
      tags: pickle.tags.map(({ name }) => name),
      status: worst(all),
      duration: Math.round(all.reduce((sum, { duration }) => sum + milliseconds(duration), 0)),
      steps: testCase.testSteps.flatMap(step => this.#step(pickle, step, attempt)),
      ...(summary && { summary }),
    });
  }

  /** Hooks are no steps, unless one failed. */
  #step(
    pickle: Pickle,
    { id, pickleStepId }: TestCase['testSteps'][number],
    attempt: Attempt,
  ): readonly Step[] {
    const result = attempt.results.get(id);
    const status = result?.status ?? 'UNKNOWN';
    const step = pickle.steps.find(each => each.id === pickleStepId);
    if (!step && (status === 'PASSED' || status === 'SKIPPED')) return [];
    const { dataTable, docString } = step?.argument ?? {};
    const message = result?.exception?.message ?? result?.message;
    const notes = attempt.notes.get(id);
    const pictures = attempt.pictures.get(id);
    return [
      {
        keyword: step ? this.#written.keywordOf(step.astNodeIds) : '',
        text: step?.text ?? 'hook',
        status,
        duration: Math.round(milliseconds(result?.duration)),
        ...(message !== undefined && { message }),
        ...(dataTable && { table: dataTable.rows.map(({ cells }) => cells.map(({ value }) => value)) }),
        ...(docString && { docString: docString.content }),
        ...(notes && { notes }),
        ...(pictures && { pictures }),
      },
    ];
  }
}

function appended<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** From bad to good; a scenario is as bad as its worst step. */
const order = ['FAILED', 'AMBIGUOUS', 'UNDEFINED', 'PENDING', 'SKIPPED', 'UNKNOWN', 'PASSED'] as const;

function worst(results: readonly TestStepResult[]): ScenarioResult['status'] {
  return order.find(status => results.some(result => result.status === status)) ?? 'UNKNOWN';
}

function milliseconds(
  { seconds, nanos }: { seconds: number; nanos: number } = { seconds: 0, nanos: 0 },
): number {
  return seconds * 1000 + nanos / 1e6;
}

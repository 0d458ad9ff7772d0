import { relative, resolve } from 'node:path';
import type { Envelope, Pickle, TestCase } from '@cucumber/messages';
import { printable } from '../kubernetes/printable';
import { Written } from './written';

/** GitHub shows no more of a kind for a step of a job; that there are more is of another kind. */
const mostShown = 10;

interface Failure {
  readonly uri: string;
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

/** Watches a run for scenarios that do not pass, and tells GitHub where they stand. */
export class Annotations {
  readonly #written = new Written();
  readonly #pickles = new Map<string, Pickle>();
  readonly #cases = new Map<string, TestCase>();
  readonly #started = new Map<string, string>();
  readonly #fallen = new Map<string, Failure>();
  readonly #failures: Failure[] = [];

  see(envelope: Envelope): void {
    const { gherkinDocument, pickle, testCase, testCaseStarted, testStepFinished, parseError } = envelope;
    if (gherkinDocument) this.#written.add(gherkinDocument);
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (testCase) this.#cases.set(testCase.id, testCase);
    if (testCaseStarted) this.#started.set(testCaseStarted.id, testCaseStarted.testCaseId);
    if (testStepFinished) this.#seeStep(testStepFinished);
    if (parseError)
      this.#failures.push({
        uri: parseError.source.uri ?? '',
        line: parseError.source.location?.line ?? 1,
        title: 'no Gherkin',
        message: parseError.message,
      });
    if (envelope.testCaseFinished && !envelope.testCaseFinished.willBeRetried) {
      const failure = this.#fallen.get(envelope.testCaseFinished.testCaseStartedId);
      if (failure) this.#failures.push(failure);
    }
  }

  #seeStep({
    testCaseStartedId: id,
    testStepId,
    testStepResult: { status, message, exception },
  }: NonNullable<Envelope['testStepFinished']>): void {
    if (['PASSED', 'SKIPPED'].includes(status) || this.#fallen.has(id)) return;
    const testCase = this.#cases.get(this.#started.get(id) ?? '');
    const pickle = this.#pickles.get(testCase?.pickleId ?? '');
    if (!testCase || !pickle) return;
    const { pickleStepId } = testCase.testSteps.find(step => step.id === testStepId) ?? {};
    const step = pickle.steps.find(each => each.id === pickleStepId);
    this.#fallen.set(id, {
      uri: pickle.uri,
      line: (step && this.#written.lineAt(step.astNodeIds.slice(0, 1))) ?? this.#written.lineOf(pickle),
      title: pickle.name,
      message: exception?.message ?? message ?? `${step?.text ?? 'a hook'}: ${status.toLowerCase()}`,
    });
  }

  /** Workflow commands, a line each. @param root the folder from which GitHub counts; files are told from the working one */
  lines(root: string): readonly string[] {
    const shown = this.#failures.slice(0, mostShown);
    const rest = this.#failures.length - shown.length;
    return [
      ...shown.map(({ uri, line, title, message }) => {
        const file = relative(root, resolve(uri)).replaceAll('\\', '/');
        return `::error file=${property(file)},line=${line},title=${property(printable(title))}::${data(printable(message))}`;
      }),
      ...(rest > 0
        ? [`::notice title=netpol-bdd::${rest} more scenario${rest === 1 ? '' : 's'} did not pass`]
        : []),
    ];
  }
}

/** As `@actions/core` escapes what stands after the second pair of colons. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

import { type FieldError, fieldErrorText, readFieldErrors } from '../english/fieldErrors';
import { Refusal } from '../english/refusal';
import { BadManifests, describeProblem, type Problem } from '../kubernetes/problem';
import { manifestReaders, readingOf } from './manifestReaders';
import type { Scenario } from './scenario';
import { fail } from './verdicts';

/** `the API server accepts:` a policy, which the scenario does not have for that. */
export function expectAccepted(scenario: Scenario, text: string): void {
  const { problems, notices } = review(scenario, text);
  if (problems.length > 0)
    fail(
      scenario,
      `The API server was to accept the policy, but rejects it.\n\n${lines(problems.map(said))}`,
    );
  for (const notice of notices) scenario.notice(notice);
}

/** `the API server rejects spec.podSelector as invalid:` a policy, for just the errors that are named. */
export function expectRejected(scenario: Scenario, named: string, text: string): void {
  const errors = readFieldErrors(named);
  const { problems, notices } = review(scenario, text);
  if (problems.length === 0)
    fail(
      scenario,
      `The API server was to reject ${named}, but accepts the policy.${notices.map(below).join('')}`,
    );
  const { unnamed, unsaid } = compare(errors, problems);
  if (unnamed.length === 0 && unsaid.length === 0) return;
  const outcome = [
    ...problems.map(problem =>
      unnamed.includes(problem) ? `✘ ${said(problem)} (the sentence does not name it)` : `✔ ${said(problem)}`,
    ),
    ...unsaid.map(error => `✘ ${fieldErrorText(error)} (the API server does not say it)`),
  ];
  fail(
    scenario,
    `The API server was to reject ${named}, but rejects the policy otherwise.\n\n${lines(outcome)}`,
  );
}

/** What the API server says of the one policy of a doc string. */
function review(scenario: Scenario, text: string): ReturnType<Readers['reviewManifests']> {
  const options = { ...readingOf(scenario, text), only: 'NetworkPolicy' } as const;
  const found = manifestReaders().reviewManifests(text, options);
  // What is no NetworkPolicy at all does not reach the checks of one.
  if (found.problems.some(({ object }) => object === undefined)) throw new BadManifests(found.problems);
  if (found.objects === 0) throw new Refusal('The doc string holds no NetworkPolicy.');
  if (found.objects > 1)
    throw new Refusal(`The doc string holds ${found.objects} policies: write a sentence for each.`);
  return found;
}

type Readers = ReturnType<typeof manifestReaders>;

/** Every error is named once: what is left on either side when each has found its own. */
function compare(
  errors: readonly FieldError[],
  problems: readonly Problem[],
): { readonly unnamed: readonly Problem[]; readonly unsaid: readonly FieldError[] } {
  const unnamed = [...problems];
  // The longest details choose first, as they have the smallest choice.
  const unsaid = [...errors]
    .sort((a, b) => b.detail.length - a.detail.length)
    .filter(({ field, type, detail }) => {
      const index = unnamed.findIndex(
        problem => problem.field === field && problem.type === type && problem.detail.startsWith(detail),
      );
      if (index >= 0) unnamed.splice(index, 1);
      return index < 0;
    });
  return { unnamed, unsaid: errors.filter(error => unsaid.includes(error)) };
}

function said(problem: Problem): string {
  return describeProblem(problem, false);
}

function lines(texts: readonly string[]): string {
  return texts.map(text => `  ${text}`).join('\n');
}

function below(text: string): string {
  return `\n\n  ${text}`;
}

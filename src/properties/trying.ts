import type { Parameters, RunDetails } from 'fast-check';
import type { Scenario } from '../scenario/scenario';
import { tally } from '../scenario/tally';

/** How a counterexample was found. */
export interface Finding {
  /** Counted from 1: which of how many cases it was. */
  readonly tried: number;
  readonly of: number;
  /** Leads to it again; absent where all cases are tried in turn. */
  readonly draw?: { readonly seed: number; readonly path: string };
}

/** Tries a property as often, and from the seed and the path, that the run asks for. */
export async function tried<Case>(
  scenario: Scenario,
  check: Check<Case>,
): Promise<{ readonly details: RunDetails<Case>; readonly finding: Finding }> {
  const details = await withPath(scenario, check);
  const { failed, numRuns, seed, counterexamplePath } = details;
  if (!failed) reportCases(scenario, `${numRuns} cases, seed ${seed}`);
  // The case as it was drawn: from there it is made simpler again, whichever steps that took.
  const [path = ''] = (counterexamplePath ?? '').split(':');
  const draw = { seed, path };
  return { details, finding: { tried: numRuns, of: scenario.trials.runs, draw } };
}

type Check<Case> = (parameters: Parameters<Case>) => RunDetails<Case> | Promise<RunDetails<Case>>;

/** What is tried in passing is no verdict of the run; whether upstream Kubernetes parted from any of it. */
export async function uncounted<Result>(
  act: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly differs: boolean }> {
  const before = { ...tally };
  const result = await act();
  const differs = tally.differing > before.differing;
  Object.assign(tally, before);
  return { result, differs };
}

export function reportCases({ edge }: Scenario, text: string): void {
  edge.attach(text, { mediaType: 'text/plain', fileName: 'cases' });
}

/** Counted from 1, with those of the Background: the sentence that is being tried. */
export function sentenceNow({ effects }: Scenario): number {
  return effects.length + 1;
}

/** A path that leads nowhere, since the scenario has become another, is as none. */
async function withPath<Case>(scenario: Scenario, check: Check<Case>): Promise<RunDetails<Case>> {
  const { runs, seed, replay } = scenario.trials;
  const parameters = { numRuns: runs, ...(seed !== undefined && { seed }) };
  if (replay?.sentence !== sentenceNow(scenario)) return check(parameters);
  try {
    const details = await check({ ...parameters, path: replay.path });
    return details.numRuns > 0 ? details : await check(parameters);
  } catch {
    return check(parameters);
  }
}

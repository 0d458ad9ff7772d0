import type { Parameters, RunDetails } from 'fast-check';
import type { Scenario } from '../scenario/scenario';
import { tally } from '../scenario/tally';
import type { Finding } from './counterexample';

/** Tries a property as often, and from the seed and the path, that the run asks for. What is tried counts for nothing else. */
export function tried<Case>(
  scenario: Scenario,
  check: (parameters: Parameters<Case>) => RunDetails<Case>,
): RunDetails<Case> {
  const counted = { ...tally };
  const details = withPath(scenario, check);
  Object.assign(tally, counted);
  report(scenario, details);
  return details;
}

/** The same for a property that takes its time. */
export async function triedLater<Case>(
  scenario: Scenario,
  check: (parameters: Parameters<Case>) => Promise<RunDetails<Case>>,
): Promise<RunDetails<Case>> {
  const counted = { ...tally };
  const details = await withPath(scenario, check);
  Object.assign(tally, counted);
  report(scenario, details);
  return details;
}

/** A path leads to a case of one sentence; for others of the scenario it may lead nowhere. */
function withPath<Case, Result>(
  { trials: { runs, seed, path } }: Scenario,
  check: (parameters: Parameters<Case>) => Result,
): Result {
  const parameters = { numRuns: runs, ...(seed !== undefined && { seed }) };
  if (path === undefined) return check(parameters);
  try {
    return check({ ...parameters, path });
  } catch {
    return check(parameters);
  }
}

/** What there is to say of a number of tries, whatever was tried. */
interface Tries {
  readonly failed: boolean;
  readonly numRuns: number;
  readonly seed: number;
  readonly counterexamplePath: string | null;
}

function report({ edge }: Scenario, { failed, numRuns, seed }: Tries): void {
  if (!failed) edge.attach(`${numRuns} cases, seed ${seed}`, { mediaType: 'text/plain', fileName: 'cases' });
}

export function findingOf({ trials }: Scenario, details: Tries): Finding {
  const { seed, counterexamplePath, numRuns } = details;
  return { seed, path: counterexamplePath ?? '', runs: trials.runs, tried: numRuns };
}

import { summaryMediaType, type ToldVerdict } from '../page/scenarioSummary';
import type { Scenario } from '../scenario/scenario';
import { summaryOf } from '../scenario/summary';

// Whether a page is written is known to the coordinator, and what stands on it to the processes that run scenarios: these
// are told by the environment, which all of them share.
const wish = 'NETPOL_BDD_PAGE';

/** Called in the coordinator, before the steps are loaded; a run that another one started has a wish of its own. */
export function wishPage(isWanted: boolean): void {
  if (isWanted) process.env[wish] = 'wanted';
  else delete process.env[wish];
}

/** Called where scenarios run. */
export function isPageWanted(): boolean {
  return process.env[wish] === 'wanted';
}

const verdicts = new WeakMap<object, ToldVerdict[]>();

/** Every verdict of an attempt so far, by its World. */
export function verdictsOf(world: object): ToldVerdict[] {
  const known = verdicts.get(world) ?? [];
  verdicts.set(world, known);
  return known;
}

/** Puts what the page shows of a scenario into the messages of the run. */
export function handInSummary(scenario: Scenario, told: readonly ToldVerdict[]): void {
  const summary = summaryOf(scenario, told);
  if (summary)
    scenario.edge.attach(JSON.stringify(summary), { mediaType: summaryMediaType, fileName: 'scenario.json' });
}

import type { Question } from '../dataplane/cases';
import type { ScenarioSummary, ToldVerdict } from '../page/scenarioSummary';
import { type Pictured, reachabilityPicture } from './reachabilityPicture';
import type { Scenario } from './scenario';

/** A sentence about all flows asks some thousands. */
const mostVerdicts = 200;

/** What the page tells of a scenario beside its steps; nothing of one that asked nothing. */
export function summaryOf(scenario: Scenario, verdicts: readonly ToldVerdict[]): ScenarioSummary | undefined {
  if (verdicts.length === 0) return undefined;
  const more = verdicts.length - mostVerdicts;
  return {
    model: scenario.state.model,
    verdicts: verdicts.slice(0, mostVerdicts),
    ...(more > 0 && { more }),
    differing: verdicts.filter(({ upstream }) => upstream !== undefined).length,
    reachability: pictured(scenario),
  };
}

/** A scenario that is over has its verdict: whatever is wrong with the picture is told in its place. */
function pictured(scenario: Scenario): Pictured {
  try {
    return reachabilityPicture(scenario);
  } catch (error) {
    return { without: error instanceof Error ? error.message : String(error) };
  }
}

/** A question as a sentence would have it, where none has. */
export function flowOf({ source, destination, ports }: Question): string {
  const flow = `${source.name} → ${destination.name}`;
  if (ports.kind === 'listening' || destination.kind === 'name' || destination.kind === 'site') return flow;
  if (ports.kind === 'name') return `${flow}:${ports.name}`;
  const [first, end] = ports.span;
  return `${flow}:${end - first === 1 ? first : `${first}-${end - 1}`}/${ports.protocol}`;
}

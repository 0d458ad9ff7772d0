import type { CaseVerdict } from '../dataplane/attempt';
import { departuresTouching } from '../diagnosis/departures';
import type { Scenario } from './scenario';

/** Notes on what the scenario's CNI does that no setting can say, where it could change one of these verdicts. */
export function noteDepartures(scenario: Scenario, verdicts: readonly CaseVerdict[]): void {
  const { cni } = scenario.state;
  if (!cni) return;
  for (const text of departuresTouching(cni, scenario.network, verdicts))
    scenario.notice(`${cni.name}: ${text}`);
}

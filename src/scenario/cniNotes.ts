import type { Connection } from '../connections/connection';
import type { CaseVerdict } from '../dataplane/attempt';
import { legsOf } from '../dataplane/leg';
import { type Asked, departuresTouching } from '../diagnosis/departures';
import type { Scenario } from './scenario';

/** Notes on what the scenario's CNI does that no setting can say, where it could change one of these verdicts. */
export function noteDepartures(scenario: Scenario, verdicts: readonly CaseVerdict[]): void {
  note(
    scenario,
    verdicts.flatMap(({ case: asked, kind }) =>
      legsOf(asked).map(leg => ({
        ...leg,
        isTranslated: leg.translation !== undefined,
        hasError: leg.protocol === 'UDP' && kind === 'refused',
      })),
    ),
  );
}

/** The same for a connection that stays open. */
export function noteConnection(scenario: Scenario, { flow, history }: Connection): void {
  const hasError = history.some(({ packet }) => packet.kind.content === undefined);
  note(scenario, [{ ...flow, isTranslated: flow.translation !== undefined, isKept: true, hasError }]);
}

function note(scenario: Scenario, asked: readonly Asked[]): void {
  const { cni } = scenario.state;
  if (!cni) return;
  for (const text of departuresTouching(cni, scenario.network, asked))
    scenario.notice(`${cni.name}: ${text}`);
}

import type { Connection } from '../connections/connection';
import type { CaseVerdict } from '../dataplane/attempt';
import { connectionDiagram, packetDiagram } from '../report/packetDiagram';
import type { ModelName } from '../settings/models';
import type { Scenario } from './scenario';

const attached = new WeakMap<Scenario, Set<string>>();

/** Puts the packets of an attempt into the report as a diagram, each diagram once a scenario. */
export function attachPackets(
  scenario: Scenario,
  verdict: CaseVerdict,
  model: ModelName = scenario.state.model,
): void {
  if (scenario.edge.isTrial) return;
  attachOnce(scenario, packetDiagram(scenario.network, scenario.names, verdict, model));
}

/** The same of a connection that is open for a while. */
export function attachConnection(scenario: Scenario, connection: Connection): void {
  if (scenario.edge.isTrial || connection.history.length === 0) return;
  attachOnce(scenario, connectionDiagram(scenario.network, scenario.names, connection));
}

function attachOnce(scenario: Scenario, svg: string): void {
  const known = attached.get(scenario) ?? new Set();
  attached.set(scenario, known);
  if (known.has(svg)) return;
  known.add(svg);
  scenario.edge.attach(svg, { mediaType: 'image/svg+xml', fileName: 'packets' });
}

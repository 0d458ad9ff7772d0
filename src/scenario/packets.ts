import type { CaseVerdict } from '../dataplane/attempt';
import { packetDiagram } from '../report/packetDiagram';
import type { ModelName } from '../settings/models';
import type { Scenario } from './scenario';

const attached = new WeakMap<Scenario, Set<string>>();

/** Puts the packets of an attempt into the report as a diagram, each diagram once a scenario. */
export function attachPackets(
  scenario: Scenario,
  verdict: CaseVerdict,
  model: ModelName = scenario.state.model,
): void {
  const { network, names, edge } = scenario;
  if (edge.isTrial) return;
  const known = attached.get(scenario) ?? new Set();
  attached.set(scenario, known);
  const svg = packetDiagram(network, names, verdict, model);
  if (known.has(svg)) return;
  known.add(svg);
  edge.attach(svg, { mediaType: 'image/svg+xml', fileName: 'packets' });
}

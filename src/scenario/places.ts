import { candidatesOf } from '../dataplane/candidates';
import { placeOf } from '../dataplane/tables';
import { resolveEndpoint } from '../english/endpoint';
import { Refusal } from '../english/refusal';
import type { Scenario } from './scenario';

/** `on node worker-1`, `on pod backend`: whose table is meant. */
export function placeNamed(scenario: Scenario, text: string): string {
  const [, kind = '', name = ''] = /^(node|pod)[\s/]+(\S+)$/i.exec(text.trim()) ?? [];
  if (kind === '')
    throw new Refusal(`"${text}" has no table of connections: write node ${text} or pod ${text}.`);
  if (kind.toLowerCase() === 'node') {
    if (scenario.state.settings['connection-tables'] === 'per-pod')
      throw new Refusal(`Each pod has a table of its own here: write pod and its name, not ${text.trim()}.`);
    const node = resolveEndpoint(`node/${name}`, scenario.surroundings);
    return `node/${node.kind === 'node' ? node.node : ''}`;
  }
  const endpoint = resolveEndpoint(`pod/${name}`, scenario.surroundings);
  const [candidate] = candidatesOf(scenario.network, endpoint);
  const place = candidate && placeOf(candidate.party, scenario.state.settings);
  if (place === undefined) throw new Refusal(`Pod "${name}" has no address.`);
  return place;
}

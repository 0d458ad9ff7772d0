import { anyPort, type Dialled } from '../arbitraries/namedPorts';
import type { Wanted } from '../arbitraries/possiblePods';
import type { Endpoint } from '../cluster/endpoint';
import { resolveEndpoint } from '../english/endpoint';
import { readFlow, type WrittenFlow } from '../english/flow';
import { Refusal } from '../english/refusal';
import { isKubelet } from '../english/slips';
import type { Surroundings } from '../english/surroundings';
import type { Scenario } from '../scenario/scenario';
import { ephemeralPorts } from '../settings/ephemeralPorts';
import { type ModelName, models } from '../settings/models';
import { isIt, type Spoken } from './spoken';

/** What of a pod that is added to a scenario a flow may bring to light, beside what policies read. */
export function readersOf(
  { state, surroundings }: Scenario,
  { flow: text, model = state.model }: Pick<Spoken, 'flow' | 'model'>,
): Pick<Wanted, 'nodes' | 'dialled' | 'firewalls' | 'owners'> {
  const flow = readFlow(text);
  const nodes = nodesOf(flow, surroundings);
  return {
    firewalls: state.firewalls,
    owners: state.settings['bare-pods'] === 'open',
    ...(nodes && { nodes }),
    dialled: isIt(flow.destination) ? dialledBy(flow) : nodes ? answeredAt(model) : anyPort,
  };
}

function dialledBy({ port }: WrittenFlow): Dialled {
  switch (port?.kind) {
    case 'numbers':
      return port;
    case 'name':
      return { ...anyPort, ...port };
    case undefined:
      return anyPort;
  }
}

/** Replies come to the port of a client, which a name may stand for as well. */
function answeredAt(model: ModelName): Dialled | 'none' {
  return models[model].reply.length > 0 ? { span: ephemeralPorts } : 'none';
}

/** The nodes of both ends; undefined where a Service may be led through, whose endpoints may be on any. */
function nodesOf(
  { source, destination, url }: WrittenFlow,
  surroundings: Surroundings,
): readonly string[] | undefined {
  const from = endOf(source, surroundings);
  const to = url ? undefined : endOf(destination, surroundings);
  const { services } = surroundings.cluster;
  const isDirect =
    to?.kind === 'pods' || (services.size === 0 && (to?.kind === 'node' || to?.kind === 'external'));
  return from && to && isDirect ? [...new Set([from, to].flatMap(nodesIn))] : undefined;
}

/** Undefined where the sentence will be refused. */
function endOf(text: string, surroundings: Surroundings): Endpoint | undefined {
  if (isIt(text) || isKubelet(text)) return { kind: 'pods', name: text, pods: [] };
  try {
    return resolveEndpoint(text, surroundings);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function nodesIn(endpoint: Endpoint): readonly string[] {
  switch (endpoint.kind) {
    case 'pods':
      return endpoint.pods.flatMap(({ node }) => node ?? []);
    case 'node':
      return [endpoint.node];
    case 'external':
    case 'service':
    case 'name':
    case 'site':
      return [];
  }
}

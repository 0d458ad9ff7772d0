import { intersect } from '../addresses/spans';
import { namespacesOf } from '../cluster/cluster';
import type { Endpoint } from '../cluster/endpoint';
import { resolveEndpoint } from '../english/endpoint';
import { instead, Refusal } from '../english/refusal';
import type { Surroundings } from '../english/surroundings';
import type { Connection, ConnectionEnd } from '../reachability/connectionList';

/** Which connections are wanted: both ends as they are written, if they are. */
export interface Wanted {
  readonly from?: string;
  readonly to?: string;
  /** One end at least is in this namespace. */
  readonly namespace?: string;
}

export function onlyWanted(
  connections: readonly Connection[],
  { from, to, namespace }: Wanted,
  surroundings: Surroundings,
): readonly Connection[] {
  if (namespace !== undefined && !namespacesOf(surroundings.cluster).includes(namespace))
    throw new Refusal(
      `There is no namespace ${namespace}. ${instead(namespace, namespacesOf(surroundings.cluster))}`,
    );
  const [source, destination] = [from, to].map(end =>
    end === undefined
      ? undefined
      : readEnd(end, namespace === undefined ? surroundings : { ...surroundings, namespace }, connections),
  );
  return connections
    .flatMap(each => partsOf(each.from, source).map(part => ({ ...each, from: part })))
    .flatMap(each => partsOf(each.to, destination).map(part => ({ ...each, to: part })))
    .filter(each => namespace === undefined || isIn(each.from, namespace) || isIn(each.to, namespace));
}

function readEnd(text: string, surroundings: Surroundings, connections: readonly Connection[]): Endpoint {
  const workload = connections
    .flatMap(({ from, to }) => [from, to])
    .flatMap(end => (end.kind === 'workload' ? end.workload : []))
    .find(({ name }) => name === text);
  if (workload) return { kind: 'pods', name: text, pods: workload.pods };
  const endpoint = resolveEndpoint(text, surroundings);
  if (endpoint.kind === 'pods' || endpoint.kind === 'external') return endpoint;
  throw new Refusal(
    `"${text}" is no end of a connection: write a workload such as shop/web or deployment/web, an address, a block or "the Internet".`,
  );
}

/** What of an end is meant: all of a workload, or some of its addresses. */
function partsOf(end: ConnectionEnd, wanted: Endpoint | undefined): readonly ConnectionEnd[] {
  if (!wanted) return [end];
  if (end.kind === 'workload')
    return wanted.kind === 'pods' && end.workload.pods.some(pod => wanted.pods.includes(pod)) ? [end] : [];
  if (wanted.kind !== 'external') return [];
  return intersect([end.addresses], wanted.addresses[end.family]).map(addresses => ({ ...end, addresses }));
}

function isIn(end: ConnectionEnd, namespace: string): boolean {
  return end.kind === 'workload' && end.workload.namespace === namespace;
}

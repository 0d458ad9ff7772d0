import { intersect } from '../addresses/spans';
import type { Endpoint } from '../cluster/endpoint';
import { knownNamespace, resolveEndpoint } from '../english/endpoint';
import { readOutside } from '../english/ends';
import { Refusal } from '../english/refusal';
import type { Surroundings } from '../english/surroundings';
import type { Connection, ConnectionEnd } from '../reachability/connectionList';
import type { Workload } from '../reachability/workloads';

/** Which connections are wanted: both ends as they are written, if they are. */
export interface Wanted {
  readonly from?: string;
  readonly to?: string;
  /** One end at least is in this namespace. */
  readonly namespace?: string;
}

/** Whoever takes part, connected or not, and the connections. */
interface Listed {
  readonly workloads: readonly Workload[];
  readonly connections: readonly Connection[];
}

export function onlyWanted(
  { workloads, connections }: Listed,
  { from, to, namespace }: Wanted,
  surroundings: Surroundings,
): readonly Connection[] {
  if (namespace !== undefined) knownNamespace(namespace, surroundings);
  const [source, destination] = [from, to].map(end =>
    end === undefined
      ? undefined
      : readEnd(end, namespace === undefined ? surroundings : { ...surroundings, namespace }, workloads),
  );
  return connections
    .flatMap(each => partsOf(each.from, source).map(part => ({ ...each, from: part })))
    .flatMap(each => partsOf(each.to, destination).map(part => ({ ...each, to: part })))
    .filter(each => namespace === undefined || isIn(each.from, namespace) || isIn(each.to, namespace));
}

/** As the list names it, `shop/web[Deployment]` with all its parts, or as sentences do. */
function readEnd(text: string, surroundings: Surroundings, workloads: readonly Workload[]): Endpoint {
  const parts = workloads.filter(({ name }) => name === text || name.startsWith(`${text}{`));
  if (parts.length > 0) return { kind: 'pods', name: text, pods: parts.flatMap(({ pods }) => pods) };
  const outside = readOutside(text);
  if (outside) return { kind: 'external', name: text, addresses: outside };
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

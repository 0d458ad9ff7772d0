import type { Protocol } from '../addresses/port';
import { cutAt, type Span } from '../addresses/spans';
import type { Cluster } from '../cluster/cluster';
import { portsOf } from '../cluster/pod';
import type { ContainerPort, NetworkPolicy } from '../kubernetes/objects';
import { rulesIn } from './vocabulary';

/** The ports that somebody may dial at a pod. */
export interface Dialled {
  readonly span: Span<number>;
  /** Absent: of any protocol. */
  readonly protocol?: Protocol;
  /** The one that the pod has at any rate. */
  readonly name?: string;
}

export const anyPort: Dialled = { span: [1, 65536] };

interface Name {
  readonly name: string;
  readonly protocol: Protocol;
}

/**
 * The container ports that a pod may declare, where rules or Services name some: none, one, or two that stand for the same
 * number, which is as many as can matter, since a connection is let out by one name and in by another. The numbers are one
 * for each span of dialled ports that rules tell apart, and those that the name has on other pods.
 */
export function portsNamed(
  cluster: Cluster,
  policies: readonly NetworkPolicy[],
  dialled: Dialled,
): readonly (readonly ContainerPort[])[] {
  const known = [...cluster.pods.values()].flatMap(portsOf);
  const names = namesRead(cluster, policies);
  const asked = names.filter(({ protocol }) => (dialled.protocol ?? protocol) === protocol);
  const of = ({ name, protocol }: Name): readonly ContainerPort[] => {
    const own = known.filter(port => port.name === name && port.protocol === protocol);
    const numbers = [...numbersOf(policies, protocol, dialled.span), ...own.map(({ port }) => port)];
    return [...new Set(numbers)].map(port => ({ name, port, protocol }));
  };
  if (dialled.name !== undefined) {
    const certain = { name: dialled.name, protocol: dialled.protocol ?? 'TCP' };
    return of(certain).flatMap(port => [
      [port],
      ...asked.filter(isNot(certain)).map(other => [port, { ...port, ...other }]),
    ]);
  }
  const single = asked.flatMap(of);
  const pairs = single.flatMap((port, i) =>
    single
      .slice(i + 1)
      .filter(other => other.port === port.port && other.protocol === port.protocol)
      .map(other => [port, other]),
  );
  return [[], ...single.map(port => [port]), ...pairs];
}

function isNot({ name }: Name): (other: Name) => boolean {
  return other => other.name !== name;
}

function namesRead({ services }: Cluster, policies: readonly NetworkPolicy[]): readonly Name[] {
  const ofRules = rulesIn(policies).flatMap(({ ports }) =>
    ports.map(({ port, protocol = 'TCP' }) => ({ name: port, protocol })),
  );
  const ofServices = [...services.values()].flatMap(({ ports }) =>
    ports.map(({ targetPort, protocol }) => ({ name: targetPort, protocol })),
  );
  const named = [...ofRules, ...ofServices].flatMap(({ name, protocol }) =>
    typeof name === 'string' ? [{ name, protocol }] : [],
  );
  return [...new Map(named.map(port => [JSON.stringify(port), port])).values()];
}

/** One number for each part of a span that rules tell apart. */
function numbersOf(
  policies: readonly NetworkPolicy[],
  wanted: Protocol,
  span: Span<number>,
): readonly number[] {
  const edges = rulesIn(policies).flatMap(({ ports }) =>
    ports.flatMap(({ port, endPort, protocol = 'TCP' }) =>
      typeof port === 'number' && protocol === wanted ? [port, (endPort ?? port) + 1] : [],
    ),
  );
  return cutAt([span], edges).map(([first]) => first);
}

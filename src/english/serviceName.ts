import type { Cluster } from '../cluster/cluster';
import type { Endpoint } from '../cluster/endpoint';
import { displayName } from '../cluster/pod';
import { type Service, serviceKey } from '../cluster/service';
import { isOfCluster } from '../dns/names';
import { selectedBy } from '../services/endpoints';
import { list } from './enumeration';
import { instead, Refusal } from './refusal';
import type { Surroundings } from './surroundings';

/** The Service that a bare name can only mean. */
export function serviceAlone(name: string, { cluster, namespace }: Surroundings): Service | undefined {
  const { pods, externals, services } = cluster;
  if (externals.has(name)) return undefined;
  for (const pod of pods.values()) if (pod.name === name || pod.owner?.name === name) return undefined;
  return services.get(`${namespace}/${name}`) ?? [...services.values()].find(known => known.name === name);
}

/** The pods behind a Service, as sentences about pods name them. */
export function podsBehind(service: Service, { cluster, namespace }: Surroundings): string {
  const pods = selectedBy(cluster, service);
  const own = service.namespace === namespace ? '' : `${service.namespace}/`;
  return list([...new Set(pods.map(pod => `${own}${displayName(pod)}`))]);
}

export function leadingTo(service: Service, surroundings: Surroundings): string {
  const behind = podsBehind(service, surroundings);
  return behind === '' ? ' that leads to no pod' : ` that leads to ${behind}`;
}

/** A Service as sentences name it. */
export function serviceText(service: Service, namespace: string): string {
  return `service/${service.namespace === namespace ? service.name : serviceKey(service)}`;
}

/** `service/[namespace/]name`. */
export function serviceNamed(
  text: string,
  rest: readonly string[],
  { cluster, namespace: here }: Surroundings,
): Endpoint {
  const [name = '', written] = [...rest].reverse();
  if (rest.length > 2 || name === '')
    throw new Refusal(`"${text}" is no endpoint: write service/name or service/namespace/name.`);
  const all = [...cluster.services.values()];
  const namespace = written ?? (cluster.services.has(`${here}/${name}`) ? here : undefined);
  const found = all.filter(
    service => service.name === name && (namespace === undefined || service.namespace === namespace),
  );
  const [service, ...others] = found;
  if (others.length > 0)
    throw new Refusal(
      `"${text}" could be ${list(
        found.map(other => `service/${serviceKey(other)}`),
        'or',
      )}: write which.`,
    );
  if (service) return { kind: 'service', name: text, service };
  const known = all.map(other =>
    written === undefined && other.namespace === here ? other.name : serviceKey(other),
  );
  throw new Refusal(`There is no Service "${rest.join('/')}". ${instead(rest.join('/'), known)}`);
}

/** A DNS name that can only be the cluster's own: `backend.shop.svc`, `backend.shop`. */
export function isClusterName(text: string, { services }: Cluster): boolean {
  const labels = text.toLowerCase().replace(/\.$/, '').split('.');
  if (labels.length < 2) return false;
  const [name = '', namespace = '', ...more] = labels;
  return (
    isOfCluster(labels.join('.')) ||
    labels.includes('svc') ||
    (more.length === 0 && services.has(`${namespace}/${name}`))
  );
}

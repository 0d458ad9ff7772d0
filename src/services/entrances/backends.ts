import type { Cluster } from '../../cluster/cluster';
import type { HTTPRoute, Ingress } from '../../cluster/routes';
import { type ServicePort, serviceKey } from '../../cluster/service';
import { gatewayGroup, type IngressBackend, type RouteBackend } from '../../kubernetes/routes';
import type { Astray } from './astray';
import type { Backend, Leading } from './entrance';
import type { RouteName } from './request';

/** A backend of an Ingress: a Service of its own namespace (networking/v1 IngressServiceBackend). */
export function ingressBackend(
  cluster: Cluster,
  { namespace, name }: Ingress,
  backend: IngressBackend,
): Leading {
  const by: RouteName = { kind: 'Ingress', namespace, name };
  if (backend.is === 'resource')
    return lost({ is: 'resource backend', by, resource: `${backend.kind} ${backend.name}` });
  return servicePort(cluster, by, serviceKey({ namespace, name: backend.name }), backend.port);
}

/** The backends of a rule that get requests: one of weight 0 gets none (gateway/v1 BackendRef.weight). */
export function routeBackends(
  cluster: Cluster,
  route: HTTPRoute,
  backends: readonly RouteBackend[],
): Leading {
  const all = backends.filter(({ weight }) => weight > 0).map(each => routeBackend(cluster, route, each));
  return {
    backends: distinct(all.flatMap(({ backends }) => backends)),
    lost: all.flatMap(({ lost }) => lost),
  };
}

function routeBackend(cluster: Cluster, route: HTTPRoute, backend: RouteBackend): Leading {
  const { kind, namespace: home, name } = route;
  const by: RouteName = { kind, namespace: home, name };
  const { group, namespace = home, port } = backend;
  const service = serviceKey({ namespace, name: backend.name });
  if (group !== '' || backend.kind !== 'Service')
    return lost({ is: 'resource backend', by, resource: `${backend.kind} ${service}` });
  if (namespace !== home && !isGranted(cluster, by, namespace, backend.name))
    return lost({ is: 'no grant', by, service, namespace });
  return servicePort(cluster, by, service, port ?? '');
}

/** Any one entry of `from` with any one of `to` is enough (gateway/v1beta1 ReferenceGrantSpec). */
function isGranted({ routes }: Cluster, by: RouteName, namespace: string, service: string): boolean {
  return routes.referenceGrants.some(
    grant =>
      grant.namespace === namespace &&
      grant.from.some(
        from => from.group === gatewayGroup && from.kind === by.kind && from.namespace === by.namespace,
      ) &&
      grant.to.some(to => to.group === '' && to.kind === 'Service' && (to.name ?? service) === service),
  );
}

/** A port of the Service by its number or name, never the port of its pods. HTTP goes over TCP. */
function servicePort(cluster: Cluster, by: RouteName, key: string, port: number | string): Leading {
  const service = cluster.services.get(key);
  if (!service) return lost({ is: 'no such Service', by, service: key });
  const ports = service.ports.filter(({ protocol }) => protocol === 'TCP');
  const found = ports.find(known => (typeof port === 'number' ? known.port === port : known.name === port));
  if (!found) return lost({ is: 'no such port', by, service: key, port, ports: ports.map(portText) });
  return { backends: [{ service, port: found }], lost: [] };
}

/** `80`, or `80 (http)`. */
function portText({ name, port }: ServicePort): string {
  return name === undefined || name === '' ? `${port}` : `${port} (${name})`;
}

function distinct(backends: readonly Backend[]): readonly Backend[] {
  return backends.filter(
    ({ service, port }, index) =>
      backends.findIndex(other => other.service === service && other.port === port) === index,
  );
}

function lost(...astray: readonly Astray[]): Leading {
  return { backends: [], lost: astray };
}

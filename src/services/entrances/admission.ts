import { type Cluster, namespaceLabels } from '../../cluster/cluster';
import type { Gateway, HTTPRoute } from '../../cluster/routes';
import { type GatewayListener, gatewayGroup, type RouteParent } from '../../kubernetes/routes';
import { compileSelector } from '../../kubernetes/selector';
import type { Astray } from './astray';
import type { RouteName } from './request';

/** An entry of a route's parentRefs that is for a Gateway. */
export interface GatewayRef {
  /** Its `gatewayKey`. */
  readonly gateway: string;
  readonly parent: RouteParent;
}

/** Parents of other kinds are those of meshes. */
export function gatewayRefsOf({ parents, namespace }: HTTPRoute): readonly GatewayRef[] {
  return parents
    .filter(({ group, kind }) => group === gatewayGroup && kind === 'Gateway')
    .map(parent => ({
      gateway: gatewayKey({ namespace: parent.namespace ?? namespace, name: parent.name }),
      parent,
    }));
}

/** Without a name and a port it is for every listener of the Gateway (gateway/v1 ParentReference). */
export function refersTo({ sectionName, port }: RouteParent, listener: GatewayListener): boolean {
  return (sectionName ?? listener.name) === listener.name && (port ?? listener.port) === listener.port;
}

/**
 * Why a listener for HTTP or HTTPS does not take a route by one of its parentRefs; nothing where it does
 * (gateway/v1 AllowedRoutes).
 */
export function refusalOf(
  cluster: Cluster,
  gateway: Gateway,
  listener: GatewayListener,
  route: HTTPRoute,
  { gateway: key, parent }: GatewayRef,
): Astray | undefined {
  const by = routeName(route);
  const at = { by, gateway: key, listener: listener.name };
  if (!refersTo(parent, listener)) {
    const wanted = sectionText(parent);
    if (gateway.listeners.some(other => refersTo(parent, other)))
      return { is: 'other listener', ...at, wanted };
    const listeners = gateway.listeners.map(({ name, port }) => `${name} at port ${port}`);
    return { is: 'no such listener', by, gateway: key, wanted, listeners };
  }
  const { kinds, from } = listener;
  if (kinds && !kinds.some(({ group, kind }) => group === gatewayGroup && kind === route.kind))
    return { is: 'kind refused', ...at, kinds: kinds.map(({ kind }) => kind) };
  if (from.is === 'Same' && route.namespace !== gateway.namespace)
    return { is: 'namespace refused', ...at, from: from.is };
  if (from.is === 'Selector') {
    const labels = namespaceLabels(cluster, route.namespace);
    const isSelected = from.selector !== undefined && compileSelector(from.selector)(labels);
    if (!isSelected) return { is: 'namespace refused', ...at, from: from.is };
  }
  return undefined;
}

/** `infra/edge`. */
export function gatewayKey({ namespace, name }: Pick<Gateway, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

export function routeName({ kind, namespace, name }: HTTPRoute): RouteName {
  return { kind, namespace, name };
}

/** `https`, `at port 443`, or both. */
function sectionText({ sectionName, port }: RouteParent): string {
  return [sectionName ?? [], port === undefined ? [] : `at port ${port}`].flat().join(' ');
}

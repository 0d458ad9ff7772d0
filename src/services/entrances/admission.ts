import { type Cluster, namespaceLabels } from '../../cluster/cluster';
import type { Gateway, HTTPRoute } from '../../cluster/routes';
import type { GatewayListener, RouteParent } from '../../kubernetes/routes';
import { compileSelector } from '../../kubernetes/selector';
import type { Astray } from './astray';
import { gatewayGroup } from './backends';
import type { RouteName } from './request';

/** A Gateway that a route wants to be attached to. */
export interface Wish {
  /** By `namespace/name`. */
  readonly gateway: string;
  readonly parent: RouteParent;
}

/** The wishes of a route's parentRefs; parents of other kinds are those of meshes. */
export function wishesOf({ parents, namespace }: HTTPRoute): readonly Wish[] {
  return parents
    .filter(({ group, kind }) => group === gatewayGroup && kind === 'Gateway')
    .map(parent => ({ gateway: `${parent.namespace ?? namespace}/${parent.name}`, parent }));
}

/** Whether a wish is for a listener: without a name and a port, for each of its Gateway (gateway/v1 ParentReference). */
export function isFor({ sectionName, port }: RouteParent, listener: GatewayListener): boolean {
  return (sectionName ?? listener.name) === listener.name && (port ?? listener.port) === listener.port;
}

/** Why a listener for HTTP or HTTPS does not take a route as it wishes; nothing where it does (gateway/v1 AllowedRoutes). */
export function refusalOf(
  cluster: Cluster,
  gateway: Gateway,
  listener: GatewayListener,
  route: HTTPRoute,
  { gateway: key, parent }: Wish,
): Astray | undefined {
  const by = routeName(route);
  const at = { by, gateway: key, listener: listener.name };
  if (!isFor(parent, listener)) {
    const wanted = wishText(parent);
    if (gateway.listeners.some(other => isFor(parent, other))) return { is: 'other listener', ...at, wanted };
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

export function routeName({ kind, namespace, name }: HTTPRoute): RouteName {
  return { kind, namespace, name };
}

/** `https`, `at port 443`, or both. */
function wishText({ sectionName, port }: RouteParent): string {
  return [sectionName ?? [], port === undefined ? [] : `at port ${port}`].flat().join(' ');
}

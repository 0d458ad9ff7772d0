import type { Cluster } from '../../cluster/cluster';
import type { Gateway, HTTPRoute } from '../../cluster/routes';
import type { GatewayListener } from '../../kubernetes/routes';
import { gatewayKey, gatewayRefsOf, refusalOf, routeName } from './admission';
import type { Astray } from './astray';
import { commonHosts, everyHost } from './hosts';
import { byName } from './request';

/** A route that a listener takes. */
export interface Attachment {
  readonly route: HTTPRoute;
  /** Those that both are for; with none, no request comes by it. */
  readonly hostnames: readonly string[];
}

export interface Refusal {
  readonly route: HTTPRoute;
  readonly why: Astray;
}

/**
 * The routes that a listener takes, and those of its Gateway that it refuses. One for TLS, TCP or UDP takes neither
 * HTTPRoutes nor GRPCRoutes (gateway/v1 GatewaySpec.listeners).
 */
export function attachmentsAt(
  cluster: Cluster,
  gateway: Gateway,
  listener: GatewayListener,
): { readonly attached: readonly Attachment[]; readonly refused: readonly Refusal[] } {
  const attached: Attachment[] = [];
  const refused: Refusal[] = [];
  if (listener.protocol !== 'HTTP' && listener.protocol !== 'HTTPS') return { attached, refused };
  for (const route of [...cluster.routes.httpRoutes].sort(byNameAndKind)) {
    const refs = gatewayRefsOf(route).filter(ref => ref.gateway === gatewayKey(gateway));
    const refusals = refs.map(ref => refusalOf(cluster, gateway, listener, route, ref) ?? 'taken');
    if (refusals.length === 0) continue;
    const hostnames = sharedHosts(listener, route);
    const why = refusals.includes('taken')
      ? claimOf(attached, gateway, listener, { route, hostnames })
      : weightiest(refusals);
    if (why) refused.push({ route, why });
    else attached.push({ route, hostnames });
  }
  return { attached, refused };
}

/** Of several parentRefs, some may well be meant for other listeners. */
function weightiest(refusals: readonly (Astray | 'taken')[]): Astray | undefined {
  const all = refusals.flatMap(each => (each === 'taken' ? [] : each));
  return all.find(each => each.is !== 'other listener') ?? all[0];
}

/**
 * Of an HTTPRoute and a GRPCRoute for the same host a listener takes one alone: the older, or the first by name
 * (gateway/v1 GRPCRouteSpec.hostnames).
 */
function claimOf(
  attached: readonly Attachment[],
  gateway: Gateway,
  listener: GatewayListener,
  { route, hostnames }: Attachment,
): Astray | undefined {
  const rival = attached.find(
    other =>
      other.route.kind !== route.kind &&
      other.hostnames.some(host => hostnames.some(own => commonHosts(host, own) !== undefined)),
  );
  return (
    rival && {
      is: 'claimed',
      by: routeName(route),
      rival: routeName(rival.route),
      gateway: gatewayKey(gateway),
      listener: listener.name,
    }
  );
}

/** A hostname of the route that the listener is not for counts for nothing (gateway/v1 HTTPRouteSpec.hostnames). */
function sharedHosts({ hostname = everyHost }: GatewayListener, { hostnames }: HTTPRoute): readonly string[] {
  const own = hostnames.length === 0 ? [everyHost] : hostnames;
  return own.flatMap(each => commonHosts(hostname, each) ?? []);
}

/** One of each kind may have the same name. */
function byNameAndKind(a: HTTPRoute, b: HTTPRoute): number {
  return byName(a, b) || Number(a.kind === 'GRPCRoute') - Number(b.kind === 'GRPCRoute');
}

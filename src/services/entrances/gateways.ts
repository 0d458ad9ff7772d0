import type { Cluster } from '../../cluster/cluster';
import type { Gateway, HTTPRoute } from '../../cluster/routes';
import type { GatewayListener } from '../../kubernetes/routes';
import { gatewayKey, gatewayRefsOf, refersTo, routeName } from './admission';
import type { Astray } from './astray';
import { attachmentsAt } from './attachment';
import { routeBackends } from './backends';
import { ledNowhere, ledTo, type RequestOutcome } from './entrance';
import { admitsHost, everyHost, mostSpecific } from './hosts';
import type { Request } from './request';
import { ruleFor } from './routeRules';

/** The protocols of listeners to which requests of a scheme may come. */
const protocols: Readonly<Record<string, readonly string[]>> = { http: ['HTTP'], https: ['HTTPS', 'TLS'] };

/** What each Gateway does with a request; nothing where neither its routes nor its listeners are for the host. */
export function gatewayOutcomes(cluster: Cluster, request: Request): readonly RequestOutcome[] {
  return cluster.routes.gateways.flatMap(gateway => gatewayOutcome(cluster, gateway, request) ?? []);
}

/** Routes for the host that are attached to nothing at all. */
export function looseRoutes({ routes }: Cluster, { host }: Request): readonly RequestOutcome[] {
  const known = new Set(routes.gateways.map(gatewayKey));
  return routes.httpRoutes
    .filter(route => route.hostnames.length === 0 || names(route, host))
    .flatMap(route => {
      const by = routeName(route);
      const refs = gatewayRefsOf(route);
      const missing = refs.filter(({ gateway }) => !known.has(gateway));
      const astray: readonly Astray[] =
        refs.length === 0
          ? [{ is: 'no Gateway', by }]
          : missing.map(({ gateway }) => ({ is: 'no such Gateway', by, gateway }));
      return astray.length > 0 ? [ledNowhere(route.hostnames.length > 0, ...astray)] : [];
    });
}

function gatewayOutcome(cluster: Cluster, gateway: Gateway, request: Request): RequestOutcome | undefined {
  const key = gatewayKey(gateway);
  const { host } = request;
  const concerned = cluster.routes.httpRoutes.filter(route => concerns(route, gateway, host));
  const there = gateway.listeners.filter(listener => isThere(listener, request));
  const listeners = listenersFor(there, host);
  const named = [...listeners.map(hostnameOf), ...concerned.flatMap(({ hostnames }) => hostnames)].some(
    hostname => hostname !== everyHost,
  );
  const [listener] = listeners;
  if (concerned.length === 0 && !(listener && named)) return undefined;
  if (!listener) return ledNowhere(named, noListener(gateway, there, request));
  if (listeners.every(({ protocol }) => protocol === 'TLS')) {
    const { name, tls: mode = 'Terminate' } = listener;
    return ledNowhere(named, { is: 'TLS', gateway: key, listener: name, mode });
  }
  return throughListeners(cluster, gateway, listeners, request, named);
}

/**
 * Of its listeners only those with the most specific hostname get a request (gateway/v1 GatewaySpec.listeners, "Listener
 * Isolation"); there are several only where they conflict.
 */
function listenersFor(there: readonly GatewayListener[], host: string): readonly GatewayListener[] {
  return mostSpecific(
    there.filter(listener => admitsHost(hostnameOf(listener), host, 'any labels')),
    hostnameOf,
  );
}

/**
 * The most specific hostname, as listener and route have it in common, decides before the path, as in the virtual hosts
 * of proxies: what none of its paths takes is a 404, though another route may have a wildcard for the host.
 */
function throughListeners(
  cluster: Cluster,
  gateway: Gateway,
  listeners: readonly GatewayListener[],
  { host, path }: Request,
  named: boolean,
): RequestOutcome {
  const all = listeners.map(listener => attachmentsAt(cluster, gateway, listener));
  const takers = all
    .flatMap(({ attached }) => attached)
    .flatMap(({ route, hostnames }) => hostnames.map(hostname => ({ route, hostname })))
    .filter(({ hostname }) => admitsHost(hostname, host, 'any labels'));
  const routes = mostSpecific(takers, ({ hostname }) => hostname).map(({ route }) => route);
  const [first] = routes;
  if (!first) {
    const refusals = all
      .flatMap(({ refused }) => refused)
      .flatMap(({ route, why }) => (concerns(route, gateway, host) ? [why] : []));
    const gone = listeners.map(
      ({ name }): Astray => ({ is: 'no route', gateway: gatewayKey(gateway), listener: name }),
    );
    return ledNowhere(named, ...(refusals.length > 0 ? refusals : gone));
  }
  const taken = ruleFor(routes, path);
  if (!taken) {
    const paths = routes.flatMap(({ rules }) =>
      rules.flatMap(({ matches }) => matches.map(each => each.path)),
    );
    const known = [...new Set(paths)];
    return ledNowhere(named, { is: 'no such path', by: routeName(first), host, path, paths: known });
  }
  const by = routeName(taken.route);
  if (taken.rule.redirects) return ledNowhere(named, { is: 'redirected', by });
  const leading = routeBackends(cluster, taken.route, taken.rule.backends);
  const { className } = gateway;
  return ledTo(named, { by, gateway: gatewayKey(gateway), className, ...leading });
}

function noListener(gateway: Gateway, there: readonly GatewayListener[], request: Request): Astray {
  const { scheme, port, host } = request;
  if (there.length > 0)
    return {
      is: 'no listener for the host',
      gateway: gatewayKey(gateway),
      host,
      hostnames: there.map(hostnameOf),
    };
  const listeners = gateway.listeners.map(({ protocol, port }) => `${protocol} at port ${port}`);
  return {
    is: 'no listener there',
    gateway: gatewayKey(gateway),
    scheme,
    port,
    listeners: [...new Set(listeners)],
  };
}

function isThere(listener: GatewayListener, { scheme, port }: Request): boolean {
  return listener.port === port && (protocols[scheme] ?? []).includes(listener.protocol);
}

/** Whether a route refers to a Gateway and is for the host: by its own hostnames, else by those of its listeners. */
function concerns(route: HTTPRoute, gateway: Gateway, host: string): boolean {
  const refs = gatewayRefsOf(route).filter(ref => ref.gateway === gatewayKey(gateway));
  if (route.hostnames.length > 0) return refs.length > 0 && names(route, host);
  const wanted = gateway.listeners.filter(listener => refs.some(({ parent }) => refersTo(parent, listener)));
  if (wanted.length === 0) return refs.length > 0;
  return wanted.some(listener => admitsHost(hostnameOf(listener), host, 'any labels'));
}

function names({ hostnames }: HTTPRoute, host: string): boolean {
  return hostnames.some(hostname => admitsHost(hostname, host, 'any labels'));
}

function hostnameOf({ hostname = everyHost }: GatewayListener): string {
  return hostname;
}

import type { Cluster } from '../../cluster/cluster';
import { absoluteName } from '../../kubernetes/names';
import type { Astray } from './astray';
import { attachmentsAt } from './attachment';
import type { Entrance, RequestOutcome } from './entrance';
import { gatewayOutcomes, looseRoutes } from './gateways';
import { everyHost } from './hosts';
import { ingressOutcomes } from './ingresses';
import type { Request } from './request';

/** Where a request comes in, and why it does not where it might. */
export interface WaysIn {
  readonly entrances: readonly Entrance[];
  /** Never empty without an entrance. */
  readonly astray: readonly Astray[];
}

/**
 * Where a request is led by Ingresses and by routes of Gateways. There may be several, such as an Ingress and a Gateway
 * for one host: which of them a client comes to is up to the address that it finds. Those that take any host count only
 * if none names the host, as its DNS name leads to one that does.
 */
export function waysIn(cluster: Cluster, asked: Request): WaysIn {
  const { scheme } = asked;
  if (scheme !== 'http' && scheme !== 'https')
    return { entrances: [], astray: [{ is: 'other scheme', scheme }] };
  const host = absoluteName(asked.host);
  const request = { ...asked, host, path: withoutDots(asked.path) };
  const outcomes: readonly RequestOutcome[] = [
    ...ingressOutcomes(cluster, request),
    ...gatewayOutcomes(cluster, request),
    ...looseRoutes(cluster, request),
  ];
  if (outcomes.length === 0) return { entrances: [], astray: [{ is: 'no such host', host }] };
  const named = outcomes.filter(outcome => outcome.named);
  const counting = named.length > 0 ? named : outcomes;
  return {
    entrances: counting.flatMap(({ entrances }) => entrances),
    astray: counting.flatMap(({ astray }) => astray),
  };
}

/** Clients take `.` and `..` out of a path before they ask for it (RFC 3986, 5.2.4). */
function withoutDots(path: string): string {
  return /(^|\/)\.\.?(\/|$)/.test(path) ? new URL(path, 'http://host').pathname : path || '/';
}

/** The hosts, names and wildcards, that Ingresses and routes are for, sorted. */
export function entranceHosts(cluster: Cluster): readonly string[] {
  const { ingresses, gateways, httpRoutes } = cluster.routes;
  const hosts = [
    ...ingresses.flatMap(({ rules }) => rules.flatMap(({ host }) => host ?? [])),
    ...httpRoutes.flatMap(({ hostnames }) => hostnames),
    // A route without hostnames has those of its listeners.
    ...gateways.flatMap(gateway =>
      gateway.listeners
        .flatMap(listener => attachmentsAt(cluster, gateway, listener).attached)
        .flatMap(({ hostnames }) => hostnames),
    ),
  ];
  return [...new Set(hosts.map(absoluteName))].filter(host => host !== everyHost).sort();
}

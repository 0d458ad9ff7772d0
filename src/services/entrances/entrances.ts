import type { Cluster } from '../../cluster/cluster';
import type { Astray } from './astray';
import { attachmentsAt } from './attachment';
import type { Door, Entrance } from './entrance';
import { gatewayDoors, looseRoutes } from './gateways';
import { comparableHost, everyHost } from './hosts';
import { ingressDoors } from './ingresses';
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
  const host = comparableHost(asked.host);
  const request = { ...asked, host, path: withoutDots(asked.path) };
  const doors: readonly Door[] = [
    ...ingressDoors(cluster, request),
    ...gatewayDoors(cluster, request),
    ...looseRoutes(cluster, request),
  ];
  if (doors.length === 0)
    return { entrances: [], astray: [{ is: 'no such host', host, hosts: entranceHosts(cluster) }] };
  const named = doors.filter(door => door.named);
  const counting = named.length > 0 ? named : doors;
  return {
    entrances: counting.flatMap(({ entrances }) => entrances),
    astray: counting.flatMap(({ astray }) => astray),
  };
}

/** Clients take `.` and `..` out of a path before they ask for it (RFC 3986, 5.2.4). */
function withoutDots(path: string): string {
  return /(^|\/)\.\.?(\/|$)/.test(path) ? new URL(path, 'http://host').pathname : path || '/';
}

export function entrancesOf(cluster: Cluster, request: Request): readonly Entrance[] {
  return waysIn(cluster, request).entrances;
}

/** Why a request is led nowhere; empty where it is led somewhere. */
export function astrayOf(cluster: Cluster, request: Request): readonly Astray[] {
  const { entrances, astray } = waysIn(cluster, request);
  return entrances.length > 0 ? [] : astray;
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
  return [...new Set(hosts.map(comparableHost))].filter(host => host !== everyHost).sort();
}

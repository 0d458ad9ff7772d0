import { absoluteName } from '../../kubernetes/names';

/** How patterns of hosts spell that they take every one. */
export const everyHost = '*';

/** An Ingress lets `*` stand for one label, a Gateway and its routes for any number. */
export type WildcardReach = 'one label' | 'any labels';

/**
 * Whether a pattern takes a host: `*`, a name, or `*.` and a name, which does not take the name itself
 * (networking/v1 IngressRule.host; gateway/v1 HTTPRouteSpec.hostnames).
 *
 * @example admitsHost('*.example.com', 'a.b.example.com', 'any labels') // true
 */
export function admitsHost(pattern: string, host: string, reach: WildcardReach): boolean {
  if (reach === 'one label' && isWildcard(pattern))
    return host.indexOf('.') > 0 && host.slice(host.indexOf('.')) === absoluteName(pattern).slice(1);
  return covers(absoluteName(pattern), host);
}

/** The hosts that a listener and a route of a Gateway both take; nothing where they have none in common. */
export function commonHosts(one: string, other: string): string | undefined {
  const [a, b] = [absoluteName(one), absoluteName(other)];
  if (covers(a, b)) return b;
  return covers(b, a) ? a : undefined;
}

/**
 * Those whose pattern says most: a name before every wildcard, a longer wildcard before a shorter, all before none
 * (gateway/v1 GatewaySpec.listeners, HTTPRouteSpec.hostnames).
 */
export function mostSpecific<Thing>(
  things: readonly Thing[],
  patternOf: (thing: Thing) => string,
): readonly Thing[] {
  const most = Math.max(...things.map(thing => specificity(patternOf(thing))));
  return things.filter(thing => specificity(patternOf(thing)) === most);
}

/** No DNS name is longer (RFC 1035 2.3.4). */
const longest = 253;

function specificity(pattern: string): number {
  if (pattern === everyHost) return 0;
  return isWildcard(pattern) ? pattern.length : longest + 2 + pattern.length;
}

function isWildcard(pattern: string): boolean {
  return pattern.startsWith('*.');
}

function covers(pattern: string, other: string): boolean {
  if (pattern === everyHost || pattern === other) return true;
  return isWildcard(pattern) && other.length >= pattern.length && other.endsWith(pattern.slice(1));
}

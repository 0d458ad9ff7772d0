import type { IngressPath, RouteMatch } from '../../kubernetes/routes';

/**
 * Whether the elements of a prefix begin a path: `/foo` and `/foo/` both take `/foo` and `/foo/bar`, neither
 * `/foobar` (networking/v1 PathTypePrefix; gateway/v1 PathMatchPathPrefix).
 */
function isBelow(prefix: string, path: string): boolean {
  const elements = prefix.replace(/\/$/, '');
  return path === elements || path.startsWith(`${elements}/`);
}

/** What an implementation makes of its own type of path is its own affair: here a prefix, as the API lets it. */
export function ingressPathTakes({ type, path }: IngressPath, asked: string): boolean {
  return type === 'Exact' ? path === asked : isBelow(path, asked);
}

/**
 * Of those that take one path the longest comes first, and an exact one before a prefix as long (Ingress concept page,
 * "Multiple matches"). Longer than the exact one is only a prefix with a final slash: the exact one still comes first,
 * as where nginx looks no further than its exact location (ngx_http_core_module, location).
 */
export function byIngressPrecedence(a: IngressPath, b: IngressPath): number {
  return Number(b.type === 'Exact') - Number(a.type === 'Exact') || b.path.length - a.path.length;
}

/** The dialect of regular expressions is the implementation's; here that of JavaScript, matching the whole path. */
export function routeMatchTakes({ type, path }: RouteMatch, asked: string): boolean {
  if (type === 'Exact') return path === asked;
  return type === 'PathPrefix' ? isBelow(path, asked) : (expressionOf(path)?.test(asked) ?? false);
}

/**
 * Exact, then the longest prefix, then whoever names a method (gateway/v1 HTTPRouteRule.matches). Where regular
 * expressions stand is the implementation's choice: here last.
 */
export function byRoutePrecedence(a: RouteMatch, b: RouteMatch): number {
  return (
    ranks[a.type] - ranks[b.type] ||
    lengthThatCounts(b) - lengthThatCounts(a) ||
    Number(b.method !== undefined) - Number(a.method !== undefined)
  );
}

const ranks: Readonly<Record<RouteMatch['type'], number>> = { Exact: 0, PathPrefix: 1, RegularExpression: 2 };

/** A final slash is no part of a prefix. */
function lengthThatCounts({ type, path }: RouteMatch): number {
  return type === 'PathPrefix' ? path.replace(/\/$/, '').length : 0;
}

/** Nothing for an expression of another dialect that JavaScript cannot read: it takes no path. */
function expressionOf(source: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    return undefined;
  }
}

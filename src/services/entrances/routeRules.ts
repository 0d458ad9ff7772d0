import type { HTTPRoute } from '../../cluster/routes';
import type { RouteMatch, RouteRule } from '../../kubernetes/routes';
import { byRoutePrecedence, routeMatchTakes } from './paths';

/** The rule that gets a request. */
export interface Taken {
  readonly route: HTTPRoute;
  readonly rule: RouteRule;
}

/**
 * The rule of several routes with the most specific match; of equals, that of the first route, and there the first
 * (gateway/v1 HTTPRouteRule.matches). A request says no more than its path here, so that it is taken to be a GET with
 * no header or query parameter that a match asks for: such matches count only if no other takes it.
 */
export function ruleFor(routes: readonly HTTPRoute[], path: string): Taken | undefined {
  const takers = routes.flatMap(route =>
    route.rules.flatMap(rule =>
      rule.matches.filter(match => routeMatchTakes(match, path)).map(match => ({ route, rule, match })),
    ),
  );
  const plain = takers.filter(({ match }) => !isNarrowed(match));
  const [taken] = (plain.length > 0 ? plain : takers).sort((a, b) => byRoutePrecedence(a.match, b.match));
  return taken && { route: taken.route, rule: taken.rule };
}

/** It takes only requests of another method than GET, or with more to them than their path. */
function isNarrowed({ method = 'GET', narrowed }: RouteMatch): boolean {
  return narrowed || method !== 'GET';
}

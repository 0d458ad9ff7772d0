import type { Findings } from './finding';
import type { Path } from './problem';
import { checkFilters } from './routeFilterRules';
import { checkGRPCMatch, checkHTTPMatch } from './routeMatchRules';
import { checkBackends, checkParents } from './routeReferenceRules';
import type { DecodedGRPCRouteSpec, DecodedHTTPRouteSpec } from './routeSchema';
import type { HTTPRouteManifest, RouteMatch, RouteRule } from './routes';
import { checkCount, checkText, formats } from './schemaRules';
import { gatewayTexts } from './texts';

export type CheckedRoute = Pick<HTTPRouteManifest, 'parents' | 'hostnames' | 'rules'>;

const rulesPath: Path = ['spec', 'rules'];

/** What a rule without matches takes. */
const everyRequest: RouteMatch = { type: 'PathPrefix', path: '/', narrowed: false };

/** The schema and the validation rules of the HTTPRoute's definition, of the fields that choose a backend. */
export function checkHTTPRoute(spec: DecodedHTTPRouteSpec, findings: Findings): CheckedRoute {
  const common = checkCommon(spec, findings);
  const rules = spec.rules?.map(({ matches, filters, backendRefs }, index): RouteRule => {
    const path = [...rulesPath, index];
    const backends = checkBackends(backendRefs, [...path, 'backendRefs'], findings);
    const redirects = checkFilters(filters, [...path, 'filters'], findings);
    if (backends.length > 0 && filters.some(({ requestRedirect }) => requestRedirect !== undefined)) {
      findings.rule(path, 'object', gatewayTexts.redirectAndBackends);
    }
    return { matches: checkMatches(matches, checkHTTPMatch, path, findings), backends, redirects };
  });
  return { ...common, rules: checkRules(rules, findings) };
}

/** As `checkHTTPRoute`, of the GRPCRoute's definition. */
export function checkGRPCRoute(spec: DecodedGRPCRouteSpec, findings: Findings): CheckedRoute {
  const common = checkCommon(spec, findings);
  const rules = spec.rules?.map(({ matches, backendRefs }, index): RouteRule => {
    const path = [...rulesPath, index];
    const backends = checkBackends(backendRefs, [...path, 'backendRefs'], findings);
    return { matches: checkMatches(matches, checkGRPCMatch, path, findings), backends, redirects: false };
  });
  return { ...common, rules: checkRules(rules, findings) };
}

function checkCommon(
  { parentRefs, hostnames }: DecodedHTTPRouteSpec | DecodedGRPCRouteSpec,
  findings: Findings,
): Pick<CheckedRoute, 'parents' | 'hostnames'> {
  const parents = checkParents(parentRefs, ['spec', 'parentRefs'], findings);
  const path = ['spec', 'hostnames'];
  checkCount(hostnames, [0, 16], path, findings);
  for (const [index, hostname] of hostnames.entries()) {
    checkText(hostname, formats.Hostname, [...path, index], findings);
  }
  return { parents, hostnames };
}

function checkMatches<Decoded>(
  matches: readonly Decoded[],
  check: (match: Decoded, path: Path, findings: Findings) => RouteMatch,
  path: Path,
  findings: Findings,
): readonly RouteMatch[] {
  const at = [...path, 'matches'];
  checkCount(matches, [0, 64], at, findings);
  return matches.length === 0
    ? [everyRequest]
    : matches.map((match, index) => check(match, [...at, index], findings));
}

/** Without rules, one that takes every request and has no backend. */
function checkRules(rules: readonly RouteRule[] | undefined, findings: Findings): readonly RouteRule[] {
  if (!rules) return [{ matches: [everyRequest], backends: [], redirects: false }];
  checkCount(rules, [1, 16], rulesPath, findings);
  const count = rules.reduce((sum, { matches }) => sum + matches.length, 0);
  if (count > 128) findings.rule(rulesPath, 'array', gatewayTexts.tooManyMatches);
  return rules;
}

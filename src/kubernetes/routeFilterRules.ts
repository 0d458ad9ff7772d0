import type { Findings } from './finding';
import type { Path } from './problem';
import type { DecodedFilter } from './routeSchema';
import { checkCount } from './schemaRules';
import { gatewayTexts } from './texts';

const redirect = 'RequestRedirect';

/** Those of the experimental channel at the end. */
const filterTypes = [
  'RequestHeaderModifier',
  'ResponseHeaderModifier',
  'RequestMirror',
  redirect,
  'URLRewrite',
  'ExtensionRef',
  'CORS',
  'ExternalAuth',
];

/** The rules about redirections among the filters of an HTTPRoute's rule; gives whether it is one. */
export function checkFilters(filters: readonly DecodedFilter[], path: Path, findings: Findings): boolean {
  checkCount(filters, [0, 16], path, findings);
  for (const [index, { type, requestRedirect }] of filters.entries()) {
    const at = [...path, index];
    if (type === undefined) findings.required([...at, 'type'], '');
    else if (!filterTypes.includes(type)) findings.unsupported([...at, 'type'], type, filterTypes);
    else if (type === redirect && requestRedirect === undefined) {
      findings.rule(at, 'object', gatewayTexts.redirectMissing);
    } else if (type !== redirect && requestRedirect !== undefined) {
      findings.rule(at, 'object', gatewayTexts.redirectOfOther, [...at, 'requestRedirect']);
    }
  }
  const redirects = filters.filter(({ type }) => type === redirect).length;
  if (redirects > 0 && filters.some(({ type }) => type === 'URLRewrite')) {
    findings.rule(path, 'array', gatewayTexts.redirectAndRewrite);
  }
  if (redirects > 1) findings.rule(path, 'array', gatewayTexts.redirectTwice);
  return redirects > 0;
}

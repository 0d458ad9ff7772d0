import type { Findings } from './finding';
import type { Path } from './problem';
import type { DecodedGRPCMatch, DecodedHTTPMatch } from './routeSchema';
import type { RouteMatch, RoutePathType } from './routes';
import { checkCount, checkText, formats } from './schemaRules';
import { gatewayTexts } from './texts';

const pathTypes: readonly RoutePathType[] = ['Exact', 'PathPrefix', 'RegularExpression'];
const grpcTypes = ['Exact', 'RegularExpression'];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];

/** The rules of HTTPPathMatch in its order, which hold unless the path is a regular expression. */
const pathRules: readonly { readonly holds: (path: string) => boolean; readonly say: string }[] = [
  { holds: path => path.startsWith('/'), say: gatewayTexts.pathStart },
  ...['//', '/./', '/../', '%2f', '%2F', '#'].map(part => ({
    holds: (path: string) => !path.includes(part),
    say: gatewayTexts.pathHolds(part),
  })),
  ...['/..', '/.'].map(end => ({
    holds: (path: string) => !path.endsWith(end),
    say: gatewayTexts.pathEnds(end),
  })),
  {
    holds: path => /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/.test(path),
    say: gatewayTexts.pathCharacters,
  },
];

export function checkHTTPMatch(
  { path, method, headers, queryParams }: DecodedHTTPMatch,
  at: Path,
  findings: Findings,
): RouteMatch {
  const pathAt = [...at, 'path'];
  const type = pathTypes.find(each => each === path.type);
  if (!type) findings.unsupported([...pathAt, 'type'], path.type, pathTypes);
  checkText(path.value, formats.Path, [...pathAt, 'value'], findings);
  if (type && type !== 'RegularExpression') {
    for (const { holds, say } of pathRules) {
      if (!holds(path.value)) findings.rule(pathAt, 'object', say, [...pathAt, 'value']);
    }
  }
  if (method !== undefined && !methods.includes(method)) {
    findings.unsupported([...at, 'method'], method, methods);
  }
  for (const [field, list] of Object.entries({ headers, queryParams })) {
    checkCount(list, [0, 16], [...at, field], findings);
  }
  return {
    type: type ?? 'PathPrefix',
    path: path.value,
    ...(method !== undefined && { method }),
    narrowed: headers.length > 0 || queryParams.length > 0,
  };
}

/** A gRPC call is a POST to `/service/method` (gRPC over HTTP/2). */
export function checkGRPCMatch(
  { method: call, headers }: DecodedGRPCMatch,
  at: Path,
  findings: Findings,
): RouteMatch {
  checkCount(headers, [0, 16], [...at, 'headers'], findings);
  const narrowed = headers.length > 0;
  if (!call) return { type: 'PathPrefix', path: '/', narrowed };
  const path = [...at, 'method'];
  const { type, service, method } = call;
  if (!grpcTypes.includes(type)) findings.unsupported([...path, 'type'], type, grpcTypes);
  if (service === undefined && method === undefined) {
    findings.rule(path, 'object', gatewayTexts.grpcNothing);
  }
  if (type === 'Exact') {
    if (service !== undefined && !/^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i.test(service)) {
      findings.rule(path, 'object', gatewayTexts.grpcService, [...path, 'service']);
    }
    if (method !== undefined && !/^[A-Za-z_][A-Za-z_0-9]*$/.test(method)) {
      findings.rule(path, 'object', gatewayTexts.grpcMethod, [...path, 'method']);
    }
  }
  const isExact = type === 'Exact' && service !== undefined;
  if (isExact && method === undefined) return { type: 'PathPrefix', path: `/${service}`, narrowed };
  return {
    type: isExact ? 'Exact' : 'RegularExpression',
    path: `/${service ?? '[^/]+'}/${method ?? '[^/]+'}`,
    narrowed,
  };
}

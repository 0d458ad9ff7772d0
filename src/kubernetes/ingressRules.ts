import { parseIPv4, parseIPv6 } from '../addresses/address';
import { checkAddress } from './addressRules';
import type { Findings } from './finding';
import { checkIngressBackend } from './ingressBackendRules';
import type {
  DecodedIngressPath,
  DecodedIngressRule,
  DecodedIngressSpec,
  DecodedIngressStatus,
} from './ingressSchema';
import { subdomainProblems, wildcardProblems } from './names';
import type { Path } from './problem';
import type { IngressHost, IngressManifest, IngressPath, IngressPathType } from './routes';
import { apiTexts } from './texts';

const pathTypes: readonly IngressPathType[] = ['Exact', 'ImplementationSpecific', 'Prefix'];

/** What no path may contain or end in, for proxies disagree on what it means. */
const ambiguous = ['//', '/./', '/../', '%2f', '%2F'];
const ambiguousEnds = ['/..', '/.'];

/** The checks of networking `ValidateIngressSpec` in its order. What it returns holds only if nothing was found. */
export function checkIngress(
  { defaultBackend, rules, tls, ingressClassName }: DecodedIngressSpec,
  findings: Findings,
): Pick<IngressManifest, 'defaultBackend' | 'rules'> {
  if (rules.length === 0 && !defaultBackend) findings.invalid(['spec'], [], apiTexts.ingressOfNothing);
  const fallback =
    defaultBackend && checkIngressBackend(defaultBackend, ['spec', 'defaultBackend'], findings);
  const hosts = rules.map((rule, index) => checkRule(rule, ['spec', 'rules', index], findings));
  for (const [index, { hosts, secretName }] of tls.entries()) {
    const path = ['spec', 'tls', index];
    for (const [at, host] of hosts.entries()) checkHost(host, [...path, 'hosts', at], findings);
    for (const problem of secretName === '' ? [] : subdomainProblems(secretName)) {
      findings.invalid([...path, 'secretName'], secretName, problem);
    }
  }
  for (const problem of ingressClassName === undefined ? [] : subdomainProblems(ingressClassName)) {
    findings.invalid(['spec', 'ingressClassName'], ingressClassName, problem);
  }
  return { ...(fallback && { defaultBackend: fallback }), rules: hosts };
}

function checkRule({ host, http }: DecodedIngressRule, path: Path, findings: Findings): IngressHost {
  if (host !== '') {
    const isAddress = host.includes(':') ? parseIPv6(host) : parseIPv4(host);
    if (isAddress) findings.invalid([...path, 'host'], host, apiTexts.hostIsAddress);
    checkHost(host, [...path, 'host'], findings);
  }
  if (http?.paths.length === 0) findings.required([...path, 'http', 'paths'], '');
  const paths = http?.paths.map((each, index) =>
    checkPath(each, [...path, 'http', 'paths', index], findings),
  );
  return { ...(host !== '' && { host }), paths: paths ?? [] };
}

function checkHost(host: string, path: Path, findings: Findings): void {
  const problems = host.includes('*') ? wildcardProblems(host) : subdomainProblems(host);
  for (const problem of problems) findings.invalid(path, host, problem);
}

function checkPath(
  { path, pathType, backend }: DecodedIngressPath,
  at: Path,
  findings: Findings,
): IngressPath {
  const known = pathTypes.find(each => each === pathType);
  const type = known ?? 'ImplementationSpecific';
  const shown = path === '' ? '/' : path;
  if (pathType === undefined) {
    findings.required([...at, 'pathType'], apiTexts.pathTypeMissing);
    return { path: shown, type, backend: { is: 'resource', kind: '', name: '' } };
  }
  if (!known) findings.unsupported([...at, 'pathType'], pathType, pathTypes);
  else checkPathText(path, known, [...at, 'path'], findings);
  return { path: shown, type, backend: checkIngressBackend(backend, [...at, 'backend'], findings) };
}

/** What an implementation makes of its own type of path is its own affair. */
function checkPathText(path: string, type: IngressPathType, at: Path, findings: Findings): void {
  if (type === 'ImplementationSpecific') {
    if (path !== '' && !path.startsWith('/')) findings.invalid(at, path, apiTexts.absolutePath);
    return;
  }
  if (!path.startsWith('/')) findings.invalid(at, path, apiTexts.absolutePath);
  for (const each of ambiguous) {
    if (path.includes(each)) findings.invalid(at, path, apiTexts.pathHolds(each));
  }
  for (const each of ambiguousEnds) {
    if (path.endsWith(each)) findings.invalid(at, path, apiTexts.pathEnds(each));
  }
}

/** On some clouds the load balancer has no address, only a hostname (networking `ValidateIngressLoadBalancerStatus`). */
export function checkIngressStatus({ loadBalancer }: DecodedIngressStatus, findings: Findings): void {
  for (const [index, { ip }] of loadBalancer.ingress.entries()) {
    if (ip !== '') checkAddress(ip, ['status', 'loadBalancer', 'ingress', index, 'ip'], findings);
  }
}

/** The class by the field, or by the annotation that came before it; both may say the same. */
export function checkIngressClass(
  { ingressClassName }: DecodedIngressSpec,
  annotation: string | undefined,
  path: Path,
  findings: Findings,
): Pick<IngressManifest, 'className'> {
  if (annotation !== undefined && ingressClassName !== undefined && annotation !== ingressClassName) {
    findings.invalid(path, annotation, apiTexts.otherIngressClass);
  }
  const className = ingressClassName ?? annotation ?? '';
  return className === '' ? {} : { className };
}

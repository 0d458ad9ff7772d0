import type { Findings } from './finding';
import type { DecodedIngressBackend } from './ingressSchema';
import { dnsLabelProblems, portNameProblems, portNumberProblems, subdomainProblems } from './names';
import type { Path } from './problem';
import type { IngressBackend } from './routes';
import { apiTexts } from './texts';

/** The checks of networking `validateIngressBackend`: a port of a Service, or another object. */
export function checkIngressBackend(
  { service, resource }: DecodedIngressBackend,
  path: Path,
  findings: Findings,
): IngressBackend {
  if (service && resource) findings.invalid(path, '', apiTexts.twoBackends);
  else if (resource) checkResource(resource, [...path, 'resource'], findings);
  else if (service) checkServicePort(service, path, findings);
  else findings.invalid(path, '', apiTexts.noBackend);

  if (service) {
    const { name, port } = service;
    return { is: 'service', name, port: port.name === '' ? port.number : port.name };
  }
  const { kind = '', name = '' } = resource ?? {};
  return { is: 'resource', kind, name };
}

function checkServicePort(
  { name, port }: NonNullable<DecodedIngressBackend['service']>,
  path: Path,
  findings: Findings,
): void {
  const at = [...path, 'service', 'name'];
  if (name === '') findings.required(at, '');
  else for (const problem of dnsLabelProblems(name)) findings.invalid(at, name, problem);

  const portPath = [...path, 'service', 'port'];
  if (port.name !== '' && port.number !== 0) findings.invalid(path, '', apiTexts.twoPorts, portPath);
  else if (port.name !== '') {
    for (const problem of portNameProblems(port.name)) {
      findings.invalid([...portPath, 'name'], port.name, problem);
    }
  } else if (port.number !== 0) {
    for (const problem of portNumberProblems(port.number)) {
      findings.invalid([...portPath, 'number'], port.number, problem);
    }
  } else findings.add({ path, type: 'Required value', detail: apiTexts.noPort, at: portPath });
}

function checkResource(
  { apiGroup, kind, name }: NonNullable<DecodedIngressBackend['resource']>,
  path: Path,
  findings: Findings,
): void {
  for (const problem of apiGroup === '' ? [] : subdomainProblems(apiGroup)) {
    findings.invalid([...path, 'apiGroup'], apiGroup, problem);
  }
  if (kind === '') findings.required([...path, 'kind'], '');
  if (name === '') findings.required([...path, 'name'], '');
}

import { isPort } from '../addresses/port';
import { apiTexts } from './texts';

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const underscored = /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;

/** The lengths of apimachinery's `util/validation`, in bytes. */
const longest = { subdomain: 253, label: 63, portName: 15 } as const;

/** The spelling by which DNS names are compared: without capitals (RFC 4343) and a final dot (RFC 3986, 3.2.2). */
export function absoluteName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** What is wrong with the name of most objects (apimachinery `IsDNS1123Subdomain`); empty when it is right. */
export function subdomainProblems(name: string): string[] {
  const problems = lengthProblems(name, longest.subdomain);
  if (!subdomain.test(name)) problems.push(apiTexts.subdomain);
  return problems;
}

/** What is wrong with `*.` and a name (apimachinery `IsWildcardDNS1123Subdomain`). */
export function wildcardProblems(name: string): string[] {
  const problems = lengthProblems(name, longest.subdomain);
  if (!name.startsWith('*.') || !subdomain.test(name.slice(2))) problems.push(apiTexts.wildcard);
  return problems;
}

/** What is wrong with a domain to search in, which may hold underscores (`IsDNS1123SubdomainWithUnderscore`). */
export function searchDomainProblems(name: string): string[] {
  const problems = lengthProblems(name, longest.subdomain);
  if (!underscored.test(name)) problems.push(apiTexts.searchDomain);
  return problems;
}

/** What is wrong with the name of a namespace or a Service (apimachinery `IsDNS1123Label`). */
export function dnsLabelProblems(name: string): string[] {
  const problems = lengthProblems(name, longest.label);
  if (!label.test(name)) problems.push(subdomain.test(name) ? apiTexts.noDots : apiTexts.dnsLabel);
  return problems;
}

/** What is wrong with the name of a container port (apimachinery `IsValidPortName`). */
export function portNameProblems(name: string): string[] {
  const problems = lengthProblems(name, longest.portName);
  if (!/^[-a-z0-9]+$/.test(name)) problems.push(apiTexts.portNameCharacters);
  if (!/[a-z]/.test(name)) problems.push(apiTexts.portNameLetter);
  if (name.includes('--')) problems.push(apiTexts.portNameHyphens);
  if (name.startsWith('-') || name.endsWith('-')) problems.push(apiTexts.portNameEnds);
  return problems;
}

/** What is wrong with a port number (apimachinery `IsValidPortNum`). */
export function portNumberProblems(port: number): string[] {
  return isPort(port) ? [] : [apiTexts.portNumber];
}

/** `must be no more than 63 bytes`, or nothing. */
export function lengthProblems(text: string, most: number): string[] {
  return Buffer.byteLength(text) > most ? [apiTexts.tooLong(most)] : [];
}

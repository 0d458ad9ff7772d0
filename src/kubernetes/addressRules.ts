import { type Address, type Family, parseAddress } from '../addresses/address';
import { type Block, holds, parseBlock } from '../addresses/block';
import type { Findings } from './finding';
import { dnsLabelProblems, subdomainProblems } from './names';
import type { Path } from './problem';
import { apiTexts } from './texts';

/** An address of either family (apimachinery `IsValidIP`); `undefined` where it is none, which is found. */
export function checkAddress(
  text: string,
  path: Path,
  findings: Findings,
  at: Path = path,
): Address | undefined {
  const address = parseAddress(text);
  if (!address) findings.invalid(path, text, apiTexts.address, at);
  return address;
}

/** What leads to the node itself or to its link, so that no traffic can be sent there from elsewhere. */
const special: readonly { readonly blocks: readonly Block[]; readonly say: (address: string) => string }[] = [
  { blocks: blocksOf('0.0.0.0/32', '::/128'), say: apiTexts.unspecified },
  { blocks: blocksOf('127.0.0.0/8', '::1/128'), say: () => apiTexts.loopback },
  { blocks: blocksOf('169.254.0.0/16', 'fe80::/10'), say: () => apiTexts.linkLocal },
  { blocks: blocksOf('224.0.0.0/24', 'ff02::/16'), say: () => apiTexts.linkLocalMulticast },
];

function blocksOf(...texts: readonly string[]): readonly Block[] {
  return texts.flatMap(text => parseBlock(text)?.block ?? []);
}

/** An external address of a Service (core `ValidateEndpointIP`). */
export function checkExternalAddress(text: string, path: Path, findings: Findings): void {
  const address = checkAddress(text, path, findings);
  if (address) checkReachable(address, text, path, findings);
}

/** The address of an endpoint, of the family of its slice. */
export function checkEndpointAddress(text: string, family: Family, path: Path, findings: Findings): void {
  const address = parseAddress(text);
  if (address?.family !== family) findings.invalid(path, text, apiTexts.addressOf(family));
  else checkReachable(address, text, path, findings);
}

function checkReachable(address: Address, text: string, path: Path, findings: Findings): void {
  for (const { blocks, say } of special) {
    if (blocks.some(block => holds(block, address))) findings.invalid(path, text, say(text));
  }
}

/** A domain of two labels at least, its last dot optional (apimachinery `IsFullyQualifiedDomainName`). */
export function checkDomain(text: string, path: Path, findings: Findings): void {
  const name = text.replace(/\.$/, '');
  const problems = subdomainProblems(name);
  const labels = name.split('.');
  const bad = labels.find(label => dnsLabelProblems(label).length > 0);
  if (text === '') findings.required(path, '');
  else if (problems.length > 0) findings.invalid(path, name, problems.join(','));
  else if (labels.length < 2) findings.invalid(path, name, apiTexts.domain);
  else if (bad !== undefined) findings.invalid(path, bad, dnsLabelProblems(bad).join(','));
}

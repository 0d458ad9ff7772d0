import { type Block, contains, parseBlock } from '../addresses/block';
import type { Findings } from './finding';
import type { Peer } from './objects';
import type { DecodedPeer } from './policySchema';
import type { Path } from './problem';
import { acceptedTexts, apiTexts } from './texts';

type IPBlock = NonNullable<Peer['ipBlock']>;

/** The checks of networking `ValidateIPBlock`; a `cidr` that cannot be read ends them. */
export function checkBlock(
  { cidr, except }: NonNullable<DecodedPeer['ipBlock']>,
  path: Path,
  strictCidr: boolean,
  findings: Findings,
): IPBlock {
  const block: IPBlock = { cidr, ...(except && { except }) };
  if (cidr === '') {
    findings.required([...path, 'cidr'], '');
    return block;
  }
  const outer = checkCidr(cidr, [...path, 'cidr'], strictCidr, findings);
  if (!outer) return block;
  for (const [index, text] of (except ?? []).entries()) {
    const at = [...path, 'except', index];
    const inner = checkCidr(text, at, strictCidr, findings);
    if (inner && !(contains(outer, inner) && inner.prefix > outer.prefix)) {
      findings.invalid(at, text, apiTexts.exceptOutside);
    }
  }
  return block;
}

/** The check of core `IsValidCIDRForLegacyField`: spellings that StrictIPCIDRValidation refuses only warn without it. */
export function checkCidr(
  text: string,
  path: Path,
  strictCidr: boolean,
  findings: Findings,
  at: Path = path,
): Block | undefined {
  const parsed = parseBlock(text);
  if (!parsed) {
    findings.invalid(path, text, apiTexts.cidr, at);
    return undefined;
  }
  for (const spelling of parsed.lax) {
    if (strictCidr) findings.invalid(path, text, apiTexts[spelling], at);
    else findings.warn(path, text, acceptedTexts.laxCidr(apiTexts[spelling]));
  }
  return parsed.block;
}

import { type Family, families } from '../addresses/address';
import { checkAddress } from './addressRules';
import type { Findings } from './finding';
import type { Path } from './problem';
import type { DecodedServiceSpec } from './serviceSchemas';
import { apiTexts } from './texts';

const none = 'None';
const path: Path = ['spec', 'clusterIPs'];
const familyPolicies = ['SingleStack', 'PreferDualStack', 'RequireDualStack'];

type Written = Pick<DecodedServiceSpec, 'clusterIP' | 'clusterIPs'>;

/** The cluster IPs of a new Service: the API server fills an empty plural from the singular, never the reverse. */
export function clusterIPsOf({ clusterIP, clusterIPs }: Written): readonly string[] {
  return clusterIPs.length === 0 && clusterIP !== '' ? [clusterIP] : clusterIPs;
}

export function isHeadless(spec: Written): boolean {
  const [first, ...more] = clusterIPsOf(spec);
  return first === none && more.length === 0;
}

/** Where a cluster IP stands; the API server names the plural, whichever was written. */
export function clusterIPPlace({ clusterIPs }: Written, index: number): Path {
  return clusterIPs.length === 0 ? ['spec', 'clusterIP'] : [...path, index];
}

/** The checks of core `ValidateServiceClusterIPsRelatedFields`; gives the families. */
export function checkClusterIPs(spec: DecodedServiceSpec, findings: Findings): readonly Family[] {
  const { clusterIP, clusterIPs, ipFamilyPolicy } = spec;
  if (clusterIPs.length > 0 && clusterIP === '') findings.invalid(path, clusterIPs, apiTexts.clusterIPsAlone);
  else if (clusterIPs.length > 0 && clusterIPs[0] !== clusterIP) {
    findings.invalid(path, clusterIPs, apiTexts.firstClusterIP);
  }
  const known = checkFamilies(spec.ipFamilies, findings);
  if (ipFamilyPolicy !== undefined && !familyPolicies.includes(ipFamilyPolicy)) {
    findings.unsupported(['spec', 'ipFamilyPolicy'], ipFamilyPolicy, familyPolicies);
  }
  if (!isHeadless(spec)) checkAddresses(spec, findings);
  return known;
}

function checkFamilies(written: readonly string[], findings: Findings): readonly Family[] {
  return written.flatMap((text, index) => {
    const at = ['spec', 'ipFamilies', index];
    const known = families.find(each => each === text);
    if (!known) findings.unsupported(at, text, families);
    if (written.indexOf(text) < index) findings.duplicate(at, text);
    return known ?? [];
  });
}

/** One address of each family at most, in the order of `ipFamilies` where that is given. */
function checkAddresses(spec: DecodedServiceSpec, findings: Findings): void {
  const written = clusterIPsOf(spec);
  const found = written.map((text, index) => {
    if (index === 0 && text === none) {
      findings.invalid(path, written, apiTexts.noneAlone);
      return undefined;
    }
    return checkAddress(text, [...path, index], findings, clusterIPPlace(spec, index))?.family;
  });
  if (written.length > 2) findings.invalid(path, written, apiTexts.twoClusterIPs);
  // What is no address has no family to compare.
  if (found.includes(undefined)) return;
  if (found.length > 1 && new Set(found).size === 1) {
    findings.invalid(path, written, apiTexts.oneClusterIPEach);
  }
  for (const [index, family] of found.entries()) {
    const wanted = families.find(each => each === spec.ipFamilies[index]);
    if (wanted !== undefined && wanted !== family) {
      const detail = apiTexts.otherFamily(wanted, index);
      findings.invalid([...path, index], written[index], detail, clusterIPPlace(spec, index));
    }
  }
}

import { checkCidr } from './blockRules';
import type { Findings } from './finding';
import type { Labels } from './objects';
import type { DecodedServiceSpec } from './serviceSchemas';
import { apiTexts } from './texts';

/** The annotation that counts where the field is empty: CIDRs with commas between them. */
const annotation = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/**
 * The checks of core `ValidateService` about who may use a load balancer, which name the field as the API server's
 * own code does; gives the CIDRs, `undefined` where anybody may.
 */
export function checkSourceRanges(
  { type, loadBalancerSourceRanges }: DecodedServiceSpec,
  annotations: Labels,
  strictCidr: boolean,
  findings: Findings,
): readonly string[] | undefined {
  const written = annotations[annotation];
  const isField = loadBalancerSourceRanges.length > 0;
  if (!isField && written === undefined) return undefined;
  const path = isField ? ['spec', 'LoadBalancerSourceRanges'] : ['metadata', 'annotations', annotation];
  const at = isField ? ['spec', 'loadBalancerSourceRanges'] : path;
  if (type !== 'LoadBalancer') findings.forbidden(path, apiTexts.ofLoadBalancersAlone, at);

  const annotated = (written ?? '').trim();
  const ranges = isField ? loadBalancerSourceRanges : annotated === '' ? [] : annotated.split(',');
  for (const [index, range] of ranges.entries()) {
    const step = isField ? [index] : [];
    checkCidr(range.trim(), [...path, ...step], strictCidr, findings, [...at, ...step]);
  }
  return ranges.length === 0 ? undefined : ranges.map(range => range.trim());
}

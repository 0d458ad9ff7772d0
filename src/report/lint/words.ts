import type { Finding } from '../../diagnosis/lint/finding';

/** `shop/web`; nothing where it is about no policy. */
export function policyText({ policy }: Finding): string {
  return policy ? `${policy.namespace}/${policy.name}` : '';
}

/** `ingress rule 2`; nothing where it is about the policy as a whole. */
export function ruleText({ direction, rule }: Finding): string {
  return rule === undefined ? '' : `${direction} rule ${rule}`;
}

/** `shop.yaml:12`; nothing where nobody wrote it. */
export function placeText({ place }: Finding): string {
  return place ? `${place.file}:${place.line}` : '';
}

/** What is said below the name of the policy: `ingress rule 1 names port http/TCP, which no pod has`. */
export function belowPolicy(finding: Finding): string {
  const subject = finding.policy ? ruleText(finding) : (finding.object ?? '');
  return subject === '' ? finding.text : `${subject} ${finding.text}`;
}

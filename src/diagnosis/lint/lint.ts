import type { Network } from '../../dataplane/network';
import type { ModelName } from '../../settings/models';
import type { Finding, LintCode } from './finding';
import { Ground } from './ground';
import { lintRules } from './rules';

/**
 * Everything that looks wrong with policies, in order of the policies and of the table of rules; what is said better by
 * another finding is left out.
 *
 * @param model under which it is asked what replies need
 */
export function lint(network: Network, model: ModelName): readonly Finding[] {
  const ground = new Ground(network, model);
  const all = lintRules.flatMap(rule => [...rule.find(ground)]);
  const yielding = new Map(lintRules.map(({ code, yieldsTo = [] }) => [code, yieldsTo]));
  const left = all.filter(
    finding =>
      !all.some(other => yielding.get(finding.code)?.includes(other.code) && isOfSame(other, finding)),
  );
  const keys = ground.policies.map(({ namespace, name }) => `${namespace}/${name}`);
  const order = new Map(keys.map((key, i) => [key, i]));
  const rank = ({ policy }: Finding): number =>
    policy ? (order.get(`${policy.namespace}/${policy.name}`) ?? 0) : keys.length;
  return [...left].sort((a, b) => rank(a) - rank(b));
}

/** What some rules find, and nothing weighed against anything. */
export function findingsOf(ground: Ground, codes: readonly LintCode[]): readonly Finding[] {
  return lintRules.filter(({ code }) => codes.includes(code)).flatMap(rule => [...rule.find(ground)]);
}

/** Of the same policy, and of the same rule and object as far as both have one. */
function isOfSame(one: Finding, other: Finding): boolean {
  const isSame = <Value>(a: Value | undefined, b: Value | undefined): boolean =>
    a === undefined || b === undefined || a === b;
  return (
    one.policy?.namespace === other.policy?.namespace &&
    one.policy?.name === other.policy?.name &&
    isSame(one.direction, other.direction) &&
    isSame(one.rule, other.rule) &&
    isSame(one.object, other.object)
  );
}

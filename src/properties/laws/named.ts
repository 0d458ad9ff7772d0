import { denyAll } from '../../authoring/denyAll';
import { namespacesOf } from '../../cluster/cluster';
import { attempt } from '../../dataplane/attempt';
import { policyKey } from '../../scenario/policies';
import { quietScenario } from '../../scenario/quietScenario';
import { allowing } from '../../scenario/verdicts';
import { models } from '../../settings/models';
import { caseOf, claim } from '../outcome';
import { withPolicies, withPolicy } from '../rewrites/policies';
import { always, type Law } from './law';

/** Where every pod is isolated, the policies that a verdict names let it through without the others. */
export const namedSuffice: Law = always(({ state, flows }) => {
  const isolating = namespacesOf(state.cluster).map(namespace => denyAll(namespace));
  const before = isolating.reduce(withPolicy, state);
  const world = quietScenario(before);
  for (const flow of flows) {
    const verdict = attempt(world.network, models.stateful, caseOf(world, flow));
    const named = new Set(allowing(world.network, verdict));
    if (verdict.kind !== 'succeeds' || named.size === 0) continue;
    const succeeds = claim(world, 'stateful', flow, { kind: 'succeeds', stops: [] });
    const idle = isolating.map(policyKey).filter(key => named.has(key));
    const others = [...named].filter(key => !idle.includes(key));
    if (idle.length > 0)
      return [
        {
          state: before,
          claims: [{ text: succeeds.replace(/succeeds$/, `is allowed by ${others.join(' and ')}`) }],
        },
      ];
    const kept = [...before.policies.values()].filter(policy => named.has(policyKey(policy)));
    const after = withPolicies(state, [...kept, ...isolating]);
    const left = quietScenario(after);
    if (attempt(left.network, models.stateful, caseOf(left, flow)).kind !== 'succeeds')
      return [
        { state: before, claims: [{ text: succeeds }] },
        { state: after, claims: [{ text: succeeds }] },
      ];
  }
  return undefined;
});

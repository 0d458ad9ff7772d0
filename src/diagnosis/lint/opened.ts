import { families, formatAddress, formatRange } from '../../addresses/address';
import { protocols } from '../../addresses/port';
import { subtract, union } from '../../addresses/spans';
import type { Pod } from '../../cluster/pod';
import type { CompiledPolicy, CompiledRule } from '../../policy/compiledPolicy';
import { withoutRule } from '../../policy/lessRules';
import { isEvery, type PortSets, portSets } from '../../policy/portSets';
import { portSetTexts } from '../../policy/words';
import { AllPairs } from '../../reachability/allPairs';
import type { Reach } from '../../reachability/answers';
import { type FlowChange, flowChanges } from '../../reachability/flowChanges';
import type { One } from '../../reachability/someReached';
import { upstreamModel } from '../../settings/models';
import type { Opened } from './finding';
import { type Ground, someOf } from './ground';

/** The connections that upstream are possible with a rule, and are not without it: workload by workload, each once. */
export function openedBy(ground: Ground, policy: CompiledPolicy, rule: CompiledRule): readonly Opened[] {
  const opened = [...lostWithout(ground, policy, rule)].map(
    ({ from, to, outside, ports }): Opened => ({
      from: endText(from, outside),
      to: endText(to, outside),
      ports,
    }),
  );
  return [...new Map(opened.map(each => [JSON.stringify(each), each])).values()];
}

/** The same pod by pod. */
export function* lostWithout(
  ground: Ground,
  policy: CompiledPolicy,
  rule: CompiledRule,
): Iterable<Pick<FlowChange, 'from' | 'to' | 'outside'> & { readonly ports: PortSets }> {
  const { cluster, settings } = ground.network;
  const rest = ground.policies.map(each =>
    each === policy ? withoutRule(policy, 'egress', rule.number) : each,
  );
  const without = new AllPairs(cluster, rest, settings);
  for (const { from, to, outside, before, after } of flowChanges(ground.pairs, without, upstreamModel)) {
    const ports = portSets(protocol => subtract(before.succeeds[protocol], after.succeeds[protocol]));
    yield { from, to, ...(outside && { outside }), ports };
  }
}

/** Whether one may connect to the other upstream, on some port. */
export function reaches({ pairs }: Ground, from: Pod, to: Pod): boolean {
  return isSome(pairs.between(upstreamModel, from, to));
}

export function reachesFromOutside({ pairs }: Ground, pod: Pod): boolean {
  const owner = pairs.classOf(pod);
  return families
    .filter(family => pairs.kindOf(owner, family) >= 0)
    .some(family =>
      pairs.outside(upstreamModel, owner, family).some(({ from }) => isSome(pairs.reachOf(from))),
    );
}

export function needlessText(opens: readonly Opened[]): string {
  if (opens.length === 0) return 'nothing else needs it';
  const flows = someOf(opens.map(({ from, to, ports }) => `${from} → ${to} on ${portsText(ports)}`));
  return `it opens new connections besides: ${flows}`;
}

function portsText(sets: PortSets): string {
  return isEvery(sets) ? 'every port' : portSetTexts(sets).join(', ');
}

function endText(one: One, outside: FlowChange['outside']): string {
  if ('name' in one) return `${one.namespace}/${one.owner?.name ?? one.name}`;
  return outside ? formatRange(one.family, outside) : formatAddress(one);
}

function isSome({ succeeds, unreliable }: Reach): boolean {
  return protocols.some(protocol => union(succeeds[protocol], unreliable[protocol]).length > 0);
}

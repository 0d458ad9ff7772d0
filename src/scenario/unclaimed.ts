import { families } from '../addresses/address';
import { cutAt, type Span } from '../addresses/spans';
import type { Pod } from '../cluster/pod';
import type { ReachDemand } from '../english/reachClaim';
import { isEmpty, minus, type PortSets } from '../policy/portSets';
import type { AllPairs } from '../reachability/allPairs';
import { exampleIn, type One } from '../reachability/someReached';
import type { ModelName } from '../settings/models';
import { grantedFor, type Offence, someOf } from './reachDemands';

/** What somebody reaches that no demand grants: between pods, and between pods and addresses outside. */
export function* unclaimed(
  pairs: AllPairs,
  model: ModelName,
  pods: readonly Pod[],
  granted: readonly ReachDemand[],
): Iterable<Offence> {
  const surplus = (from: One, to: One, some: PortSets): readonly Offence[] => {
    if (isEmpty(some)) return [];
    const ports = minus(some, grantedFor(granted, from, to));
    return isEmpty(ports) ? [] : [{ from, to, was: 'not to reach', ports }];
  };
  for (const from of pods) {
    const owner = pairs.classOf(from);
    const answerFor = pairs.row(model, owner);
    for (const to of pods)
      if (to !== from)
        yield* surplus(from, to, someOf({ reach: pairs.reachOf(answerFor(pairs.classOf(to))) }));
    for (const family of families) {
      if (pairs.kindOf(owner, family) < 0) continue;
      const edges = edgesIn(granted, family);
      for (const { addresses, to, from: back } of pairs.outside(model, owner, family))
        for (const part of cutAt([addresses], edges)) {
          const address = exampleIn(family, part);
          yield* surplus(from, address, someOf({ reach: pairs.reachOf(to) }));
          yield* surplus(address, from, someOf({ reach: pairs.reachOf(back) }));
        }
    }
  }
}

function edgesIn(granted: readonly ReachDemand[], family: (typeof families)[number]): readonly bigint[] {
  return granted.flatMap(({ from, to }) =>
    [from, to].flatMap(({ addresses }) => addresses[family].flatMap((span: Span<bigint>) => span)),
  );
}

import { families } from '../addresses/address';
import { type Spans, spansOf, subtract } from '../addresses/spans';
import { type Pod, podKey } from '../cluster/pod';
import type { Network } from '../dataplane/network';
import type { Ends } from '../english/ends';
import type { ReachDemand } from '../english/reachClaim';
import { isEmpty, minus, type PortSets, together } from '../policy/portSets';
import { type FlowChange, flowChanges } from '../reachability/flowChanges';
import { exampleIn } from '../reachability/someReached';
import type { ModelName } from '../settings/models';
import { allPairsOf } from './allPairsOf';
import { isPod, type Offence, portsFor, someOf } from './reachDemands';
import type { Scenario } from './scenario';

export type Moved = 'lost' | 'gained' | 'changed';

/** A pair, and the ports on which something moved. */
export interface Move extends Pick<FlowChange, 'from' | 'to' | 'outside'> {
  readonly moved: Moved;
  readonly ports: PortSets;
}

/** Lost is what was sure or possible and is less now, gained the contrary. */
export function moves(
  scenario: Scenario,
  before: Network,
  after: Network,
  model: ModelName,
  moved: Moved,
  listed: readonly ReachDemand[] = [],
): readonly Move[] {
  const edges = listed.flatMap(({ from, to }) =>
    [from, to].flatMap(({ addresses }) => families.flatMap(family => addresses[family].flat())),
  );
  const [old, young] = [before, after].map(network => allPairsOf(scenario, network));
  if (!old || !young) return [];
  return [...flowChanges(old, young, model, edges)].flatMap(change => {
    const [was, is] = [someOf({ reach: change.before }), someOf({ reach: change.after })];
    const lost = together(minus(change.before.succeeds, change.after.succeeds), minus(was, is));
    const gained = together(minus(change.after.succeeds, change.before.succeeds), minus(is, was));
    const kinds = [
      { moved: 'lost' as const, ports: lost },
      { moved: 'gained' as const, ports: gained },
    ];
    return kinds
      .filter(({ moved: kind, ports }) => (moved === 'changed' || moved === kind) && !isEmpty(ports))
      .map(kind => ({ ...change, ...kind }));
  });
}

export function offenceOf({ from, to, moved, ports }: Move): Offence {
  return { from, to, ports, was: moved === 'lost' ? 'to reach' : 'not to reach' };
}

/** What a row lists and did not move. */
export function missingOf(
  { network }: Scenario,
  row: ReachDemand,
  flows: readonly Move[],
  moved: 'lost' | 'gained',
): readonly Offence[] {
  const was = moved === 'lost' ? 'not to reach' : 'to reach';
  const between = [...row.from.pods].flatMap(from =>
    [...row.to.pods].flatMap((to): readonly Offence[] => {
      if (from === to) return [];
      const known = flows.find(flow => flow.from === from && flow.to === to);
      const wanted = portsFor(row.ports ?? [], to);
      const ports = known ? minus(wanted, known.ports) : wanted;
      return isEmpty(ports) ? [] : [{ from, to, was, ports }];
    }),
  );
  const withOutside = (pods: ReadonlySet<Pod>, addresses: Ends['addresses'], way: 'to' | 'from') =>
    [...pods].flatMap(pod =>
      families.flatMap((family): readonly Offence[] => {
        if (!network.addresses.ofPod(pod).some(address => address.family === family)) return [];
        const wanted = portsFor(row.ports ?? [], pod);
        const covered = flows.flatMap(({ from, to, outside, ports }) => {
          const [own, other] = way === 'to' ? [from, to] : [to, from];
          const isIts = isPod(own) && podKey(own) === podKey(pod) && !isPod(other) && other.family === family;
          return isIts && outside && isEmpty(minus(wanted, ports)) ? [outside] : [];
        });
        const rest: Spans<bigint> = subtract(addresses[family], spansOf(covered));
        const [first] = rest;
        if (!first) return [];
        const address = exampleIn(family, first);
        const pair = way === 'to' ? { from: pod, to: address } : { from: address, to: pod };
        return [{ ...pair, was, ports: wanted }];
      }),
    );
  return [
    ...between,
    ...withOutside(row.from.pods, row.to.addresses, 'to'),
    ...withOutside(row.to.pods, row.from.addresses, 'from'),
  ];
}

import { type Family, families } from '../addresses/address';
import type { Span } from '../addresses/spans';
import type { Network } from '../dataplane/network';
import type { CompiledPolicy } from '../policy/compiledPolicy';
import type { ModelName } from '../settings/models';
import { AllPairs } from './allPairs';
import type { Reach } from './answers';
import { type Workload, workloadsOf } from './workloads';

/** One end of a connection: a workload, or addresses outside the cluster. */
export type ConnectionEnd =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'outside'; readonly family: Family; readonly addresses: Span<bigint> };

/** What policy allows one to open to another, on one port at least. */
export interface Connection {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  readonly reach: Reach;
}

/**
 * Every connection that policy allows on some port, whether or not anything listens: between two workloads, and between a
 * workload and ranges of addresses outside, each as wide as its answer is the same.
 */
export function connectionsOf(network: Network, model: ModelName, watch?: Watch): readonly Connection[] {
  return connectionsAmong(network, model, { watch }).connections;
}

/** Is told how many workloads are done. */
type Watch = ((done: number, of: number) => void) | undefined;

/** The same, and among whom they are; with `replicas` also among those of one workload. */
export function connectionsAmong(
  network: Network,
  model: ModelName,
  {
    replicas = false,
    alsoTold = [],
    watch,
  }: {
    readonly replicas?: boolean;
    /** Policies by which workloads are told apart as well. */
    readonly alsoTold?: readonly CompiledPolicy[];
    readonly watch?: Watch;
  } = {},
): { readonly workloads: readonly Workload[]; readonly connections: readonly Connection[] } {
  const { cluster, policies, settings } = network;
  const pairs = new AllPairs(cluster, policies.policies, settings);
  pairs.prepare(alsoTold);
  const workloads = workloadsOf(pairs, [...policies.policies, ...alsoTold]);
  const connections = workloads.flatMap((workload, i) => {
    watch?.(i, workloads.length);
    const isAsked = replicas && workload.pods.length > 1;
    const others = workloads.filter(other => other !== workload || isAsked);
    return [...withinCluster(pairs, model, workload, others), ...withOutside(pairs, model, workload)];
  });
  return { workloads, connections };
}

function withinCluster(
  pairs: AllPairs,
  model: ModelName,
  workload: Workload,
  others: readonly Workload[],
): readonly Connection[] {
  const answerFor = pairs.row(model, workload.owner);
  const from = { kind: 'workload', workload } as const;
  return others.flatMap(other => {
    const answer = answerFor(other.owner);
    if (answer === pairs.nothing) return [];
    return { from, to: { kind: 'workload', workload: other }, reach: pairs.reachOf(answer) };
  });
}

function withOutside(pairs: AllPairs, model: ModelName, workload: Workload): readonly Connection[] {
  const inside = { kind: 'workload', workload } as const;
  return families.flatMap(family => {
    const pieces = pairs.outside(model, workload.owner, family);
    return (['to', 'from'] as const).flatMap(way =>
      runsOf(pieces.map(piece => ({ addresses: piece.addresses, answer: piece[way] }))).flatMap(
        ({ addresses, answer }): readonly Connection[] => {
          if (answer === pairs.nothing) return [];
          const outside = { kind: 'outside', family, addresses } as const;
          const [from, to] = way === 'to' ? [inside, outside] : [outside, inside];
          return [{ from, to, reach: pairs.reachOf(answer) }];
        },
      ),
    );
  });
}

interface Run {
  readonly addresses: Span<bigint>;
  readonly answer: number;
}

/** Neighbours with equal answers are one. */
function runsOf(pieces: readonly Run[]): readonly Run[] {
  const runs: Run[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.answer === piece.answer)
      runs[runs.length - 1] = { ...last, addresses: [last.addresses[0], piece.addresses[1]] };
    else runs.push(piece);
  }
  return runs;
}

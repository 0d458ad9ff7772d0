import type { Network } from '../../dataplane/network';
import type { Edit } from './edit';
import { rulesOf } from './ruleEdits';

/** Ranges of pods that edits write into blocks, where some pod has no address but one that was made up. */
export function madeUpRangesIn({ cluster, addresses }: Network, edits: readonly Edit[]): readonly string[] {
  if (![...cluster.pods.values()].some(pod => addresses.isAssigned(pod))) return [];
  const written = edits.flatMap(({ after }) =>
    (['ingress', 'egress'] as const).flatMap(direction =>
      rulesOf(after, direction).flatMap(({ peers = [] }) =>
        peers.flatMap(({ ipBlock }) => ipBlock?.except ?? []),
      ),
    ),
  );
  return cluster.podRanges.filter(range => written.includes(range));
}

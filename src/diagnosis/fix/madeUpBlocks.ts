import { contains, parseBlock } from '../../addresses/block';
import type { Network } from '../../dataplane/network';
import type { Edit } from './edit';
import { rulesOf } from './ruleEdits';

/** Blocks of edits in ranges from which pods and nodes get an address here that nobody told. */
export function madeUpBlocksIn({ cluster, addresses }: Network, edits: readonly Edit[]): readonly string[] {
  const isMadeUp = [...cluster.pods.values()].some(pod => addresses.isAssigned(pod));
  const ranges = [...(isMadeUp ? cluster.podRanges : []), ...cluster.nodeRanges].flatMap(
    range => parseBlock(range)?.block ?? [],
  );
  const written = edits.flatMap(({ after }) =>
    (['ingress', 'egress'] as const).flatMap(direction =>
      rulesOf(after, direction).flatMap(({ peers = [] }) =>
        peers.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr, ...(ipBlock.except ?? [])] : [])),
      ),
    ),
  );
  return [...new Set(written)].filter(cidr => {
    const block = parseBlock(cidr)?.block;
    return block && ranges.some(range => contains(range, block));
  });
}

import { type Network, networkOf } from '../../dataplane/network';
import type { NetworkPolicy } from '../../kubernetes/objects';
import { type CompiledPolicy, compilePolicy } from '../../policy/compiledPolicy';

/** A policy as it is to be; without `before` it is a new one. */
export interface Edit {
  readonly before?: NetworkPolicy;
  readonly after: NetworkPolicy;
}

export function editOf({ source, namespace }: CompiledPolicy, after: NetworkPolicy): Edit {
  return { before: source, after: { ...after, metadata: { ...after.metadata, namespace } } };
}

/** The network with the policies as the edits have them. */
export function edited(network: Network, edits: readonly Edit[]): Network {
  const { cluster, policies, settings } = network;
  const gone = new Set(edits.flatMap(({ before }) => before ?? []));
  return networkOf(
    cluster,
    [
      ...policies.policies.filter(({ source }) => !gone.has(source)),
      ...edits.map(({ after }) => compilePolicy(after, after.metadata.namespace ?? 'default')),
    ],
    settings,
    network,
  );
}

/** Edits one after the other as one each policy, from what was there before all. */
export function merged(edits: readonly Edit[]): readonly Edit[] {
  const whole: Edit[] = [];
  for (const edit of edits) {
    const at = whole.findIndex(({ after }) => after === edit.before);
    const { before } = whole[at] ?? edit;
    whole.splice(at < 0 ? whole.length : at, at < 0 ? 0 : 1, {
      ...(before && { before }),
      after: edit.after,
    });
  }
  return whole;
}

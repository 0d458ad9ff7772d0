import type { Pod } from '../cluster/pod';
import type { LabelSelector } from '../kubernetes/objects';
import type { CompiledPolicy } from '../policy/compiledPolicy';
import type { AllPairs } from './allPairs';

/** Replicas that no rule can tell apart, as one. */
export interface Workload {
  /** `shop/web[Deployment]`; with `{track=canary}` where replicas have other labels that a policy looks at. */
  readonly name: string;
  readonly namespace: string;
  /** By number, the class of all its pods. */
  readonly owner: number;
  readonly pods: readonly Pod[];
}

/** Every workload of those who take part, by name. */
export function workloadsOf(pairs: AllPairs, policies: Iterable<CompiledPolicy>): readonly Workload[] {
  const keys = keysOf(policies);
  const byName = new Map<string, Map<number, Pod[]>>();
  for (const pod of pairs.pods) {
    const name = nameOf(pod);
    const parts = byName.get(name) ?? new Map<number, Pod[]>();
    const owner = pairs.classOf(pod);
    const known = parts.get(owner);
    if (known) known.push(pod);
    else parts.set(owner, [pod]);
    byName.set(name, parts);
  }
  const workloads = [...byName].flatMap(([name, parts]) => {
    const tellings = tellingsOf([...parts.values()], keys);
    return [...parts].map(
      ([owner, members], i): Workload => ({
        name: `${name}${tellings[i] ?? ''}`,
        namespace: members[0]?.namespace ?? '',
        owner,
        pods: members,
      }),
    );
  });
  return workloads.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `shop/web[Deployment]`, `shop/once[Pod]`. */
function nameOf({ namespace, name, owner }: Pod): string {
  return `${namespace}/${owner?.name ?? name}[${owner?.kind ?? 'Pod'}]`;
}

/** What tells the parts of one workload apart: the labels that differ, else the names of the pods. */
function tellingsOf(parts: readonly (readonly Pod[])[], keys: readonly string[]): readonly string[] {
  if (parts.length === 1) return [''];
  const differing = keys.filter(key => new Set(parts.flat().map(({ labels }) => labels[key])).size > 1);
  const byLabels = parts.map(([pod]) =>
    differing
      .map(key => (pod && Object.hasOwn(pod.labels, key) ? `${key}=${pod.labels[key]}` : `!${key}`))
      .join(),
  );
  return parts.map((pods, i) => {
    const isTold =
      differing.length > 0 && byLabels.indexOf(byLabels[i] ?? '') === byLabels.lastIndexOf(byLabels[i] ?? '');
    return `{${isTold ? byLabels[i] : pods.map(({ name }) => name).join()}}`;
  });
}

/** The keys of labels of pods that some policy looks at, sorted. */
function keysOf(policies: Iterable<CompiledPolicy>): readonly string[] {
  const selectors = [...policies].flatMap(({ source, rules }): readonly LabelSelector[] => [
    source.spec.podSelector,
    ...[...(rules.ingress ?? []), ...(rules.egress ?? [])].flatMap(({ peers = [] }) =>
      peers.flatMap(peer => (peer.kind === 'pods' ? (peer.source.podSelector ?? []) : [])),
    ),
  ]);
  const keys = selectors.flatMap(({ matchLabels = {}, matchExpressions = [] }) => [
    ...Object.keys(matchLabels),
    ...matchExpressions.map(({ key }) => key),
  ]);
  return [...new Set(keys)].sort();
}

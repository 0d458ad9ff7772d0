import { namespaceNameLabel } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import type { LabelSelector, Labels, Peer } from '../kubernetes/objects';

/** The labels that all of the pods bear alike. */
export function commonLabels(pods: readonly Pod[]): Labels {
  const [first, ...others] = pods;
  return Object.fromEntries(
    Object.entries(first?.labels ?? {}).filter(([key, value]) =>
      others.every(({ labels }) => labels[key] === value),
    ),
  );
}

/** Other pods of the namespace that bear all of these labels too. */
export function alsoSelected(labels: Labels, pods: readonly Pod[], everyPod: Iterable<Pod>): readonly Pod[] {
  const namespace = pods[0]?.namespace;
  return [...everyPod].filter(
    pod => pod.namespace === namespace && !pods.includes(pod) && bears(pod.labels, labels),
  );
}

/**
 * Selects pods with exactly these labels, or more as long as all who bear more are meant as well: for every
 * other pod that would be selected, the absence of one of its further labels is asked for.
 */
export function exactSelector(labels: Labels, meant: readonly Pod[], everyPod: Iterable<Pod>): LabelSelector {
  const strangers = alsoSelected(labels, meant, everyPod);
  const furtherKeys = strangers.flatMap(
    pod => Object.keys(pod.labels).find(key => !Object.hasOwn(labels, key)) ?? [],
  );
  const absent = [...new Set(furtherKeys)].map(key => ({ key, operator: 'DoesNotExist' as const }));
  return { matchLabels: labels, ...(absent.length > 0 && { matchExpressions: absent }) };
}

/** A peer that means pods of one namespace, seen from a policy that may live in another. */
export function podPeer(namespace: string, podSelector: LabelSelector, policyNamespace: string): Peer {
  if (namespace === policyNamespace) return { podSelector };
  return { namespaceSelector: { matchLabels: { [namespaceNameLabel]: namespace } }, podSelector };
}

function bears(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

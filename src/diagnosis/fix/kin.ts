import { exactSelector } from '../../authoring/podSelector';
import type { Cluster } from '../../cluster/cluster';
import type { Pod } from '../../cluster/pod';
import type { Question } from '../../dataplane/cases';
import type { LabelSelector, Labels } from '../../kubernetes/objects';

/** Labels that controllers give, and that are others for every replica or every rollout. */
const passing = [
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/controller-uid',
  'controller-uid',
];

/** By which people select, in this order; then all others. */
const usual = ['app', 'app.kubernetes.io/name', 'k8s-app', 'name', 'component'];

export function lastingLabels({ labels }: Pod): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !passing.includes(key)));
}

/** The pod and all that no lasting label tells from it: its replicas. */
export function kinOf({ pods }: Cluster, pod: Pod): ReadonlySet<Pod> {
  const own = keyOf(pod);
  return new Set([...pods.values()].filter(other => keyOf(other) === own));
}

function keyOf(pod: Pod): string {
  return JSON.stringify([pod.namespace, Object.entries(lastingLabels(pod)).sort()]);
}

/** Kin of the pods of a question that it does not ask about: what is done for one of them is done for all. */
export function kinBeside(cluster: Cluster, { source, destination }: Question): readonly Pod[] {
  const asked = [source, destination].flatMap(end => (end.kind === 'pods' ? end.pods : []));
  const kin = new Set(asked.flatMap(pod => [...kinOf(cluster, pod)]));
  return [...kin].filter(pod => !asked.includes(pod));
}

/** The shortest selector that means a pod and its kin in their namespace, and nobody else. */
export function selectorOf(cluster: Cluster, pod: Pod): LabelSelector {
  const kin = kinOf(cluster, pod);
  const labels = lastingLabels(pod);
  const neighbours = [...cluster.pods.values()].filter(({ namespace }) => namespace === pod.namespace);
  const keys = [...usual.filter(key => Object.hasOwn(labels, key)), ...Object.keys(labels)];
  for (const key of keys) {
    const value = labels[key] ?? '';
    if (neighbours.every(other => other.labels[key] !== value || kin.has(other)))
      return { matchLabels: { [key]: value } };
  }
  return exactSelector(labels, [...kin], neighbours);
}

import { type Cluster, namespaceLabels, namespaceNameLabel, namespacesOf } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import type { LabelSelector } from '../kubernetes/objects';
import { compileSelector } from '../kubernetes/selector';
import { knownNamespace } from './endpoint';
import { readSomeLabels } from './labels';
import type { Surroundings } from './surroundings';

/** Pods by description: `every pod`, `pods labelled tier=web in namespace shop`, `namespaces labelled team=blue`. */
export interface PodPhrase {
  /** Absent where only namespaces are described. */
  readonly podSelector?: LabelSelector;
  /** A namespace by name. */
  readonly namespace?: string;
  /** Namespaces by label, or all of them. */
  readonly namespaceSelector?: LabelSelector;
}

const everyPod = 'every pod|all pods|any pod';
const labelledPods = 'pods? labelled (?<labels>.+?)';
const where = String.raw`(?:namespace (?<namespace>\S+)|namespaces labelled (?<namespaceLabels>.+)|(?<all>any namespace|every namespace|all namespaces))`;

const phrase = new RegExp(`^(?:(?:${everyPod}|${labelledPods})(?: in ${where})?)$`, 'i');
const namespacePhrase = new RegExp(`^${where}$`, 'i');

/** Reads a description of pods; `undefined` when the text is none. */
export function readPodPhrase(text: string, surroundings: Surroundings): PodPhrase | undefined {
  const words = text.trim().replace(/\s+/g, ' ');
  const pods = phrase.exec(words)?.groups;
  const groups = pods ?? namespacePhrase.exec(words)?.groups;
  if (!groups) return undefined;
  const { labels, namespace, namespaceLabels: wanted, all } = groups;
  return {
    ...(pods && { podSelector: labels === undefined ? {} : { matchLabels: readSomeLabels(labels) } }),
    ...(namespace && { namespace: knownNamespace(namespace, surroundings) }),
    ...(wanted && { namespaceSelector: { matchLabels: readSomeLabels(wanted) } }),
    ...(all && { namespaceSelector: {} }),
  };
}

/** The namespaces that a description names, as a selector; absent: those of the policy itself. */
export function namespaceSelectorOf({ namespace, namespaceSelector }: PodPhrase): LabelSelector | undefined {
  return namespace ? { matchLabels: { [namespaceNameLabel]: namespace } } : namespaceSelector;
}

/** The pods that a description means, seen from a policy's namespace. */
export function podsMeant(described: PodPhrase, cluster: Cluster, policyNamespace: string): readonly Pod[] {
  const selects = compileSelector(described.podSelector ?? {});
  const wanted = namespaceSelectorOf(described);
  const inNamespace = wanted && compileSelector(wanted);
  const namespaces = namespacesOf(cluster).filter(name =>
    inNamespace ? inNamespace(namespaceLabels(cluster, name)) : name === policyNamespace,
  );
  return [...cluster.pods.values()].filter(pod => namespaces.includes(pod.namespace) && selects(pod.labels));
}

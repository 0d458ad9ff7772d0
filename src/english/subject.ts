import type { Subject } from '../authoring/grant';
import { alsoSelected, commonLabels } from '../authoring/podSelector';
import type { Cluster } from '../cluster/cluster';
import type { Endpoint } from '../cluster/endpoint';
import type { Pod } from '../cluster/pod';
import { displayName } from '../cluster/pod';
import type { LabelSelector } from '../kubernetes/objects';
import { resolveEndpoint } from './endpoint';
import { list } from './enumeration';
import { readPodPhrase } from './podPhrase';
import { Refusal } from './refusal';
import type { Surroundings } from './surroundings';

/** The pods that a sentence gives something to: `backend`, `every pod`, `pods labelled tier=web in namespace shop`. */
export function readSubject(text: string, surroundings: Surroundings): Subject {
  const described = readPodPhrase(text, surroundings);
  if (!described) return podSubject(text, surroundings).subject;
  if (described.namespaceSelector)
    throw new Refusal(`"${text}" cannot be the subject: a policy acts on pods of one namespace.`);
  return {
    namespace: described.namespace ?? surroundings.namespace,
    selector: described.podSelector ?? {},
    words: text.trim(),
  };
}

/** A pod or workload that labels can single out; the sentence fails where they select another pod as well. */
export function podSubject(
  text: string,
  surroundings: Surroundings,
): { subject: Subject; pods: readonly Pod[] } {
  const endpoint = resolveEndpoint(text, surroundings);
  if (endpoint.kind !== 'pods') throw new Refusal(`"${text}" is no pod: NetworkPolicy acts on pods only.`);
  const [first] = endpoint.pods;
  if (!first) throw new Refusal(`"${text}" has no pod.`);
  const selector = selectorOf(endpoint, surroundings.cluster);
  return {
    subject: { namespace: first.namespace, selector, words: displayName(first) },
    pods: endpoint.pods,
  };
}

/** The labels by which a policy can mean these pods and no others. */
export function selectorOf({ name, pods }: Endpoint & { kind: 'pods' }, cluster: Cluster): LabelSelector {
  const labels = commonLabels(pods);
  const written = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  if (written.length === 0)
    throw new Refusal(
      `No policy can select ${name} alone: its pods have no label in common. Label it first.`,
    );
  const others = alsoSelected(labels, pods, cluster.pods.values());
  if (others.length > 0)
    throw new Refusal(
      `No policy can select ${name} alone: its labels ${written.join(',')} select ${list(others.map(pod => pod.name))} too. Write "pods labelled …" if that is meant.`,
    );
  return { matchLabels: labels };
}

import type { Findings } from './finding';
import type { NodeManifest, Owner, Place, PodManifest } from './objects';
import type { PodTemplate } from './podRules';
import type { Path } from './problem';
import { apiTexts, kindTexts } from './texts';

/** More replicas of one workload than any test needs. */
const mostReplicas = 100_000;

/** A workload before it is unfolded into pods. */
export interface Workload {
  readonly owner: Owner;
  /** Of a ReplicaSet that a Deployment made: whose its pods are. */
  readonly deployment?: Owner;
  readonly namespace?: string;
  readonly template: PodTemplate;
  readonly replicas: number | 'one per node';
  /** Of a StatefulSet: the Service under whose name its pods have names of their own. */
  readonly serviceName?: string;
  readonly place: Place;
}

/** Checks a number of pods as `ValidateNonnegativeField` does, and that it can be unfolded. */
export function checkReplicas(count: number, path: Path, findings: Findings): void {
  if (count < 0) findings.invalid(path, count, apiTexts.negative);
  if (count > mostReplicas) findings.invalid(path, count, kindTexts.tooManyReplicas(mostReplicas));
}

/**
 * The pods of workloads: `web-1`, `web-2` …, those of a StatefulSet from `web-0`. A name that another pod has is
 * passed over. Without nodes, a DaemonSet makes one pod.
 */
export function unfold(
  workloads: readonly Workload[],
  pods: readonly PodManifest[],
  nodes: readonly NodeManifest[],
): PodManifest[] {
  const taken = new Set(pods.map(pod => `${pod.namespace ?? ''}/${pod.name}`));
  return workloads.flatMap(workload => {
    const { owner, deployment = owner, namespace, serviceName, place } = workload;
    const { node: _, subdomain: written, ...template } = workload.template;
    // A StatefulSet names its pods itself, whatever its template says (statefulset `initIdentity`).
    const isStateful = owner.kind === 'StatefulSet';
    const subdomain = isStateful ? serviceName : written;
    let ordinal = isStateful ? 0 : 1;
    return nodesOf(workload, nodes).map((node): PodManifest => {
      while (taken.has(`${namespace ?? ''}/${owner.name}-${ordinal}`)) ordinal++;
      const name = `${owner.name}-${ordinal}`;
      taken.add(`${namespace ?? ''}/${name}`);
      return {
        ...(namespace !== undefined && { namespace }),
        name,
        ...template,
        ...(isStateful && { hostname: name, labels: { ...template.labels, ...labelsOf(name, ordinal) } }),
        ...(subdomain !== undefined && { subdomain }),
        addresses: [],
        ...(node !== undefined && { node }),
        owner: deployment,
        finished: false,
        terminating: false,
        ready: true,
        place,
      };
    });
  });
}

/** What the controller of a StatefulSet puts on each pod (apps/v1, StatefulSetPodNameLabel and PodIndexLabel). */
function labelsOf(name: string, ordinal: number) {
  return {
    'statefulset.kubernetes.io/pod-name': name,
    'apps.kubernetes.io/pod-index': `${ordinal}`,
  };
}

/** One entry for each pod: the node that it is bound to, if any. */
function nodesOf({ replicas, template }: Workload, nodes: readonly NodeManifest[]): (string | undefined)[] {
  if (replicas !== 'one per node') return Array.from({ length: replicas }, () => template.node);
  return nodes.length === 0 ? [template.node] : nodes.map(node => node.name);
}

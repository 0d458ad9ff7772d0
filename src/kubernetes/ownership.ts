import type { Labels } from './meta';
import { ownerKey } from './objectKeys';
import type { Owner, PodManifest } from './objects';
import type { ReadObject } from './reading';
import type { Workload } from './workloads';

/** What the controller of Deployments puts on its ReplicaSets and their pods (apps/v1, DefaultDeploymentUniqueLabelKey). */
const templateHash = 'pod-template-hash';

/**
 * The pods of a load, each with the workload that is meant when one speaks of it, and the workloads that are still to be
 * unfolded: those that control no other object. A ReplicaSet of a Deployment comes and goes with every rollout, so its
 * pods are the Deployment's.
 */
export function podsAndWorkloads(objects: readonly ReadObject[]): {
  readonly pods: readonly PodManifest[];
  readonly workloads: readonly Workload[];
} {
  const made = madeByDeployments(objects);
  const deploymentOf = (owner: Owner | undefined, namespace: string | undefined, labels: Labels) =>
    owner && (made.get(ownerKey(owner, namespace)) ?? namedAfter(owner, labels));

  const controllers = new Set<string>();
  const note = (owner: Owner | undefined, namespace: string | undefined): void => {
    if (owner) controllers.add(ownerKey(owner, namespace));
  };
  const pods: PodManifest[] = [];
  const workloads: Workload[] = [];
  for (const object of objects) {
    if (object.is === 'pod') {
      const { pod, controller } = object;
      const deployment = deploymentOf(controller, pod.namespace, pod.labels);
      note(controller, pod.namespace);
      note(deployment, pod.namespace);
      pods.push(deployment ? { ...pod, owner: deployment } : pod);
    } else if (object.is === 'workload') {
      const { workload, controller } = object;
      const { owner, namespace } = workload;
      const deployment = deploymentOf(owner, namespace, workload.template.labels);
      note(controller, namespace);
      note(deployment, namespace);
      workloads.push(deployment ? { ...workload, deployment } : workload);
    }
  }
  return {
    pods,
    workloads: workloads.filter(({ owner, namespace }) => !controllers.has(ownerKey(owner, namespace))),
  };
}

/** ReplicaSets whose owner reference says so. */
function madeByDeployments(objects: readonly ReadObject[]): ReadonlyMap<string, Owner> {
  return new Map(
    objects.flatMap(object =>
      object.is === 'workload' &&
      object.workload.owner.kind === 'ReplicaSet' &&
      isDeployment(object.controller)
        ? [[ownerKey(object.workload.owner, object.workload.namespace), object.controller] as const]
        : [],
    ),
  );
}

function isDeployment(owner: Owner | undefined): owner is Owner {
  return owner?.kind === 'Deployment';
}

/** A Deployment calls its ReplicaSet by its own name and the hash of the template (controller/deployment, getNewReplicaSet). */
function namedAfter({ kind, name }: Owner, labels: Labels): Owner | undefined {
  const hash = Object.hasOwn(labels, templateHash) ? labels[templateHash] : undefined;
  if (kind !== 'ReplicaSet' || !hash || !name.endsWith(`-${hash}`)) return undefined;
  const own = name.slice(0, -hash.length - 1);
  return own === '' ? undefined : Object.freeze({ kind: 'Deployment', name: own });
}

import type { Kind } from './kinds';
import type { Owner } from './objects';
import { isMapping } from './plainValue';
import type { ReadObject } from './reading';

/** `NetworkPolicy shop/web`, as far as the object tells. */
export function titleOf(kind: Kind, { metadata }: Readonly<Record<string, unknown>>): string {
  const { name, generateName, namespace } = isMapping(metadata) ? metadata : {};
  const shown = [namespace, name || generateName].filter(part => typeof part === 'string' && part !== '');
  return [kind, ...(shown.length > 0 ? [shown.join('/')] : [])].join(' ');
}

/** What no two objects of a load may share. */
export function keyOf(object: ReadObject): string {
  switch (object.is) {
    case 'namespace':
      return `Namespace ${object.namespace.name}`;
    case 'node':
      return `Node ${object.node.name}`;
    case 'service':
      return `Service ${object.service.namespace ?? ''}/${object.service.name}`;
    case 'endpoint slice':
      return `EndpointSlice ${object.slice.namespace ?? ''}/${object.slice.name}`;
    case 'endpoints':
      return `Endpoints ${object.namespace ?? ''}/${object.name}`;
    case 'ingress':
      return keyOfNamed('Ingress', object.ingress);
    case 'gateway':
      return keyOfNamed('Gateway', object.gateway);
    case 'route':
      return keyOfNamed(object.route.kind, object.route);
    case 'grant':
      return keyOfNamed('ReferenceGrant', object.grant);
    case 'policy':
      return `NetworkPolicy ${object.policy.policy.metadata.namespace ?? ''}/${object.policy.policy.metadata.name}`;
    case 'pod':
      return `Pod ${object.pod.namespace ?? ''}/${object.pod.name}`;
    case 'workload':
      return ownerKey(object.workload.owner, object.workload.namespace);
    default:
      return object satisfies never;
  }
}

function keyOfNamed(kind: string, { namespace, name }: { namespace?: string; name: string }): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}

/** The key of the workload that an owner reference means. */
export function ownerKey({ kind, name }: Owner, namespace: string | undefined): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}

import type { Findings } from './finding';
import type { DecodedObjectMetadata } from './objectSchemas';
import type {
  EndpointSliceManifest,
  NamespaceManifest,
  NodeManifest,
  Owner,
  Place,
  PodManifest,
  PolicyManifest,
  ServiceManifest,
} from './objects';
import type { GatewayManifest, HTTPRouteManifest, IngressManifest, ReferenceGrantManifest } from './routes';
import type { Workload } from './workloads';

/** One object of a kind that is read; the name is final. */
export type ReadObject =
  | { readonly is: 'namespace'; readonly namespace: NamespaceManifest }
  | { readonly is: 'node'; readonly node: NodeManifest }
  | { readonly is: 'service'; readonly service: ServiceManifest }
  | { readonly is: 'endpoint slice'; readonly slice: EndpointSliceManifest }
  /** A core/v1 Endpoints: the slices that mirror it. */
  | {
      readonly is: 'endpoints';
      readonly name: string;
      readonly namespace?: string;
      readonly slices: readonly EndpointSliceManifest[];
    }
  | { readonly is: 'ingress'; readonly ingress: IngressManifest }
  | { readonly is: 'gateway'; readonly gateway: GatewayManifest }
  | { readonly is: 'route'; readonly route: HTTPRouteManifest }
  | { readonly is: 'grant'; readonly grant: ReferenceGrantManifest }
  | { readonly is: 'policy'; readonly policy: PolicyManifest }
  | { readonly is: 'pod'; readonly pod: PodManifest; readonly controller: Owner | undefined }
  | { readonly is: 'workload'; readonly workload: Workload; readonly controller: Owner | undefined };

/** What reading an object needs to know besides the object. */
export interface Reading {
  readonly place: Place;
  readonly strictCidr: boolean;
  readonly findings: Findings;
  /** The name of an object that has only a `generateName`. */
  readonly generate: (prefix: string, namespace: string) => string;
}

/** The name and namespace of an object; an empty namespace is none. */
export function nameOf(
  { name, generateName, namespace }: { name: string; generateName: string; namespace: string },
  { generate }: Reading,
): { name: string; namespace?: string } {
  return {
    name: name !== '' ? name : generate(generateName, namespace),
    ...(namespace !== '' && { namespace }),
  };
}

/** meta/v1 OwnerReference with `controller: true`; the API server allows one. */
export function controllerOf({ ownerReferences }: DecodedObjectMetadata): Owner | undefined {
  const controller = ownerReferences.find(reference => reference.controller);
  return controller && Object.freeze({ kind: controller.kind, name: controller.name });
}

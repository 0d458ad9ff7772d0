import type {
  GatewayManifest,
  HTTPRouteManifest,
  IngressManifest,
  ReferenceGrantManifest,
} from '../kubernetes/routes';

type Placed<Manifest> = Omit<Manifest, 'namespace' | 'place'> & { readonly namespace: string };

export type Ingress = Placed<IngressManifest>;
export type Gateway = Placed<GatewayManifest>;
export type HTTPRoute = Placed<HTTPRouteManifest>;
export type ReferenceGrant = Placed<ReferenceGrantManifest>;

/** What leads requests from outside to Services: Ingress and Gateway API. */
export interface Routes {
  readonly ingresses: readonly Ingress[];
  readonly gateways: readonly Gateway[];
  readonly httpRoutes: readonly HTTPRoute[];
  readonly referenceGrants: readonly ReferenceGrant[];
}

export const noRoutes: Routes = { ingresses: [], gateways: [], httpRoutes: [], referenceGrants: [] };

/** Who carries requests in: as a sentence named it, looked up when it is asked for. */
export interface Doorkeeper {
  /** Of one Gateway, by `namespace/name`; absent: of every Ingress. */
  readonly gateway?: string;
  readonly endpoint: string;
}

import type { LabelSelector, Place } from './meta';

/** The API group of the Gateway API: what a reference means that names none. */
export const gatewayGroup = 'gateway.networking.k8s.io';

/** networking.k8s.io/v1 Ingress, defaults applied. */
export interface IngressManifest {
  readonly namespace?: string;
  readonly name: string;
  /** spec.ingressClassName, or the annotation kubernetes.io/ingress.class. */
  readonly className?: string;
  /** Takes what no rule takes. */
  readonly defaultBackend?: IngressBackend;
  readonly rules: readonly IngressHost[];
  readonly place: Place;
}

/** A rule of an Ingress (networking/v1 IngressRule). */
export interface IngressHost {
  /** A name, or `*.` and a name for one more label; absent: every host. */
  readonly host?: string;
  /** Empty where the rule names none: all of the host goes to the default backend. */
  readonly paths: readonly IngressPath[];
}

export type IngressPathType = 'Exact' | 'Prefix' | 'ImplementationSpecific';

export interface IngressPath {
  /** `/` where the manifest names none. */
  readonly path: string;
  readonly type: IngressPathType;
  readonly backend: IngressBackend;
}

export type IngressBackend =
  /** A Service of the same namespace and one of its ports, by number or by name. */
  | { readonly is: 'service'; readonly name: string; readonly port: number | string }
  | { readonly is: 'resource'; readonly kind: string; readonly name: string };

/** gateway.networking.k8s.io Gateway, defaults applied. */
export interface GatewayManifest {
  readonly namespace?: string;
  readonly name: string;
  /** spec.gatewayClassName. */
  readonly className: string;
  readonly listeners: readonly GatewayListener[];
  readonly place: Place;
}

export interface GatewayListener {
  readonly name: string;
  /** A name, or `*.` and a name for any number of labels more; absent: every host. */
  readonly hostname?: string;
  readonly port: number;
  /** HTTP, HTTPS, TLS, TCP and UDP in capitals, however written; anything else as written. */
  readonly protocol: string;
  /** Who ends TLS: the gateway, or the backend. */
  readonly tls?: 'Terminate' | 'Passthrough';
  /** allowedRoutes.namespaces. */
  readonly from: RouteNamespaces;
  /** allowedRoutes.kinds; absent: those that fit the protocol. */
  readonly kinds?: readonly { readonly group: string; readonly kind: string }[];
}

/** The namespaces whose routes a listener takes. A `Selector` without a selector selects none. */
export type RouteNamespaces =
  | { readonly is: 'All' | 'Same' }
  | { readonly is: 'Selector'; readonly selector?: LabelSelector };

export type RouteKind = 'HTTPRoute' | 'GRPCRoute';

/** gateway.networking.k8s.io HTTPRoute, defaults applied; a GRPCRoute as the HTTP/2 requests that it is about. */
export interface HTTPRouteManifest {
  readonly kind: RouteKind;
  readonly namespace?: string;
  readonly name: string;
  readonly parents: readonly RouteParent[];
  /** Names, or `*.` and a name; empty: those of the listener. */
  readonly hostnames: readonly string[];
  readonly rules: readonly RouteRule[];
  readonly place: Place;
}

export interface RouteParent {
  readonly group: string;
  readonly kind: string;
  /** Absent: that of the route. */
  readonly namespace?: string;
  readonly name: string;
  /** The name of a listener. */
  readonly sectionName?: string;
  readonly port?: number;
}

export interface RouteRule {
  /** Any one of them is enough; never empty. */
  readonly matches: readonly RouteMatch[];
  readonly backends: readonly RouteBackend[];
  /** The gateway answers with a redirection and asks no backend. */
  readonly redirects: boolean;
}

export type RoutePathType = 'Exact' | 'PathPrefix' | 'RegularExpression';

export interface RouteMatch {
  readonly type: RoutePathType;
  readonly path: string;
  readonly method?: string;
  /** The request has to have certain headers or query parameters as well. */
  readonly narrowed: boolean;
}

export interface RouteBackend {
  readonly group: string;
  readonly kind: string;
  /** Absent: that of the route. Any other needs a ReferenceGrant. */
  readonly namespace?: string;
  readonly name: string;
  /** A port of the Service, not of its pods. */
  readonly port?: number;
  /** Its share of the requests; 0 gets none. */
  readonly weight: number;
}

/** gateway.networking.k8s.io ReferenceGrant: who may refer from elsewhere to what in its namespace. */
export interface ReferenceGrantManifest {
  readonly namespace?: string;
  readonly name: string;
  readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
  /** Without a name, all of that kind. */
  readonly to: readonly { readonly group: string; readonly kind: string; readonly name?: string }[];
  readonly place: Place;
}

/** A request as a client outside makes it. */
export interface Request {
  /** `http` or `https`; whatever else there is comes in by no Ingress and no route. */
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** Without a query; empty means `/`. */
  readonly path: string;
}

/** The object that says where requests are led to. */
export interface RouteName {
  readonly kind: 'Ingress' | 'HTTPRoute' | 'GRPCRoute';
  readonly namespace: string;
  readonly name: string;
}

/** `HTTPRoute shop/web`. */
export function routeText({ kind, namespace, name }: RouteName): string {
  return `${kind} ${namespace}/${name}`;
}

/** Where age would decide, names do: what is read has no creation timestamp. */
export function byName(a: Omit<RouteName, 'kind'>, b: Omit<RouteName, 'kind'>): number {
  const [one, other] = [`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

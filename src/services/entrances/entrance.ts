import type { Service, ServicePort } from '../../cluster/service';
import type { Astray } from './astray';
import type { RouteName } from './request';

/** A port of a Service that requests are led to. */
export interface Backend {
  readonly service: Service;
  readonly port: ServicePort;
}

/** What the backends that somebody names come to. */
export interface Leading {
  readonly backends: readonly Backend[];
  readonly lost: readonly Astray[];
}

/** Where a request comes in and what it is led to. */
export interface Entrance extends Leading {
  readonly by: RouteName;
  /** By `namespace/name`; absent: the controller of Ingresses. */
  readonly gateway?: string;
  /** Of the Ingress or the Gateway. */
  readonly className?: string;
  /** Every one that may get the request, so that all must work; never empty. */
  readonly backends: readonly Backend[];
  /** Shares of such requests that are led nowhere (500); mostly there are none. */
  readonly lost: readonly Astray[];
}

/** What one proxy does with a request whose host concerns it. */
export interface RequestOutcome {
  /** Its host was named, be it with a wildcard; otherwise it is one of all. */
  readonly named: boolean;
  readonly entrances: readonly Entrance[];
  readonly astray: readonly Astray[];
}

export const ledNowhere = (named: boolean, ...astray: readonly Astray[]): RequestOutcome => ({
  named,
  entrances: [],
  astray,
});

/** Leads to whatever there is of the backends. */
export function ledTo(named: boolean, entrance: Entrance): RequestOutcome {
  if (entrance.backends.length > 0) return { named, entrances: [entrance], astray: [] };
  if (entrance.lost.length > 0) return ledNowhere(named, ...entrance.lost);
  return ledNowhere(named, { is: 'no backend', by: entrance.by });
}

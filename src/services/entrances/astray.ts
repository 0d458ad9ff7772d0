import { type RouteName, routeText } from './request';

/** A listener of a Gateway, by name. */
interface At {
  /** By `namespace/name`. */
  readonly gateway: string;
  readonly listener: string;
}

/** Why a request is led nowhere. Services and Gateways are by `namespace/name`. */
export type Astray =
  | { readonly is: 'other scheme'; readonly scheme: string }
  | { readonly is: 'no such host'; readonly host: string }
  | {
      readonly is: 'no such path';
      readonly by: RouteName;
      readonly host: string;
      readonly path: string;
      /** Those of the host. */
      readonly paths: readonly string[];
    }
  | { readonly is: 'no such Service'; readonly by: RouteName; readonly service: string }
  | {
      readonly is: 'no such port';
      readonly by: RouteName;
      readonly service: string;
      readonly port: number | string;
      readonly ports: readonly string[];
    }
  | {
      readonly is: 'no grant';
      readonly by: RouteName;
      readonly service: string;
      /** Whose ReferenceGrant it takes. */
      readonly namespace: string;
    }
  | { readonly is: 'resource backend'; readonly by: RouteName; readonly resource: string }
  | { readonly is: 'no backend' | 'redirected' | 'no Gateway'; readonly by: RouteName }
  | { readonly is: 'Ingress port'; readonly by: RouteName; readonly scheme: string; readonly port: number }
  | { readonly is: 'no such Gateway'; readonly by: RouteName; readonly gateway: string }
  | {
      readonly is: 'no such listener';
      readonly by: RouteName;
      readonly gateway: string;
      /** A name, a port, or both. */
      readonly wanted: string;
      readonly listeners: readonly string[];
    }
  | ({ readonly is: 'other listener'; readonly by: RouteName; readonly wanted: string } & At)
  | ({ readonly is: 'kind refused'; readonly by: RouteName; readonly kinds: readonly string[] } & At)
  | ({
      readonly is: 'namespace refused';
      readonly by: RouteName;
      readonly from: 'Same' | 'Selector';
    } & At)
  | ({ readonly is: 'claimed'; readonly by: RouteName; readonly rival: RouteName } & At)
  | {
      readonly is: 'no listener there';
      readonly gateway: string;
      readonly scheme: string;
      readonly port: number;
      /** As `https at port 443`. */
      readonly listeners: readonly string[];
    }
  | {
      readonly is: 'no listener for the host';
      readonly gateway: string;
      readonly host: string;
      readonly hostnames: readonly string[];
    }
  | ({ readonly is: 'no route' } & At)
  /** Requests are in TLS that the Gateway leaves alone, or that it takes off for a TCPRoute. */
  | ({ readonly is: 'TLS'; readonly mode: 'Terminate' | 'Passthrough' } & At);

/** One sentence, without a full stop. */
export function astrayText(astray: Astray): string {
  switch (astray.is) {
    case 'other scheme':
      return `only http and https come in by an Ingress or a Gateway, not ${astray.scheme}`;
    case 'no such host':
      return `no Ingress and no route is for the host ${astray.host}`;
    case 'no such path': {
      const has = thereIs(astray.paths, 'that host has no path at all');
      return `${routeText(astray.by)} takes ${astray.host}, but nothing takes its path ${astray.path} (404); ${has}`;
    }
    case 'no such Service':
      return `${routeText(astray.by)} leads to the Service ${astray.service}, which does not exist`;
    case 'no such port': {
      const has = astray.ports.length === 0 ? 'no port of TCP' : astray.ports.join(', ');
      return `${routeText(astray.by)} leads to port ${astray.port} of the Service ${astray.service}, which has ${has}`;
    }
    case 'no grant':
      return (
        `${routeText(astray.by)} may not lead to the Service ${astray.service}: no ReferenceGrant of namespace ` +
        `${astray.namespace} admits ${astray.by.kind}s of namespace ${astray.by.namespace}`
      );
    case 'resource backend':
      return `${routeText(astray.by)} leads to ${astray.resource}, which is no Service`;
    case 'no backend':
      return `${routeText(astray.by)} takes it and leads it to no backend`;
    case 'redirected':
      return `${routeText(astray.by)} answers with a redirection and asks no backend`;
    case 'no Gateway':
      return `${routeText(astray.by)} refers to no Gateway`;
    case 'Ingress port':
      return `an Ingress takes http at port 80 and https at port 443, and not ${astray.scheme} at port ${astray.port}`;
    case 'no such Gateway':
      return `${routeText(astray.by)} refers to the Gateway ${astray.gateway}, which does not exist`;
    case 'no such listener':
      return (
        `${routeText(astray.by)} refers to the listener ${astray.wanted} of the Gateway ${astray.gateway}, ` +
        `which has ${astray.listeners.join(', ')}`
      );
    case 'other listener':
      return (
        `the request comes to ${listenerText(astray)}, and ${routeText(astray.by)} refers to ` +
        `its listener ${astray.wanted} alone`
      );
    case 'kind refused':
      return `${refusal(astray)}: it takes ${astray.kinds.join(', ')}`;
    case 'namespace refused': {
      const only = astray.from === 'Same' ? 'its own namespace' : 'the namespaces that it selects';
      return `${refusal(astray)}: it takes routes of ${only} (allowedRoutes.namespaces.from: ${astray.from})`;
    }
    case 'claimed':
      return `${refusal(astray)}: ${routeText(astray.rival)} has the same hostname there, and comes first by name`;
    case 'no listener there': {
      const has = thereIs(astray.listeners, 'there is none');
      return `Gateway ${astray.gateway} has no listener for ${astray.scheme} at port ${astray.port}; ${has}`;
    }
    case 'no listener for the host':
      return `no listener of Gateway ${astray.gateway} is for the host ${astray.host}; ${thereIs(astray.hostnames, '')}`;
    case 'no route':
      return `no route is attached to ${listenerText(astray)} for it (404)`;
    case 'TLS':
      return astray.mode === 'Passthrough'
        ? `${listenerText(astray)} passes TLS through (tls.mode: Passthrough), which is for TLSRoutes; they are not read`
        : `${listenerText(astray)} is for TLS, not HTTPS: it takes TLSRoutes and TCPRoutes, which are not read`;
  }
}

function thereIs(known: readonly string[], otherwise: string): string {
  if (known.length === 0) return otherwise;
  return `there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`;
}

function listenerText({ gateway, listener }: At): string {
  return `the listener ${listener} of Gateway ${gateway}`;
}

function refusal(at: At & { readonly by: RouteName }): string {
  return `${listenerText(at)} does not take ${routeText(at.by)}`;
}

import { distance } from 'fastest-levenshtein';
import { isMapping } from './plainValue';
import type { Path } from './problem';
import { gatewayGroup } from './routes';
import { kindTexts } from './texts';

/** The API group of every kind that this room reads. The core group has no name. */
const groups = {
  Namespace: '',
  Node: '',
  Pod: '',
  Service: '',
  Endpoints: '',
  EndpointSlice: 'discovery.k8s.io',
  ReplicationController: '',
  Deployment: 'apps',
  ReplicaSet: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  NetworkPolicy: 'networking.k8s.io',
  Ingress: 'networking.k8s.io',
  Gateway: gatewayGroup,
  HTTPRoute: gatewayGroup,
  GRPCRoute: gatewayGroup,
  ReferenceGrant: gatewayGroup,
} as const;

export type Kind = keyof typeof groups;

/** Every kind is of version v1; these have been served in another with the same fields. */
const olderVersions: Readonly<Partial<Record<Kind, string>>> = {
  Gateway: 'v1beta1',
  HTTPRoute: 'v1beta1',
  ReferenceGrant: 'v1beta1',
};

/** Kinds of our groups that only sound like a kind of ours. */
const namesakes = ['TCPRoute', 'TLSRoute', 'UDPRoute', 'IngressClass', 'GatewayClass'];

/** They name the controller of an Ingress or a Gateway; nobody misses them. */
const silent = [`networking.k8s.io IngressClass`, `${gatewayGroup} GatewayClass`];

/** What the `kind` and `apiVersion` of an object say. */
export type Identity =
  | { readonly is: 'read'; readonly kind: Kind }
  /** `items` of a typed list take their kind from the list. */
  | { readonly is: 'list'; readonly items?: Kind }
  | {
      readonly is: 'left out';
      readonly kind: string;
      readonly apiVersion: string;
      /** Nothing is lost with it, so nothing is said. */
      readonly silent: boolean;
    }
  | { readonly is: 'wrong'; readonly path: Path; readonly detail: string };

/** Tells the kinds that are read from others of the same name: group and kind both count. */
export function identify(object: Readonly<Record<string, unknown>>): Identity {
  const kind = object.kind ?? '';
  const apiVersion = object.apiVersion ?? '';
  if (kind === '') return { is: 'wrong', path: [], detail: kindTexts.missingKind };
  if (typeof kind !== 'string') return { is: 'wrong', path: ['kind'], detail: kindTexts.kindIs(kind) };
  if (typeof apiVersion !== 'string' || !/^([^/\s]+\/)?[^/\s]+$|^$/.test(apiVersion)) {
    return { is: 'wrong', path: ['apiVersion'], detail: kindTexts.apiVersionIs(apiVersion) };
  }
  if (kind === 'List') return { is: 'list' };

  const listed = /^(.+)List$/.exec(kind)?.[1];
  const ours = kindNamed(kind) ?? (listed === undefined ? undefined : kindNamed(listed));
  if (ours === undefined) return identifyOther(kind, apiVersion);

  const right = apiVersionOf(ours);
  if (isServed(ours, apiVersion))
    return kind === ours ? { is: 'read', kind: ours } : { is: 'list', items: ours };
  if (apiVersion === '') {
    return { is: 'wrong', path: [], detail: kindTexts.missingApiVersion(kind, right) };
  }
  if (isOwnGroup(groupOf(apiVersion))) {
    return { is: 'wrong', path: ['apiVersion'], detail: kindTexts.wrongApiVersion(kind, apiVersion, right) };
  }
  return leftOut(kind, apiVersion);
}

function leftOut(kind: string, apiVersion: string): Identity {
  const name = `${groupOf(apiVersion)} ${kind.replace(/List$/, '')}`;
  return { is: 'left out', kind, apiVersion, silent: silent.includes(name) };
}

function identifyOther(kind: string, apiVersion: string): Identity {
  if (apiVersion === '') return { is: 'wrong', path: [], detail: kindTexts.missingAnyApiVersion(kind) };
  const meant = Object.keys(groups)
    .flatMap(each => [each, `${each}List`])
    .find(each => isMisspelling(kind, each) && isOwnGroup(groupOf(apiVersion)));
  const isNamesake = namesakes.includes(kind.replace(/List$/, ''));
  if (meant && !isNamesake) {
    return { is: 'wrong', path: ['kind'], detail: kindTexts.misspelled(kind, meant) };
  }
  return leftOut(kind, apiVersion);
}

function isMisspelling(found: string, meant: string): boolean {
  return distance(found.toLowerCase(), meant.toLowerCase()) <= (meant.length > 6 ? 2 : 1);
}

function apiVersionOf(kind: Kind): string {
  return groups[kind] === '' ? 'v1' : `${groups[kind]}/v1`;
}

function isServed(kind: Kind, apiVersion: string): boolean {
  const older = olderVersions[kind];
  return (
    apiVersion === apiVersionOf(kind) || (older !== undefined && apiVersion === `${groups[kind]}/${older}`)
  );
}

function kindNamed(name: string): Kind | undefined {
  return isKind(name) ? name : undefined;
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(groups, name);
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** Groups without a dot and those of k8s.io are Kubernetes' own, so there a kind of ours is a mistake. */
function isOwnGroup(group: string): boolean {
  return !group.includes('.') || Object.values<string>(groups).includes(group);
}

/** The items of a list with the kind they take from it; `undefined` when `items` is no list. */
export function itemsOf(
  list: Readonly<Record<string, unknown>>,
  kind: Kind | undefined,
): unknown[] | undefined {
  const items = list.items ?? [];
  if (!Array.isArray(items)) return undefined;
  const inherited = kind && { apiVersion: list.apiVersion, kind };
  return items.map((item: unknown) => (isMapping(item) && inherited ? { ...inherited, ...item } : item));
}

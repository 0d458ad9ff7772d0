import { distance } from 'fastest-levenshtein';
import type { Service } from '../cluster/service';
import { absoluteName } from '../kubernetes/names';
import type { Inventory } from '../services/endpoints';
import { clusterDomain, isOfCluster } from './names';

/** A name that whoever got NXDOMAIN may have meant. */
export interface NearName {
  /** What to write instead. */
  readonly write: string;
  /** Whether the very name exists in another namespace, or a name that is spelt much like it. */
  readonly because: 'it is in another namespace' | 'it is spelt much like it';
  /** Absent: it is a name outside the cluster. */
  readonly service?: Service;
}

const mostNames = 3;

/**
 * Names that exist, for one that does not, as somebody in a namespace wrote it. Services of the same name in
 * other namespaces come alone, as nobody misspells a name into another's.
 */
export function nearNames(inventory: Inventory, written: string, namespace: string): readonly NearName[] {
  const meant = shortened(written);
  const services = [...inventory.cluster.services.values()];
  const [name, ...rest] = meant.split('.');
  const elsewhere = services.filter(
    service => rest.length <= 1 && service.name === name && service.namespace !== (rest[0] ?? namespace),
  );
  if (elsewhere.length > 0)
    return elsewhere.map(service => ({
      write: shortest(service, namespace),
      because: 'it is in another namespace',
      service,
    }));
  return spelling(inventory, meant, namespace);
}

/** `There is a Service backend in namespace shop: write backend.shop.` */
export function nearNameText({ write, because, service }: NearName): string {
  if (because === 'it is in another namespace' && service)
    return `There is a Service ${service.name} in namespace ${service.namespace}: write ${write}.`;
  return `Did you mean ${write}?`;
}

function spelling({ cluster }: Inventory, meant: string, namespace: string): readonly NearName[] {
  const isQualified = meant.includes('.');
  const known: readonly (Omit<NearName, 'because'> & { readonly compared: string })[] = [
    ...[...cluster.services.values()].map(service => ({
      service,
      write: shortest(service, namespace),
      compared: isQualified ? `${service.name}.${service.namespace}` : service.name,
    })),
    ...[...cluster.externals.values()].map(({ name }) => ({ write: name, compared: absoluteName(name) })),
  ];
  const near = known
    .map(({ compared, ...name }) => ({ name, away: distance(meant, compared), most: slip(meant, compared) }))
    .filter(({ away, most }) => away > 0 && away <= most);
  const nearest = Math.min(...near.map(({ away }) => away));
  return near
    .filter(({ away }) => away === nearest)
    .slice(0, mostNames)
    .map(({ name }) => ({ ...name, because: 'it is spelt much like it' }));
}

/** So many letters may be wrong for a slip of the fingers: a third of them. */
function slip(a: string, b: string): number {
  return Math.max(1, Math.ceil((Math.max(a.length, b.length) - 1) / 3));
}

/** `backend.shop` for `Backend.shop.svc.cluster.local.`. */
function shortened(written: string): string {
  const name = absoluteName(written);
  const inCluster = isOfCluster(name) ? name.slice(0, -clusterDomain.length - 1) : name;
  return inCluster.replace(/\.svc$/, '');
}

/** What the search domains of a namespace complete to the name of a Service. */
function shortest({ name, namespace: of }: Service, namespace: string): string {
  return of === namespace ? name : `${name}.${of}`;
}

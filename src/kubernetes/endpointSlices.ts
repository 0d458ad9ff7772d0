import type { EndpointSliceManifest } from './objects';
import type { ReadObject } from './reading';

/**
 * The slices of a load. What is printed of a cluster holds a Service's Endpoints and the slices that mirror them, so
 * the Endpoints of a Service that has slices say nothing more.
 */
export function slicesOf(objects: readonly ReadObject[]): readonly EndpointSliceManifest[] {
  const written = objects.flatMap(object => (object.is === 'endpoint slice' ? [object.slice] : []));
  const served = new Set(written.map(serviceKey));
  const mirrored = objects.flatMap(object => (object.is === 'endpoints' ? object.slices : []));
  return [...written, ...mirrored.filter(slice => !served.has(serviceKey(slice)))];
}

function serviceKey({ namespace = '', service = '' }: EndpointSliceManifest): string {
  return `${namespace}/${service}`;
}

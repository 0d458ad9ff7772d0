import { absoluteName } from '../kubernetes/names';

/** The domain below which a cluster names its Services and pods. */
export const clusterDomain = 'cluster.local';

/** Whether the cluster's own DNS answers for a name; it asks a forwarder about every other. */
export function isOfCluster(name: string): boolean {
  const absolute = absoluteName(name);
  return absolute === clusterDomain || absolute.endsWith(`.${clusterDomain}`);
}

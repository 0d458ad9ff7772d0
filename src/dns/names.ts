/** The domain below which a cluster names its Services and pods. */
export const clusterDomain = 'cluster.local';

/** The spelling by which names are compared: DNS does not tell capitals apart (RFC 4343), a final dot is left out. */
export function absoluteName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Whether the cluster's own DNS answers for a name; it asks a forwarder about every other. */
export function isOfCluster(name: string): boolean {
  const absolute = absoluteName(name);
  return absolute === clusterDomain || absolute.endsWith(`.${clusterDomain}`);
}

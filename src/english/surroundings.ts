import type { Cluster } from '../cluster/cluster';

/** Where names are looked up. */
export interface Surroundings {
  /** The pods that take part. */
  readonly cluster: Cluster;
  /** The scenario's namespace, where bare names are looked for first. */
  readonly namespace: string;
}

import type { Cluster } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import type { Settings } from '../settings/settings';

/** How policy looks at pods, as the settings have it. */
export interface Sight {
  readonly cluster: Cluster;
  readonly settings: Settings;
  /** It counts as its node: no selector picks it, and no policy isolates it. */
  readonly isNode: (pod: Pod) => boolean;
  /** No policy isolates it, whatever it selects. */
  readonly isExempt: (pod: Pod) => boolean;
}

export function sightOf(cluster: Cluster, settings: Settings): Sight {
  return {
    cluster,
    settings,
    isNode: ({ hostNetwork }) => hostNetwork && settings['host-network-pods'] === 'as-node',
    isExempt: ({ bare }) => bare === true && settings['bare-pods'] === 'open',
  };
}

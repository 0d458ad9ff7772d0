import { type AddressPlan, planAddresses } from '../cluster/addressPlan';
import type { Cluster } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import type { CompiledPolicy } from '../policy/compiledPolicy';
import { addressSpans } from '../policy/edges';
import { type PolicySet, policySetOf } from '../policy/policySet';
import type { Settings } from '../settings/settings';

/** One state of a cluster, its policies and its settings: what attempts are made in. Built once per state. */
export interface Network {
  readonly cluster: Cluster;
  readonly settings: Settings;
  readonly policies: PolicySet;
  readonly addresses: AddressPlan;
  /** The spans of addresses that rules name. */
  readonly namedSpans: ReturnType<typeof addressSpans>;
}

export function networkOf(
  cluster: Cluster,
  policies: readonly CompiledPolicy[],
  settings: Settings,
): Network {
  const set = policySetOf(policies, cluster);
  return {
    cluster,
    settings,
    policies: set,
    addresses: planAddresses(cluster),
    namedSpans: addressSpans(set),
  };
}

/** Finished and terminating pods take part or not, as the settings say. */
export function takesPart(pod: Pod, settings: Settings): boolean {
  if (pod.finished && settings['finished-pods'] === 'ignored') return false;
  return !(pod.terminating && settings['terminating-pods'] === 'ignored');
}

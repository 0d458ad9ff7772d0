import type { AddressSet } from '../addresses/addressSet';
import { type AddressPlan, planAddresses } from '../cluster/addressPlan';
import type { Cluster } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import { type CompiledPolicy, firstPortsOnly } from '../policy/compiledPolicy';
import { addressSpans } from '../policy/edges';
import { type PolicySet, policySetOf } from '../policy/policySet';
import type { Settings } from '../settings/settings';
import { type Firewalls, noFirewalls, spansOfFirewalls } from './firewalls';

/** What else packets meet, beside NetworkPolicy. */
export interface Surface {
  readonly firewalls: Firewalls;
  /** Pods past which the trackers of their node look, by `namespace/name`; `requests` are packets to them. */
  readonly untracked: ReadonlyMap<string, 'both ways' | 'requests'>;
  /** Pods within their start-up window, by `namespace/name`. */
  readonly starting: ReadonlySet<string>;
}

const nothingElse: Surface = { firewalls: noFirewalls, untracked: new Map(), starting: new Set() };

/** One state of a cluster, its policies and its settings: what attempts are made in. Built once per state. */
export interface Network extends Surface {
  readonly cluster: Cluster;
  readonly settings: Settings;
  readonly policies: PolicySet;
  readonly addresses: AddressPlan;
  /** The spans of addresses that rules name, those of firewalls too. */
  readonly namedSpans: ReturnType<typeof addressSpans>;
}

export function networkOf(
  cluster: Cluster,
  policies: readonly CompiledPolicy[],
  settings: Settings,
  surface: Surface = nothingElse,
): Network {
  const read = settings['port-ranges'] === 'supported' ? policies : policies.map(firstPortsOnly);
  const set = policySetOf(read, cluster);
  const spans = addressSpans(set);
  const more = [spansOfFirewalls(surface.firewalls), ...admittedSpans(cluster)];
  return {
    ...surface,
    cluster,
    settings,
    policies: set,
    addresses: planAddresses(cluster),
    namedSpans: {
      IPv4: [...spans.IPv4, ...more.flatMap(({ IPv4 }) => IPv4)],
      IPv6: [...spans.IPv6, ...more.flatMap(({ IPv6 }) => IPv6)],
    },
  };
}

/** Whom load balancers admit. */
function admittedSpans({ services }: Cluster): readonly AddressSet[] {
  return [...services.values()].flatMap(({ sourceRanges }) => sourceRanges ?? []);
}

/** Finished and terminating pods take part or not, as the settings say. */
export function takesPart(pod: Pod, settings: Settings): boolean {
  if (pod.finished && settings['finished-pods'] === 'ignored') return false;
  return !(pod.terminating && settings['terminating-pods'] === 'ignored');
}

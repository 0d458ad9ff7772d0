import { addressKey } from '../addresses/address';
import {
  namespaceNameLabel,
  namespacesOf,
  relabelled,
  withNamespaces,
  withNodes,
  withPods,
} from '../cluster/cluster';
import { type Pod, podKey } from '../cluster/pod';
import { resolveEndpoint } from '../english/endpoint';
import { enumerated } from '../english/enumeration';
import { readBlock, readExternals, readNamespaces, readNodes, readPods } from '../english/inventory';
import { readLabelChanges } from '../english/labels';
import { instead, Refusal } from '../english/refusal';
import {
  dualStackBalancerRanges,
  dualStackNodeRanges,
  dualStackPodRanges,
  dualStackServiceRanges,
} from '../settings/addressRanges';
import { isBroughtByKubeDns } from './broughtByKubeDns';
import type { Scenario } from './scenario';

type Cells = readonly (readonly string[])[];

/** `the namespace shop`. */
export function useNamespace(scenario: Scenario, namespace: string): void {
  scenario.change({ namespace });
}

/** `the pods:`; given again, it replaces all pods. */
export function listPods(scenario: Scenario, cells: Cells): void {
  const pods = readPods(cells, scenario.state.namespace ?? 'default');
  const { cluster } = scenario.state;
  const own = new Map([...cluster.pods].filter(([, pod]) => isBroughtByKubeDns(cluster, pod)));
  scenario.change({ cluster: withPods({ ...cluster, pods: own }, pods) });
}

/** `the namespaces:`; given again, it replaces all namespaces and their labels. */
export function listNamespaces(scenario: Scenario, cells: Cells): void {
  const cluster = { ...scenario.state.cluster, namespaces: new Map() };
  scenario.change({ cluster: withNamespaces(cluster, readNamespaces(cells)) });
}

export function listNodes(scenario: Scenario, cells: Cells): void {
  scenario.change({ cluster: withNodes({ ...scenario.state.cluster, nodes: new Map() }, readNodes(cells)) });
}

export function listExternals(scenario: Scenario, cells: Cells): void {
  const externals = new Map(readExternals(cells).map(external => [external.name, external]));
  scenario.change({ cluster: { ...scenario.state.cluster, externals } });
}

/** The pods that a sentence about a pod means: one, or those of a workload. */
export function podsNamed({ surroundings }: Scenario, name: string): readonly Pod[] {
  const endpoint = resolveEndpoint(name, surroundings);
  if (endpoint.kind !== 'pods') throw new Refusal(`"${name}" is no pod.`);
  return endpoint.pods;
}

/** `pod x/a is labelled pod=b,tier-`. */
export function labelPod(scenario: Scenario, name: string, changes: string): void {
  const named = podsNamed(scenario, name);
  const { merged, removed } = readLabelChanges(changes);
  refuseEmpty(changes, merged, removed);
  const pods = named.map(pod => ({ ...pod, labels: relabelled(pod.labels, merged, removed) }));
  scenario.change({ cluster: withPods(scenario.state.cluster, pods) });
}

/** `pod backend is deleted`: nobody is at its address any more. */
export function deletePod(scenario: Scenario, name: string): void {
  const named = podsNamed(scenario, name);
  const gone = named.map(podKey);
  const { cluster } = scenario.state;
  const pods = new Map([...cluster.pods].filter(([key]) => !gone.includes(key)));
  const vacated = named.flatMap(pod =>
    scenario.network.addresses.ofPod(pod).map(address => [addressKey(address), podKey(pod)] as const),
  );
  scenario.change({
    cluster: { ...cluster, pods, vacated: new Map([...(cluster.vacated ?? []), ...vacated]) },
  });
}

/** `namespace y is labelled team=b`. */
export function labelNamespace(scenario: Scenario, name: string, changes: string): void {
  const { cluster, policies } = scenario.state;
  const known = [
    ...namespacesOf(cluster),
    ...[...policies.values()].flatMap(({ metadata }) => metadata.namespace ?? []),
  ];
  if (!known.includes(name)) throw new Refusal(`There is no namespace "${name}". ${instead(name, known)}`);
  const { merged, removed } = readLabelChanges(changes);
  refuseEmpty(changes, merged, removed);
  if (removed.includes(namespaceNameLabel) || (merged[namespaceNameLabel] ?? name) !== name)
    throw new Refusal(
      `The label ${namespaceNameLabel} cannot be changed: it is always the namespace's name.`,
    );
  const labels = relabelled(cluster.namespaces.get(name) ?? {}, merged, removed);
  scenario.change({ cluster: withNamespaces(cluster, [[name, labels]]) });
}

/** `a dual-stack cluster`: pods and nodes without an address get one of each family. */
export function useDualStack(scenario: Scenario): void {
  const { cluster } = scenario.state;
  scenario.change({
    cluster: {
      ...cluster,
      podRanges: dualStackPodRanges,
      nodeRanges: dualStackNodeRanges,
      serviceRanges: dualStackServiceRanges,
      balancerRanges: dualStackBalancerRanges,
    },
  });
}

/** `pod addresses from 10.244.0.0/16`, several with commas, one a family. */
export function usePodRanges(scenario: Scenario, blocks: string): void {
  const podRanges = enumerated(blocks);
  const families = podRanges.map(text => readBlock(text).family);
  if (new Set(families).size !== families.length)
    throw new Refusal(`"${blocks}": pods get one address of each family, so name one block of each.`);
  scenario.change({ cluster: { ...scenario.state.cluster, podRanges } });
}

function refuseEmpty(text: string, merged: object, removed: readonly string[]): void {
  if (Object.keys(merged).length === 0 && removed.length === 0)
    throw new Refusal(`"${text}" holds no label: write key=value to set one, key- to remove one.`);
}

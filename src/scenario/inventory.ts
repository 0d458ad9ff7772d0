import { relative, resolve } from 'node:path';
import { type Address, addressKey, parseAddress } from '../addresses/address';
import {
  namespaceNameLabel,
  namespacesOf,
  relabelled,
  withNamespaces,
  withNodes,
  withPods,
  withServices,
} from '../cluster/cluster';
import { type Pod, podKey } from '../cluster/pod';
import { type EndpointSlice, type Service, serviceKey } from '../cluster/service';
import { resolveEndpoint } from '../english/endpoint';
import { enumerated } from '../english/enumeration';
import { readBlock, readExternals, readNamespaces, readNodes, readPods } from '../english/inventory';
import { readLabelChanges } from '../english/labels';
import { instead, Refusal } from '../english/refusal';
import type {
  ContainerPort,
  EndpointSliceManifest,
  PodManifest,
  ServiceManifest,
} from '../kubernetes/objects';
import {
  dualStackBalancerRanges,
  dualStackNodeRanges,
  dualStackPodRanges,
  dualStackServiceRanges,
} from '../settings/addressRanges';
import { manifestReaders } from './manifestReaders';
import { applyManifests } from './policies';
import type { Scenario } from './scenario';
import { refuseTwice } from './twice';

type Cells = readonly (readonly string[])[];

/** `the namespace shop`. */
export function useNamespace(scenario: Scenario, namespace: string): void {
  scenario.change({ namespace });
}

/** `the pods:`; given again, it replaces all pods. */
export function listPods(scenario: Scenario, cells: Cells): void {
  const pods = readPods(cells, scenario.state.namespace ?? 'default');
  scenario.change({ cluster: withPods({ ...scenario.state.cluster, pods: new Map() }, pods) });
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

/** `the manifests in "shop/"`, looked up from the folder of the feature file. */
export function addManifests(scenario: Scenario, path: string): void {
  const shownAs = (absolute: string): string => relative(process.cwd(), absolute) || '.';
  const manifests = manifestReaders().loadManifests([resolve(scenario.edge.folder, path)], {
    strictCidr: scenario.state.settings['cidr-spelling'] === 'strict',
    shownAs,
  });
  const namespace = scenario.state.namespace ?? 'default';
  const { cluster } = scenario.state;
  const read = manifests.pods.map(manifest => ({ pod: podOf(manifest, namespace), place: manifest.place }));
  refuseTwice(
    'Pod',
    read.map(({ pod, place }) => ({ key: podKey(pod), place })),
  );
  const pods = read.map(({ pod }) => pod);
  const withNew = withPods(
    withNodes(
      withNamespaces(
        { ...cluster, pods: withoutReplicas(cluster.pods, pods) },
        manifests.namespaces.map(({ name, labels }) => [name, labels] as const),
      ),
      manifests.nodes.map(({ name, labels, addresses }) => ({
        name,
        labels,
        addresses: addresses.flatMap(known),
      })),
    ),
    pods,
  );
  const services = manifests.services.map(manifest => ({
    service: serviceOf(manifest, namespace),
    place: manifest.place,
  }));
  refuseTwice(
    'Service',
    services.map(({ service, place }) => ({ key: serviceKey(service), place })),
  );
  const slices = manifests.endpointSlices.map(slice => sliceOf(slice, namespace));
  scenario.change({
    cluster: {
      ...withServices(
        withNew,
        services.map(({ service }) => service),
      ),
      endpointSlices: [...cluster.endpointSlices, ...slices],
    },
  });
  applyManifests(scenario, manifests.policies);
  for (const notice of manifests.notices) scenario.notice(notice);
}

/** A workload that comes again takes the place of all its replicas, however many there were. */
function withoutReplicas(before: ReadonlyMap<string, Pod>, coming: readonly Pod[]): ReadonlyMap<string, Pod> {
  const ownerOf = ({ namespace, owner }: Pod): string => `${namespace} ${owner?.kind}/${owner?.name}`;
  const owners = new Set(coming.filter(pod => pod.owner).map(ownerOf));
  return new Map([...before].filter(([, pod]) => !pod.owner || !owners.has(ownerOf(pod))));
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

function podOf(manifest: PodManifest, namespace: string): Pod {
  const { name, labels, node, owner, hostNetwork, finished, terminating } = manifest;
  return {
    namespace: manifest.namespace ?? namespace,
    name,
    labels,
    listening: listeningOf(manifest.ports),
    addresses: manifest.addresses.flatMap(known),
    hostNetwork,
    finished,
    terminating,
    ...(!manifest.ready && { unready: true as const }),
    ...(node !== undefined && { node }),
    ...(owner ? { owner } : { bare: true }),
  };
}

function serviceOf(manifest: ServiceManifest, namespace: string): Service {
  const { place, ipFamilies, ...service } = manifest;
  return {
    ...service,
    namespace: manifest.namespace ?? namespace,
    clusterIPs: manifest.clusterIPs.flatMap(known),
    externalIPs: manifest.externalIPs.flatMap(known),
  };
}

function sliceOf(manifest: EndpointSliceManifest, namespace: string): EndpointSlice {
  const { name, service, ports, endpoints } = manifest;
  return {
    namespace: manifest.namespace ?? namespace,
    name,
    ...(service !== undefined && { service }),
    ports,
    // Addresses of one endpoint are interchangeable; kube-proxy takes the first (EndpointSlice API, endpoints.addresses).
    endpoints: endpoints.flatMap(({ addresses, ready, nodeName }) =>
      addresses
        .slice(0, 1)
        .flatMap(known)
        .map(address => ({ address, ready, ...(nodeName !== undefined && { node: nodeName }) })),
    ),
  };
}

function listeningOf(ports: readonly ContainerPort[]): Pod['listening'] {
  return ports.length === 0 ? { kind: 'everything' } : { kind: 'declared', ports };
}

function known(text: string): readonly Address[] {
  const address = parseAddress(text);
  return address ? [address] : [];
}

function refuseEmpty(text: string, merged: object, removed: readonly string[]): void {
  if (Object.keys(merged).length === 0 && removed.length === 0)
    throw new Refusal(`"${text}" holds no label: write key=value to set one, key- to remove one.`);
}

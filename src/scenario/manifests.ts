import { parseBlock } from '../addresses/block';
import { type Cluster, withNamespaces, withNodes, withPods, withServices } from '../cluster/cluster';
import { withNodePorts } from '../cluster/nodePorts';
import { type Pod, podKey } from '../cluster/pod';
import type { Routes } from '../cluster/routes';
import { serviceKey } from '../cluster/service';
import { Refusal } from '../english/refusal';
import type { Manifests, Place } from '../kubernetes/objects';
import { refuseClaimedTwice } from './allocations';
import { known, podOf, serviceOf, sliceOf } from './fromManifests';
import { loadFrom, manifestReaders, readingOf } from './manifestReaders';
import { withManifests } from './policies';
import { namespaceOf, type Scenario } from './scenario';
import { refuseTwice } from './twice';

/** `the manifests in "shop/"`, all read as one, looked up from the folder of the feature file. */
export function addManifests(
  scenario: Scenario,
  given: string | readonly string[],
  outside: Parameters<typeof loadFrom>[2] = {},
): void {
  const paths = typeof given === 'string' ? [given] : given;
  add(scenario, loadFrom(scenario, paths, outside));
}

/** `the manifests:` in a doc string, of any kind. */
export function addManifestText(scenario: Scenario, text: string): void {
  const manifests = manifestReaders().parseManifests(text, readingOf(scenario, text));
  if (!holdsSomething(manifests)) throw new Refusal('The doc string holds no manifest.');
  add(scenario, manifests);
}

function holdsSomething(manifests: Manifests): boolean {
  return Object.values(manifests).some((things: readonly unknown[]) => things.length > 0);
}

/** What is there already by the same name is replaced, as `kubectl apply` does. */
function add(scenario: Scenario, manifests: Manifests): void {
  const namespace = scenario.state.namespace ?? 'default';
  const [range = ''] = scenario.state.cluster.serviceRanges;
  const primary = parseBlock(range)?.block.family ?? 'IPv4';
  const pods = placed('Pod', manifests.pods, manifest => podOf(manifest, namespace), podKey);
  const services = placed(
    'Service',
    manifests.services,
    manifest => serviceOf(manifest, namespace, primary),
    serviceKey,
  );
  const { cluster } = scenario.state;
  const bare = { ...cluster, pods: withoutReplicas(cluster.pods, pods) };
  const namespaces = manifests.namespaces.map(({ name, labels }) => [name, labels] as const);
  const nodes = manifests.nodes.map(({ name, labels, addresses }) => ({
    name,
    labels,
    addresses: addresses.flatMap(known),
  }));
  const slices = manifests.endpointSlices.map(slice => sliceOf(slice, namespace));
  const named = slices.map(serviceKey);
  const peopled: Cluster = withServices(
    withPods(withNodes(withNamespaces(bare, namespaces), nodes), pods),
    services,
  );
  refuseClaimedTwice(peopled);
  const { state } = scenario;
  const own = namespaceOf({ ...state, cluster: peopled });
  scenario.change({
    ...withManifests(state, manifests.policies, own),
    cluster: {
      ...peopled,
      services: withNodePorts(peopled.services),
      endpointSlices: [
        ...cluster.endpointSlices.filter(slice => !named.includes(serviceKey(slice))),
        ...slices,
      ],
      routes: withRoutes(cluster.routes, manifests, namespace),
    },
  });
  for (const notice of manifests.notices) scenario.notice(notice);
}

/** Objects with their namespace put in, each of which is there once. */
function placed<Manifest extends { readonly place: Place }, Thing>(
  kind: string,
  manifests: readonly Manifest[],
  read: (manifest: Manifest) => Thing,
  keyOf: (thing: Thing) => string,
): readonly Thing[] {
  const things = manifests.map(read);
  const keys = things.map(keyOf);
  refuseTwice(
    kind,
    manifests.map(({ place }, i) => ({ key: keys[i] ?? '', place })),
  );
  return things;
}

/** A workload that comes again takes the place of all its replicas, however many there were. */
function withoutReplicas(before: ReadonlyMap<string, Pod>, coming: readonly Pod[]): ReadonlyMap<string, Pod> {
  const ownerOf = ({ namespace, owner }: Pod): string => `${namespace} ${owner?.kind}/${owner?.name}`;
  const owners = new Set(coming.filter(pod => pod.owner).map(ownerOf));
  return new Map([...before].filter(([, pod]) => !pod.owner || !owners.has(ownerOf(pod))));
}

function withRoutes(before: Routes, manifests: Manifests, namespace: string): Routes {
  const { ingresses, gateways, httpRoutes, referenceGrants } = manifests;
  return {
    ingresses: replaced(before.ingresses, ingresses, namespace),
    gateways: replaced(before.gateways, gateways, namespace),
    httpRoutes: replaced(before.httpRoutes, httpRoutes, namespace),
    referenceGrants: replaced(before.referenceGrants, referenceGrants, namespace),
  };
}

function replaced<
  Manifest extends { readonly namespace?: string; readonly name: string; readonly place: Place },
>(
  before: readonly (Omit<Manifest, 'namespace' | 'place'> & {
    readonly namespace: string;
    readonly name: string;
  })[],
  coming: readonly Manifest[],
  namespace: string,
) {
  const read = coming.map(({ place, ...manifest }) => ({
    ...manifest,
    namespace: manifest.namespace ?? namespace,
  }));
  const keys = read.map(routeKey);
  return [...before.filter(known => !keys.includes(routeKey(known))), ...read];
}

function routeKey({ kind = '', ...named }: { kind?: string; namespace: string; name: string }): string {
  return `${kind} ${serviceKey(named)}`;
}

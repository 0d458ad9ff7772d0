import fc from 'fast-check';
import { type Address, type Family, parseAddress } from '../addresses/address';
import { protocols } from '../addresses/port';
import { type Cluster, emptyCluster } from '../cluster/cluster';
import type { Node } from '../cluster/node';
import { type Pod, podKey } from '../cluster/pod';
import type { ContainerPort } from '../kubernetes/objects';
import { labels } from './labels';
import { smallVocabulary, type Vocabulary } from './vocabulary';

const nodeNames = ['n1', 'n2'] as const;

/**
 * Small clusters: up to four pods, as tables list them or as manifests describe them (with hostNetwork or not), of IPv4,
 * IPv6 or both, on either of two nodes or on none that is known. Whatever a scenario can list, a cluster here may have.
 */
export function clusters(words: Vocabulary = smallVocabulary): fc.Arbitrary<Cluster> {
  const namespaceLabels = labels(
    Object.fromEntries(
      Object.entries(words.namespaceLabels).filter(([key]) => !key.startsWith('kubernetes.io/')),
    ),
  );
  return fc
    .record({
      namespaces: fc.tuple(...words.namespaces.map(name => namespaceLabels.map(own => [name, own] as const))),
      pods: fc.array(pods(words), { minLength: 2, maxLength: 4 }),
    })
    .map(({ namespaces, pods: drawn }) => ({
      ...emptyCluster,
      namespaces: new Map(namespaces),
      pods: new Map(drawn.map((make, i) => make(i)).map(pod => [podKey(pod), pod] as const)),
      nodes: new Map(nodeNames.map((name, i) => [name, node(name, i)])),
    }));
}

/** A pod, once it is known which one of its cluster it is: that gives it its name and its addresses. */
type Numbered = (number: number) => Pod;

function pods(words: Vocabulary): fc.Arbitrary<Numbered> {
  const ports = containerPorts(words);
  const common = {
    namespace: fc.constantFrom(...words.namespaces),
    node: fc.constantFrom(...nodeNames, undefined),
    families: fc.constantFrom<readonly Family[]>(['IPv4'], ['IPv4'], ['IPv4', 'IPv6'], ['IPv6']),
  };
  const placed = fc.record(common).map(({ families, node: at, namespace }) => (number: number) => ({
    namespace,
    name: `pod${number + 1}`,
    addresses: families.flatMap(family => addressOf(family, number)),
    ...(at !== undefined && { node: at }),
    finished: false,
    terminating: false,
  }));
  const listed = fc.tuple(placed, labels(words.podLabels), ports).map(
    ([place, own, open]): Numbered =>
      number => ({
        ...place(number),
        // A table gives a label to a pod that has none.
        labels: Object.keys(own).length > 0 ? own : { app: `pod${number + 1}` },
        listening: open.length > 0 ? { kind: 'only', ports: open } : { kind: 'everything' },
        hostNetwork: false,
      }),
  );
  const described = fc.tuple(placed, labels(words.podLabels), ports, fc.boolean()).map(
    ([place, own, open, hostNetwork]): Numbered =>
      number => ({
        ...withoutSecond(place(number), hostNetwork),
        labels: own,
        listening: open.length > 0 ? { kind: 'declared', ports: open } : { kind: 'everything' },
        hostNetwork,
        bare: true,
      }),
  );
  return fc.oneof({ arbitrary: listed, weight: 3 }, { arbitrary: described, weight: 1 });
}

/** By its address a pod with hostNetwork is its node, so that sentences could not name one of two. */
function withoutSecond<Placed extends Pick<Pod, 'addresses'>>(placed: Placed, hostNetwork: boolean): Placed {
  return hostNetwork ? { ...placed, addresses: placed.addresses.slice(0, 1) } : placed;
}

/** Ports with the same name have different numbers on different pods, and a pod may have none of them. */
function containerPorts({ ports, portNames }: Vocabulary): fc.Arbitrary<readonly ContainerPort[]> {
  const port = fc.record(
    {
      port: fc.constantFrom(...ports),
      protocol: fc.constantFrom(...protocols),
      name: fc.constantFrom(...portNames),
    },
    { requiredKeys: ['port', 'protocol'] },
  );
  return fc.uniqueArray(port, {
    maxLength: 3,
    selector: ({ port: number, protocol, name }) => name ?? `${number}/${protocol}`,
  });
}

function node(name: string, i: number): Node {
  return { name, labels: {}, addresses: [`192.168.0.${i + 1}`, `fd01::${i + 1}`].flatMap(read) };
}

function addressOf(family: Family, number: number): readonly Address[] {
  return read(family === 'IPv4' ? `10.0.0.${number + 1}` : `fd00::${number + 1}`);
}

function read(text: string): readonly Address[] {
  const address = parseAddress(text);
  return address ? [address] : [];
}

import { type Address, addressKey, width } from '../addresses/address';
import { blockAround, holds, parseBlock } from '../addresses/block';
import { planAddresses } from '../cluster/addressPlan';
import { type Cluster, nodeNamesOf } from '../cluster/cluster';
import type { Pod } from '../cluster/pod';
import type { ContainerPort, LabelSelector, Labels, NetworkPolicy } from '../kubernetes/objects';
import { selectorWords, type Vocabulary, vocabularyOf } from './vocabulary';

/** Pods that a cluster could get, as many as its rules can tell apart, the plainest first. */
export interface PossiblePods {
  readonly count: number;
  /** Counted from 0. */
  readonly nth: (number: number) => Pod;
}

/** What is certain of a pod that could be added. */
export interface Wanted {
  readonly name: string;
  readonly namespaces: readonly string[];
  readonly labels?: Labels;
  /** The numbers that the names of ports may stand for, where policies name some. */
  readonly ports?: readonly number[];
}

/**
 * Every combination of what policies and Services read of a pod: its namespace, labels with the keys and values that their
 * selectors know (missing, each of them, and one that none knows), its node, the blocks that hold its address, and which
 * number a port's name stands for. The pods listen on everything, and have a network of their own.
 */
export function possiblePods(
  cluster: Cluster,
  policies: readonly NetworkPolicy[],
  { name, namespaces, labels = {}, ports = [] }: Wanted,
): PossiblePods {
  const words = vocabularyOf(cluster, policies);
  const read = selectorWords(selectorsOf(cluster, policies));
  const keys = Object.keys(read).filter(key => !Object.hasOwn(labels, key));
  const choices: readonly (readonly Partial<Pod>[])[] = [
    namespaces.map(namespace => ({ namespace })),
    [{}, ...nodeNamesOf(cluster).map(node => ({ node }))],
    addressesFor(cluster, words).map(address => ({ addresses: address ? [address] : [] })),
    portsNamed(policies, ports).map(declared => ({
      listening: declared.length > 0 ? { kind: 'declared', ports: declared } : { kind: 'everything' },
    })),
  ];
  const values = keys.map(key => [undefined, ...(read[key] ?? [])]);
  const sizes = [...values, ...choices].map(({ length }) => length);
  const nth = (number: number): Pod => {
    const digits = digitsOf(number, sizes);
    const own = keys.flatMap((key, i) => {
      const value = values[i]?.[digits[i] ?? 0];
      return value === undefined ? [] : [[key, value] as const];
    });
    const chosen = choices.map((all, i) => all[digits[keys.length + i] ?? 0]);
    return Object.assign(
      {
        namespace: '',
        name,
        labels: { ...Object.fromEntries(own), ...labels },
        listening: { kind: 'everything' as const },
        addresses: [],
        bare: true as const,
        hostNetwork: false,
        finished: false,
        terminating: false,
      },
      ...chosen,
    );
  };
  return { count: sizes.reduce((product, size) => product * size, 1), nth };
}

/** A number in mixed radix, the first digit counting fastest. */
function digitsOf(number: number, sizes: readonly number[]): readonly number[] {
  let rest = number;
  return sizes.map(size => {
    const digit = rest % size;
    rest = Math.floor(rest / size);
    return digit;
  });
}

function selectorsOf({ services }: Cluster, policies: readonly NetworkPolicy[]): readonly LabelSelector[] {
  return [
    ...[...services.values()].flatMap(({ selector }) => (selector ? { matchLabels: selector } : [])),
    ...policies.flatMap(({ spec }) => [
      spec.podSelector,
      ...[
        ...(spec.ingress ?? []).flatMap(({ from = [] }) => from),
        ...(spec.egress ?? []).flatMap(({ to = [] }) => to),
      ].flatMap(({ podSelector }) => podSelector ?? []),
    ]),
  ];
}

/** The address that the cluster assigns, and one beside those of other pods for each combination of blocks. */
function addressesFor(cluster: Cluster, { blocks }: Vocabulary): readonly (Address | undefined)[] {
  const plan = planAddresses(cluster);
  const owners = [
    ...[...cluster.pods.values()].flatMap(plan.ofPod),
    ...nodeNamesOf(cluster).flatMap(plan.ofNode),
  ];
  const taken = new Set(owners.map(addressKey));
  const listed = [...cluster.pods.values()].flatMap(({ addresses }) => addresses);
  const read = blocks.flatMap(text => parseBlock(text)?.block ?? []);
  const free = new Map<string, Address>();
  for (const address of listed) {
    const beside = freeBeside(address, taken);
    const key = beside && [beside.family, ...read.map(block => holds(block, beside))].join();
    if (beside && key !== undefined && !free.has(key)) free.set(key, beside);
  }
  return [undefined, ...free.values()];
}

function freeBeside({ family, value }: Address, taken: ReadonlySet<string>): Address | undefined {
  const [first, end] = blockAround({ family, value }, width[family] - 8).span;
  for (let candidate = first + 1n; candidate < end - 1n; candidate++)
    if (!taken.has(addressKey({ family, value: candidate }))) return { family, value: candidate };
  return undefined;
}

/** No names, or one that policies speak of for one of the numbers. */
function portsNamed(
  policies: readonly NetworkPolicy[],
  numbers: readonly number[],
): readonly (readonly ContainerPort[])[] {
  const named = policies.flatMap(({ spec }) =>
    [...(spec.ingress ?? []), ...(spec.egress ?? [])].flatMap(({ ports = [] }) =>
      ports.flatMap(({ port, protocol = 'TCP' }) =>
        typeof port === 'string' ? numbers.map(number => ({ name: port, port: number, protocol })) : [],
      ),
    ),
  );
  const distinct = new Map(named.map(port => [JSON.stringify(port), port]));
  return [[], ...[...distinct.values()].map(port => [port])];
}

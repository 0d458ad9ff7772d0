import { type Address, addressKey, type Family, width } from '../addresses/address';
import { type Block, blockAround, formatBlock, holds, parseBlock } from '../addresses/block';
import { cutAt, type Span } from '../addresses/spans';
import { planAddresses } from '../cluster/addressPlan';
import { type Cluster, nodeNamesOf } from '../cluster/cluster';
import { type Pod, portsOf } from '../cluster/pod';
import type { ContainerPort, LabelSelector, Labels, NetworkPolicy } from '../kubernetes/objects';
import { defaultPodRanges } from '../settings/addressRanges';
import { blocksIn, rulesIn, selectorWords } from './vocabulary';

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
  const read = selectorWords(selectorsOf(cluster, policies));
  const keys = Object.keys(read).filter(key => !Object.hasOwn(labels, key));
  const choices: readonly (readonly Partial<Pod>[])[] = [
    namespaces.map(namespace => ({ namespace })),
    [{}, ...nodeNamesOf(cluster).map(node => ({ node }))],
    addressesFor(cluster, policies).map(address => ({ addresses: address ? [address] : [] })),
    portsNamed(cluster, policies, ports).map(declared => ({
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
    ...policies.map(({ spec }) => spec.podSelector),
    ...rulesIn(policies).flatMap(({ peers }) => peers.flatMap(({ podSelector }) => podSelector ?? [])),
  ];
}

/**
 * The address that the cluster assigns, and a free one for each part of its pods' surroundings that blocks tell apart; they
 * are the ranges that pods get their addresses from, if they are told, and the blocks of 65,536 around listed addresses.
 */
function addressesFor(
  cluster: Cluster,
  policies: readonly NetworkPolicy[],
): readonly (Address | undefined)[] {
  const plan = planAddresses(cluster);
  const owners = [
    ...[...cluster.pods.values()].flatMap(plan.ofPod),
    ...nodeNamesOf(cluster).flatMap(plan.ofNode),
  ];
  const taken = new Set(owners.map(addressKey));
  const edges = blocksIn(policies).flatMap(text => parseBlock(text)?.block ?? []);
  const parts = surroundings(cluster).flatMap(({ family, span }) =>
    cutAt(
      [span],
      edges.filter(block => block.family === family).flatMap(block => block.span),
    ).flatMap(part => firstFree(family, part, taken) ?? []),
  );
  const alike = new Map<string, Address>();
  for (const address of parts) {
    const key = edges.map(block => holds(block, address)).join();
    if (!alike.has(key)) alike.set(key, address);
  }
  return [undefined, ...alike.values()];
}

function surroundings({ pods, podRanges }: Cluster): readonly Block[] {
  const told = podRanges === defaultPodRanges ? [] : podRanges.flatMap(text => parseBlock(text)?.block ?? []);
  const listed = [...pods.values()].flatMap(({ addresses }) => addresses);
  const around = [...told, ...listed.map(address => blockAround(address, width[address.family] - 16))];
  return [...new Map(around.map(block => [formatBlock(block), block])).values()];
}

/** Not the first of a part, which is the name of a network more often than of a host. */
function firstFree(
  family: Family,
  [first, end]: Span<bigint>,
  taken: ReadonlySet<string>,
): Address | undefined {
  const start = end - first > 2n ? first + 1n : first;
  for (let value = start; value < end; value++)
    if (!taken.has(addressKey({ family, value }))) return { family, value };
  return undefined;
}

/** No names, or one that policies or Services speak of: for the number that is asked about, or one that a pod gives it. */
function portsNamed(
  { pods, services }: Cluster,
  policies: readonly NetworkPolicy[],
  asked: readonly number[],
): readonly (readonly ContainerPort[])[] {
  const ofRules = rulesIn(policies).flatMap(({ ports }) =>
    ports.map(({ port, protocol = 'TCP' }) => ({ name: port, protocol })),
  );
  const ofServices = [...services.values()].flatMap(({ ports }) =>
    ports.map(({ targetPort, protocol }) => ({ name: targetPort, protocol })),
  );
  const declared = [...pods.values()].flatMap(portsOf);
  const named = [...ofRules, ...ofServices].flatMap(({ name, protocol }) => {
    if (typeof name !== 'string') return [];
    const known = declared.filter(port => port.name === name && port.protocol === protocol);
    return [...asked, ...known.map(({ port }) => port)].map(port => ({ name, port, protocol }));
  });
  const distinct = new Map(named.map(port => [JSON.stringify(port), port]));
  return [[], ...[...distinct.values()].map(port => [port])];
}

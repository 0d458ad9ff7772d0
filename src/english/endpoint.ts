import { type Address, addressKey, parseAddress, width } from '../addresses/address';
import { addressSetOf, theInternet } from '../addresses/addressSet';
import { type Block, parseBlock } from '../addresses/block';
import { type Cluster, namespacesOf, nodeNamesOf } from '../cluster/cluster';
import type { Endpoint } from '../cluster/endpoint';
import { ownerOf } from '../cluster/owner';
import { displayName, type Pod } from '../cluster/pod';
import { list } from './enumeration';
import { readBlock, readBlockOrAddress } from './inventory';
import { nodeWords, podWords, serviceWords, workloadKinds } from './kinds';
import { instead, Refusal } from './refusal';
import { isClusterName, leadingTo, serviceAlone, serviceNamed, serviceText } from './serviceName';
import { slipText, type Target, urlText } from './slips';
import type { Surroundings } from './surroundings';
import { readHost } from './url';

/**
 * Looks a name up as kubectl would: in the scenario's namespace first, else it must be the only one.
 *
 * @param target only of the destination of a flow, for what is said where there is no such endpoint
 */
export function resolveEndpoint(written: string, surroundings: Surroundings, target?: Target): Endpoint {
  const text = written.trim();
  if (text.toLowerCase() === 'the internet')
    return { kind: 'external', name: 'the Internet', addresses: theInternet };
  const address = parseAddress(text);
  if (address) return atAddress(address, text, surroundings);
  if (parseBlock(text)) return ofBlock(readBlock(text), text, surroundings);

  if (/^(?=.*[.:/])[\d.:/]+$/.test(text)) readBlockOrAddress(text);
  const external = surroundings.cluster.externals.get(text);
  const [first = '', ...rest] = text.split('/');
  const word = first.toLowerCase();
  if (rest.length === 0) return bareName(text, surroundings, target);
  if (external) return { kind: 'external', ...external };
  if (nodeWords.includes(word)) return nodeNamed(rest.join('/'), surroundings);
  if (serviceWords.includes(word)) return serviceNamed(text, rest, surroundings);
  const kind = Object.hasOwn(workloadKinds, word) ? workloadKinds[word] : undefined;
  if (kind ?? podWords.includes(word)) return ofKind(text, kind, rest, surroundings);
  if (rest.length === 1) return inNamespace(text, first, rest[0] ?? '', surroundings);
  throw new Refusal(
    slipText(text, surroundings.cluster) ??
      `"${text}" is no endpoint: write name, namespace/name, kind/name such as service/backend, an address, a block, the Internet or, as a destination, a URL.`,
  );
}

/** A namespace that exists by being listed or by holding a pod. */
export function knownNamespace(name: string, { cluster }: Pick<Surroundings, 'cluster'>): string {
  const known = namespacesOf(cluster);
  if (known.includes(name)) return name;
  throw new Refusal(`There is no namespace "${name}". ${instead(name, known)}`);
}

/** A block of one address is that address; any other stands for addresses outside. */
function ofBlock(block: Block, text: string, surroundings: Surroundings): Endpoint {
  const { family, prefix, span } = block;
  if (prefix === width[family]) return atAddress({ family, value: span[0] }, text, surroundings);
  return { kind: 'external', name: text, addresses: addressSetOf([block]) };
}

/** An address that belongs to a pod, a node or a Service is that; any other is outside. */
function atAddress(address: Address, text: string, { cluster, namespace }: Surroundings): Endpoint {
  const owner = ownerOf(cluster, address, text);
  if (owner.kind === 'service')
    return { ...owner, name: `${serviceText(owner.service, namespace)} (${text})` };
  const whose = owner.kind === 'external' ? cluster.vacated?.get(addressKey(address)) : undefined;
  if (whose !== undefined)
    throw new Refusal(`${text} was the address of pod ${whose}, which is deleted: nobody is there.`);
  return owner;
}

function bareName(name: string, { cluster, namespace }: Surroundings, target?: Target): Endpoint {
  const { pods, externals } = cluster;
  const here = pods.get(`${namespace}/${name}`);
  if (here && externals.has(name))
    throw new Refusal(
      `"${name}" is a pod and an external endpoint: write pod/${name}, or call the other one something else.`,
    );
  if (here) return { kind: 'pods', name, pods: [here] };
  const all = [...pods.values()];
  const workload = workloadsNamed(all, name, namespace);
  if (workload.size > 0) return onlyOne(name, workload);
  const external = externals.get(name);
  if (external) return { kind: 'external', ...external };

  const elsewhere = new Map<string, readonly Pod[]>(
    all.filter(pod => pod.name === name).map(pod => [`${pod.namespace}/${pod.name}`, [pod]]),
  );
  if (elsewhere.size > 0) return onlyOne(name, elsewhere);
  const workloads = workloadsNamed(all, name);
  if (workloads.size > 0) return onlyOne(name, workloads);
  if (isClusterName(name, cluster)) return { kind: 'name', name, host: readHost(name) };
  const service = serviceAlone(name, { cluster, namespace });
  if (service)
    throw new Refusal(
      `There is no pod or workload "${name}", but a Service${leadingTo(service, { cluster, namespace })}. In a flow it is service/${name}, or http://${name} to look its name up first.`,
    );
  const slip = slipText(name, cluster, target);
  if (slip !== undefined) throw new Refusal(slip);
  const url = target && urlText(name, target);
  throw new Refusal(
    `There is no pod, workload or external endpoint "${name}". ${instead(name, knownNames(cluster, namespace))}${
      url === undefined ? '' : ` To look it up as a name, write ${url}.`
    }`,
  );
}

function inNamespace(text: string, namespace: string, name: string, surroundings: Surroundings): Endpoint {
  const { cluster } = surroundings;
  const { pods } = cluster;
  const slip = namespacesOf(cluster).includes(namespace) ? undefined : slipText(text, cluster);
  if (slip !== undefined) throw new Refusal(slip);
  knownNamespace(namespace, surroundings);
  const pod = pods.get(`${namespace}/${name}`);
  if (pod) return { kind: 'pods', name: text, pods: [pod] };
  const inside = [...pods.values()].filter(candidate => candidate.namespace === namespace);
  const workloads = workloadsNamed(inside, name);
  if (workloads.size > 0) return { ...onlyOne(name, workloads), name: text };
  throw new Refusal(
    `There is no pod or workload "${name}" in namespace ${namespace}. ${instead(name, inside.map(displayName))}`,
  );
}

/** `deployment/[namespace/]name`, `pod/[namespace/]name`. */
function ofKind(
  text: string,
  kind: string | undefined,
  rest: readonly string[],
  surroundings: Surroundings,
): Endpoint {
  const [name = '', namespace] = [...rest].reverse();
  if (rest.length > 2 || name === '')
    throw new Refusal(`"${text}" is no endpoint: write kind/name or kind/namespace/name.`);
  if (namespace !== undefined) knownNamespace(namespace, surroundings);
  const all = [...surroundings.cluster.pods.values()].filter(pod =>
    kind === undefined ? true : pod.owner?.kind === kind,
  );
  const nameOf = (pod: Pod): string => (kind === undefined ? pod.name : (pod.owner?.name ?? ''));
  const named = all.filter(pod => nameOf(pod) === name);
  const wanted =
    namespace ??
    (named.some(pod => pod.namespace === surroundings.namespace) ? surroundings.namespace : undefined);
  const found = groupBy(
    named.filter(pod => wanted === undefined || pod.namespace === wanted),
    pod => `${pod.namespace}/${name}`,
  );
  if (found.size > 0) return { ...onlyOne(text, found), name: text };
  const known = all.map(pod =>
    namespace === undefined ? `${nameOf(pod)}` : `${pod.namespace}/${nameOf(pod)}`,
  );
  throw new Refusal(`There is no ${kind ?? 'pod'} "${rest.join('/')}". ${instead(rest.join('/'), known)}`);
}

function nodeNamed(name: string, { cluster }: Surroundings): Endpoint {
  const known = nodeNamesOf(cluster);
  if (known.includes(name)) return { kind: 'node', name: `node/${name}`, node: name };
  throw new Refusal(`There is no node "${name}". ${instead(name, known)}`);
}

function workloadsNamed(
  pods: readonly Pod[],
  name: string,
  namespace?: string,
): ReadonlyMap<string, readonly Pod[]> {
  const named = pods.filter(
    ({ owner, ...pod }) => owner?.name === name && (namespace === undefined || pod.namespace === namespace),
  );
  return groupBy(named, pod => `${pod.owner?.kind.toLowerCase()}/${pod.namespace}/${name}`);
}

function onlyOne(name: string, candidates: ReadonlyMap<string, readonly Pod[]>): Endpoint {
  const [only, ...others] = [...candidates];
  if (!only || others.length > 0)
    throw new Refusal(`"${name}" could be ${list([...candidates.keys()].sort(), 'or')}: write which.`);
  return { kind: 'pods', name, pods: only[1] };
}

function knownNames({ pods, externals }: Cluster, namespace: string): readonly string[] {
  const names = [...pods.values()].map(pod =>
    pod.namespace === namespace ? displayName(pod) : `${pod.namespace}/${displayName(pod)}`,
  );
  return [...names, ...externals.keys(), 'the Internet'];
}

function groupBy(pods: readonly Pod[], key: (pod: Pod) => string): ReadonlyMap<string, readonly Pod[]> {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const group = groups.get(key(pod));
    if (group) group.push(pod);
    else groups.set(key(pod), [pod]);
  }
  return groups;
}

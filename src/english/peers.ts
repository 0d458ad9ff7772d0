import { families, formatAddress } from '../addresses/address';
import { contains, formatBlock, parseBlock, parseBlockOrAddress } from '../addresses/block';
import type { GrantedPeer, Subject } from '../authoring/grant';
import { internetPeers } from '../authoring/internetPeer';
import { alsoSelected, commonLabels, podPeer } from '../authoring/podSelector';
import { type Cluster, namespaceLabels, namespaceNameLabel, namespacesOf } from '../cluster/cluster';
import type { Endpoint } from '../cluster/endpoint';
import type { Pod } from '../cluster/pod';
import type { LabelSelector, Labels } from '../kubernetes/objects';
import { compileSelector } from '../kubernetes/selector';
import { displayName, knownNamespace, resolveEndpoint, type Surroundings } from './endpoint';
import { readBlock } from './inventory';
import { readLabels } from './labels';
import { list, Refusal } from './refusal';

/** `every pod`, `pods labelled a=b, c=d`, each with `in namespace x`, `in namespaces labelled x=y`, `in any namespace`. */
const podsPhrase =
  /^(?:(?:every pod|all pods|any pod)|pods? labelled (?<labels>.+?))(?: in (?:namespace (?<namespace>\S+)|namespaces labelled (?<namespaceLabels>.+)|(?<any>any namespace|every namespace|all namespaces)))?$/i;
const namespacePhrase =
  /^(?:namespace (?<namespace>\S+)|namespaces labelled (?<labels>.+)|(?<any>any namespace|every namespace))$/i;

/** Peers separated by commas or "and"; a comma within labels or after "except" does not separate. */
export function readPeers(
  text: string,
  subject: Subject,
  surroundings: Surroundings,
): readonly GrantedPeer[] {
  const words = text.trim();
  return splitPeers(words).map(part => readPeer(part, subject, surroundings));
}

export function isAnyone(text: string): boolean {
  return /^(anyone|anybody|anywhere|everyone|everybody)$/i.test(text.trim());
}

/** The pods that a sentence gives something to: `backend`, `every pod`, `pods labelled tier=web in namespace shop`. */
export function readSubject(text: string, surroundings: Surroundings): Subject {
  const phrase = podsPhrase.exec(text.trim())?.groups;
  const namespaceAlone = namespacePhrase.exec(text.trim())?.groups;
  if (phrase?.any || phrase?.namespaceLabels || namespaceAlone?.any || namespaceAlone?.labels)
    throw new Refusal(`"${text}" cannot be the subject: a policy acts on pods of one namespace.`);
  const named = phrase?.namespace ?? namespaceAlone?.namespace;
  const namespace = named ? knownNamespace(named, surroundings) : surroundings.namespace;
  if (phrase || namespaceAlone) {
    const labels = phrase?.labels;
    return { namespace, selector: labels ? { matchLabels: readLabels(labels) } : {}, words: text.trim() };
  }
  return podSubject(text, surroundings).subject;
}

/** A pod or workload that labels can single out; the sentence fails where they select another pod as well. */
export function podSubject(
  text: string,
  surroundings: Surroundings,
): { subject: Subject; pods: readonly Pod[] } {
  const endpoint = resolveEndpoint(text, surroundings);
  if (endpoint.kind !== 'pods') throw new Refusal(`"${text}" is no pod: NetworkPolicy acts on pods only.`);
  const [first] = endpoint.pods;
  if (!first) throw new Refusal(`"${text}" has no pod.`);
  const selector = selectorOf(endpoint, surroundings.cluster);
  return {
    subject: { namespace: first.namespace, selector, words: displayName(first) },
    pods: endpoint.pods,
  };
}

function readPeer(text: string, { namespace }: Subject, surroundings: Surroundings): GrantedPeer {
  const { cluster } = surroundings;
  const words = text.replace(/\s+/g, ' ');
  if (/^the internet$/i.test(text)) return { items: internetPeers, pods: [], words };
  if (isAnyone(text))
    throw new Refusal(`"${text}" stands alone: leave the other peers out, or leave it out.`);

  const except = /^(\S+) except (.+)$/i.exec(text);
  const block = parseBlockOrAddress(except?.[1] ?? text);
  if (block && (except || text.includes('/') || !isOwned(text, surroundings)))
    return { items: [blockPeer(except?.[1] ?? text, except?.[2])], pods: [], words };

  const pods = podsPhrase.exec(text)?.groups;
  const spaces = namespacePhrase.exec(text)?.groups;
  if (pods ?? spaces) {
    const podLabels = pods?.labels;
    const podSelector = podLabels ? { matchLabels: readLabels(podLabels) } : {};
    const namespaceSelector = namespaceSelectorOf(pods ?? spaces ?? {}, spaces?.labels, surroundings);
    const matched = matching(cluster, podSelector, namespaceSelector, namespace);
    return {
      items: [
        {
          ...(namespaceSelector && { namespaceSelector }),
          ...((pods || !namespaceSelector) && { podSelector }),
        },
      ],
      pods: matched,
      words,
    };
  }
  return namedPeer(text, resolveEndpoint(text, surroundings), namespace, cluster);
}

function namedPeer(text: string, endpoint: Endpoint, policyNamespace: string, cluster: Cluster): GrantedPeer {
  switch (endpoint.kind) {
    case 'pods': {
      const [first] = endpoint.pods;
      if (!first) throw new Refusal(`"${text}" has no pod.`);
      const peer = podPeer(first.namespace, selectorOf(endpoint, cluster), policyNamespace);
      return { items: [peer], pods: endpoint.pods, words: text };
    }
    case 'external': {
      const blocks = families.flatMap(family =>
        endpoint.addresses[family].flatMap(span => blocksOf(family, span)),
      );
      return { items: blocks.map(cidr => ({ ipBlock: { cidr } })), pods: [], words: text };
    }
    case 'node':
      throw new Refusal(`"${text}" is a node: no selector names nodes; write its address.`);
  }
}

/** The fewest CIDR blocks that make up a span of addresses. */
function blocksOf(family: 'IPv4' | 'IPv6', [start, end]: readonly [bigint, bigint]): readonly string[] {
  const bits = family === 'IPv4' ? 32 : 128;
  const blocks: string[] = [];
  for (let at = start; at < end; ) {
    let size = 1n;
    let prefix = bits;
    while (prefix > 0 && at % (size * 2n) === 0n && at + size * 2n <= end) {
      size *= 2n;
      prefix--;
    }
    blocks.push(`${formatAddress({ family, value: at })}/${prefix}`);
    at += size;
  }
  return blocks;
}

function blockPeer(cidr: string, excepts: string | undefined): GrantedPeer['items'][number] {
  const outer = cidr.includes('/') ? readBlock(cidr) : parseBlockOrAddress(cidr);
  if (!outer) throw new Refusal(`"${cidr}" is no address block.`);
  const except = excepts
    ?.split(/\s*(?:,|\band\b)\s*/)
    .map(text => (text.includes('/') ? readBlock(text) : parseBlockOrAddress(text)));
  for (const inner of except ?? [])
    if (!inner || inner.prefix === outer.prefix || !contains(outer, inner))
      throw new Refusal(`"${cidr} except ${excepts}": what is excepted must be a smaller part of ${cidr}.`);
  return {
    ipBlock: {
      cidr: formatBlock(outer),
      ...(except && { except: except.flatMap(inner => (inner ? formatBlock(inner) : [])) }),
    },
  };
}

/** A single address that belongs to a pod is that pod. */
function isOwned(text: string, surroundings: Surroundings): boolean {
  return !parseBlock(text) && resolveEndpoint(text, surroundings).kind === 'pods';
}

function namespaceSelectorOf(
  groups: Record<string, string | undefined>,
  labels: string | undefined,
  surroundings: Surroundings,
): LabelSelector | undefined {
  const wanted = groups.namespaceLabels ?? labels;
  if (wanted) return { matchLabels: readLabels(wanted) };
  if (groups.any) return {};
  const name = groups.namespace;
  return name ? { matchLabels: { [namespaceNameLabel]: knownNamespace(name, surroundings) } } : undefined;
}

function matching(
  cluster: Cluster,
  podSelector: LabelSelector,
  namespaceSelector: LabelSelector | undefined,
  policyNamespace: string,
): readonly Pod[] {
  const selects = compileSelector(podSelector);
  const inNamespace = namespaceSelector ? compileSelector(namespaceSelector) : undefined;
  const names = namespacesOf(cluster).filter(name =>
    inNamespace ? inNamespace(namespaceLabels(cluster, name)) : name === policyNamespace,
  );
  return [...cluster.pods.values()].filter(pod => names.includes(pod.namespace) && selects(pod.labels));
}

/** The labels by which a policy can mean these pods and no others. */
function selectorOf({ name, pods }: Endpoint & { kind: 'pods' }, cluster: Cluster): LabelSelector {
  const labels: Labels = commonLabels(pods);
  const written = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  if (written.length === 0)
    throw new Refusal(
      `No policy can select ${name} alone: its pods have no label in common. Label it first.`,
    );
  const others = alsoSelected(labels, pods, cluster.pods.values());
  if (others.length > 0)
    throw new Refusal(
      `No policy can select ${name} alone: its labels ${written.join(',')} select ${list(others.map(pod => pod.name))} too. Write "pods labelled …" if that is meant.`,
    );
  return { matchLabels: labels };
}

/** Commas and "and" separate peers, unless what follows goes on with labels or excepted blocks. */
function splitPeers(text: string): readonly string[] {
  const peers: string[] = [];
  for (const part of text.split(/\s*(?:,|\band\b)\s*/).filter(words => words !== '')) {
    const last = peers.at(-1);
    if (last !== undefined && goesOn(last, part)) peers.splice(-1, 1, `${last}, ${part}`);
    else peers.push(part);
  }
  return peers;
}

function goesOn(before: string, part: string): boolean {
  if (/ labelled /i.test(` ${before}`)) return /^[^\s=]+=/.test(part);
  return / except /i.test(before) && /^[\d.:a-fA-F/]+$/.test(part);
}

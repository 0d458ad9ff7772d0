import { families } from '../addresses/address';
import { blocksOf, contains, formatBlock, parseBlockOrAddress } from '../addresses/block';
import type { GrantedPeer, Subject } from '../authoring/grant';
import { internetPeers } from '../authoring/internetPeer';
import { podPeer } from '../authoring/podSelector';
import type { Cluster } from '../cluster/cluster';
import type { Endpoint } from '../cluster/endpoint';
import type { Peer } from '../kubernetes/objects';
import { resolveEndpoint } from './endpoint';
import { enumerated, list } from './enumeration';
import { readBlockOrAddress } from './inventory';
import { namespaceSelectorOf, podsMeant, readPodPhrase } from './podPhrase';
import { Refusal } from './refusal';
import { selectorOf } from './subject';
import type { Surroundings } from './surroundings';

/** Peers separated by commas or "and"; a comma within labels or after "except" does not separate. */
export function readPeers(
  text: string,
  subject: Subject,
  surroundings: Surroundings,
): readonly GrantedPeer[] {
  return splitPeers(text.trim()).map(part => readPeer(part, subject.namespace, surroundings));
}

/** `anyone`: no peer is named, so that also whoever is outside the cluster is meant. */
export function isAnyone(text: string): boolean {
  return /^(anyone|anybody|anywhere|everyone|everybody)$/i.test(text.trim());
}

function readPeer(text: string, policyNamespace: string, surroundings: Surroundings): GrantedPeer {
  const words = text.replace(/\s+/g, ' ');
  if (/^the internet$/i.test(words)) return { items: internetPeers, pods: [], words };
  if (isAnyone(words))
    throw new Refusal(`"${text}" stands alone: leave the other peers out, or leave it out.`);

  const [, cidr = words, excepts] = /^(\S+) except (.+)$/i.exec(words) ?? [];
  if (excepts !== undefined || parseBlockOrAddress(cidr))
    return { items: [blockPeer(cidr, excepts)], pods: [], words };

  const described = readPodPhrase(words, surroundings);
  if (!described)
    return namedPeer(words, resolveEndpoint(words, surroundings), policyNamespace, surroundings.cluster);
  const { podSelector } = described;
  const namespaceSelector = namespaceSelectorOf(described);
  return {
    items: [{ ...(namespaceSelector && { namespaceSelector }), ...(podSelector && { podSelector }) }],
    pods: podsMeant(described, surroundings.cluster, policyNamespace),
    words,
  };
}

function namedPeer(
  words: string,
  endpoint: Endpoint,
  policyNamespace: string,
  cluster: Cluster,
): GrantedPeer {
  switch (endpoint.kind) {
    case 'pods': {
      const [first] = endpoint.pods;
      if (!first) throw new Refusal(`"${words}" has no pod.`);
      const peer = podPeer(first.namespace, selectorOf(endpoint, cluster), policyNamespace);
      return { items: [peer], pods: endpoint.pods, words };
    }
    case 'external': {
      const spans = families.flatMap(family =>
        endpoint.addresses[family].flatMap(span => blocksOf(family, span)),
      );
      return { items: spans.map(block => ({ ipBlock: { cidr: formatBlock(block) } })), pods: [], words };
    }
    case 'service': {
      const { service } = endpoint;
      const labels = Object.entries(service.selector ?? {}).map(([key, value]) => `${key}=${value}`);
      const where = service.namespace === policyNamespace ? '' : ` in namespace ${service.namespace}`;
      const ports = list([...new Set(service.ports.map(({ targetPort }) => `${targetPort}`))]);
      throw new Refusal(
        `"${words}" is a Service, and policies select pods${labels.length > 0 ? `: write pods labelled ${labels.join(', ')}${where}, on port ${ports}` : ''}.`,
      );
    }
    case 'name':
    case 'site':
      throw new Refusal(`"${words}" is a name, and policies select pods or addresses: write those.`);
    case 'node':
      throw new Refusal(`"${words}" is a node: no selector names nodes; write its address.`);
  }
}

function blockPeer(cidr: string, excepts: string | undefined): Peer {
  const outer = readBlockOrAddress(cidr);
  const except = (excepts === undefined ? [] : enumerated(excepts)).map(readBlockOrAddress);
  if (!except.every(inner => contains(outer, inner) && inner.prefix > outer.prefix))
    throw new Refusal(`"${cidr} except ${excepts}": what is excepted must be a smaller part of ${cidr}.`);
  return {
    ipBlock: { cidr: formatBlock(outer), ...(except.length > 0 && { except: except.map(formatBlock) }) },
  };
}

/** Commas and "and" separate peers, unless what follows goes on with labels or excepted blocks. */
function splitPeers(text: string): readonly string[] {
  const peers: string[] = [];
  for (const part of enumerated(text)) {
    const last = peers.at(-1);
    if (last !== undefined && goesOn(last, part)) peers.splice(-1, 1, `${last}, ${part}`);
    else peers.push(part);
  }
  return peers;
}

function goesOn(before: string, part: string): boolean {
  if (/ labelled /i.test(` ${before}`)) return /^[^\s=]+=/.test(part);
  return / except /i.test(before) && parseBlockOrAddress(part) !== undefined;
}

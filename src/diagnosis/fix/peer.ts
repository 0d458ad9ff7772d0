import { type Family, families, width } from '../../addresses/address';
import { blockAround, blocksOf, formatBlock, parseBlock } from '../../addresses/block';
import { internetPeers } from '../../authoring/internetPeer';
import { podPeer } from '../../authoring/podSelector';
import type { Cluster } from '../../cluster/cluster';
import type { Endpoint } from '../../cluster/endpoint';
import type { Party } from '../../cluster/flow';
import type { Peer } from '../../kubernetes/objects';
import { selectorOf } from './kin';

/** More blocks than anybody wants to read: the Internet. */
const mostBlocks = 8;

/**
 * The items of `from` or `to` that mean a party and its kin, in a policy of a namespace. An end outside that was asked about as
 * a whole is meant as a whole. None where no item could mean it.
 */
export function peersFor(
  cluster: Cluster,
  party: Party,
  asked: readonly Endpoint[],
  namespace: string,
): readonly Peer[] {
  switch (party.kind) {
    case 'pod':
      if (party.pod.hostNetwork) return [blockPeer(party)];
      return [podPeer(party.pod.namespace, selectorOf(cluster, party.pod), namespace)];
    case 'node':
      return [blockPeer(party)];
    case 'external': {
      const whole = asked.find(end => end.kind === 'external' && end.name === party.name);
      if (whole?.kind !== 'external') return [blockPeer(party)];
      const used = families.filter(family => isUsed(cluster, family));
      const blocks = used.flatMap(family => whole.addresses[family].flatMap(span => blocksOf(family, span)));
      return blocks.length > mostBlocks
        ? internetPeers.filter(({ ipBlock }) => used.some(family => family === familyOf(ipBlock?.cidr)))
        : blocks.map(block => ({ ipBlock: { cidr: formatBlock(block) } }));
    }
    case 'service':
      return [];
  }
}

/** Whether pods have addresses of a family: nobody talks in another. */
function isUsed({ pods, podRanges }: Cluster, family: Family): boolean {
  return (
    podRanges.some(range => familyOf(range) === family) ||
    [...pods.values()].some(({ addresses }) => addresses.some(address => address.family === family))
  );
}

function familyOf(cidr = ''): Family | undefined {
  return parseBlock(cidr)?.block.family;
}

function blockPeer({ address }: Party): Peer {
  return { ipBlock: { cidr: formatBlock(blockAround(address, width[address.family])) } };
}

import type { Peer } from '../../kubernetes/objects';
import type { CompiledRule } from '../../policy/compiledPolicy';
import type { Narrowing } from './narrowing';

/**
 * NetworkPolicyPeer: selectors of pods and of namespaces in two items are ORed, in one item ANDed. Where a flow that was to fail
 * comes through such a rule, one item was meant.
 */
export const asOneItem: Narrowing = (_network, _judgement, _need, _policy, rule) => {
  const peer = oneItemOf(rule);
  if (!peer) return undefined;
  const others = (rule.peers ?? []).map(({ source }) => source).filter(each => !isPart(each));
  const ports = rule.ports?.map(({ source }) => source);
  return [{ peers: [...others, peer], ...(ports && { ports }) }];
};

/** The item that two of a rule would make; `undefined` where there are not just two. */
export function oneItemOf({ peers = [] }: CompiledRule): Peer | undefined {
  const items = peers.map(({ source }) => source);
  const pods = items.filter(isPods);
  const spaces = items.filter(isSpaces);
  const [podItem, spaceItem] = [pods[0], spaces[0]];
  return podItem && spaceItem && pods.length + spaces.length === 2 ? { ...spaceItem, ...podItem } : undefined;
}

function isPart(peer: Peer): boolean {
  return isPods(peer) || isSpaces(peer);
}

function isPods({ podSelector, namespaceSelector }: Peer): boolean {
  return podSelector !== undefined && namespaceSelector === undefined;
}

function isSpaces({ podSelector, namespaceSelector }: Peer): boolean {
  return namespaceSelector !== undefined && podSelector === undefined;
}

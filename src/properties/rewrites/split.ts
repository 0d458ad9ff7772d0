import { type Block, blocksOf, contains, formatBlock, parseBlock } from '../../addresses/block';
import { spansOf, subtract } from '../../addresses/spans';
import type { LabelSelector, Peer, PolicyPort } from '../../kubernetes/objects';
import type { State } from '../../scenario/scenario';
import { mapPeers, mapPorts, mapRules, type Rule } from './policies';

// One thing written as several that come to the same.

/** A rule for each of its peers with each of its ports (NetworkPolicyIngressRule: both lists are ORed, then ANDed). */
export function rulesSplit(state: State): State {
  return mapRules(state, ({ peers, ports }) =>
    each(peers).flatMap(peer => each(ports).map((port): Rule => ({ ...ofPeer(peer), ...ofPort(port) }))),
  );
}

function each<Thing>(list: readonly Thing[] | undefined): readonly (Thing | undefined)[] {
  return list && list.length > 0 ? list : [undefined];
}

function ofPeer(peer: Peer | undefined): Rule {
  return peer ? { peers: [peer] } : {};
}

function ofPort(port: PolicyPort | undefined): Rule {
  return port ? { ports: [port] } : {};
}

/** Ports that are written one by one at each end of a range; what lies between in a long one stays a range. */
const writtenOut = 4;

/** Both ends of a range belong to it (NetworkPolicyPort.endPort). */
export function rangesWrittenPortByPort(state: State): State {
  return mapPorts(state, range => {
    const { port, endPort, ...rest } = range;
    if (typeof port !== 'number' || endPort === undefined) return [range];
    const single = (first: number, count: number): readonly PolicyPort[] =>
      Array.from({ length: count }, (_, i) => ({ ...rest, port: first + i }));
    const count = endPort - port + 1;
    if (count <= 2 * writtenOut) return single(port, count);
    return [
      ...single(port, writtenOut),
      { ...rest, port: port + writtenOut, endPort: endPort - writtenOut },
      ...single(endPort - writtenOut + 1, writtenOut),
    ];
  });
}

/** A block as the two halves of it, each with those exceptions that lie in it. */
export function blocksHalved(state: State): State {
  return mapPeers(state, peer => {
    const { cidr, except = [] } = peer.ipBlock ?? {};
    const block = cidr === undefined ? undefined : parseBlock(cidr)?.block;
    if (!block || block.span[1] - block.span[0] === 1n) return [peer];
    const [start, end] = block.span;
    const middle = (start + end) / 2n;
    const halves = [...blocksOf(block.family, [start, middle]), ...blocksOf(block.family, [middle, end])];
    return halves.flatMap(half => withExceptions(half, except));
  });
}

function withExceptions(half: Block, except: readonly string[]): readonly Peer[] {
  const read = except.flatMap(text => parseBlock(text)?.block ?? []);
  if (read.some(exception => contains(exception, half))) return [];
  const inside = read.filter(exception => contains(half, exception)).map(formatBlock);
  return [{ ipBlock: { cidr: formatBlock(half), ...(inside.length > 0 && { except: inside }) } }];
}

/** A block with exceptions as the blocks that are left of it: an exception takes nothing from any other peer. */
export function exceptionsWorkedOut(state: State): State {
  return mapPeers(state, peer => {
    const { cidr, except = [] } = peer.ipBlock ?? {};
    const block = cidr === undefined ? undefined : parseBlock(cidr)?.block;
    if (!block || except.length === 0) return [peer];
    const taken = except.flatMap(text => parseBlock(text)?.block ?? []).map(({ span }) => span);
    return subtract([block.span], spansOf(taken))
      .flatMap(span => blocksOf(block.family, span))
      .map(left => ({ ipBlock: { cidr: formatBlock(left) } }));
  });
}

/** A selector as two: those whose label has one of some values, and those whose label has not, or is missing. */
export function selectorsSplitByValue(key: string, values: readonly string[]): (state: State) => State {
  return selectorsSplit([
    { key, operator: 'In', values },
    { key, operator: 'NotIn', values },
  ]);
}

/** A selector as two: those that have a label, and those that have not. */
export function selectorsSplitByPresence(key: string): (state: State) => State {
  return selectorsSplit([
    { key, operator: 'Exists' },
    { key, operator: 'DoesNotExist' },
  ]);
}

function selectorsSplit(
  alternatives: NonNullable<LabelSelector['matchExpressions']>,
): (state: State) => State {
  return state =>
    mapPeers(state, peer => {
      const { podSelector } = peer;
      if (!podSelector && !peer.namespaceSelector) return [peer];
      return alternatives.map(expression => ({
        ...peer,
        podSelector: {
          ...podSelector,
          matchExpressions: [...(podSelector?.matchExpressions ?? []), expression],
        },
      }));
    });
}

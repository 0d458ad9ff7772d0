import { type Address, type Family, families, width } from '../../addresses/address';
import { everything } from '../../addresses/addressSet';
import { blockAround, blocksOf, formatBlock, parseBlock } from '../../addresses/block';
import { allPorts, protocols } from '../../addresses/port';
import { type Span, type Spans, subtract } from '../../addresses/spans';
import { type Cluster, namespaceNameLabel } from '../../cluster/cluster';
import type { Pod } from '../../cluster/pod';
import type { LabelSelector, Peer, PolicyPort } from '../../kubernetes/objects';
import { kinOf, selectorOf } from './kin';
import { type Need, policyPort } from './need';
import type { PlainRule } from './ruleEdits';

/**
 * A selector narrowed so that it no longer means the pods of another one; `nobody` where nobody is left, `undefined` where one
 * label does not tell them.
 */
export function without(
  selector: LabelSelector,
  { matchLabels = {}, matchExpressions }: LabelSelector,
): LabelSelector | 'nobody' | undefined {
  const [only, ...others] = Object.entries(matchLabels);
  if (!only || others.length > 0 || matchExpressions) return undefined;
  const [key, value] = only;
  if (selector.matchLabels?.[key] === value) return 'nobody';
  const expression = { key, operator: 'NotIn' as const, values: [value] };
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), expression] };
}

/** Everybody but the peer of a need: pods here, pods elsewhere, and what is no pod. `undefined` where rules cannot say so. */
export function everyoneBut(
  cluster: Cluster,
  { peer, ranges }: Pick<Need, 'peer' | 'ranges'>,
): readonly Peer[] | undefined {
  if (peer.kind === 'external') return allPodsAnd(outsideBut(peer.address, ranges));
  if (peer.kind !== 'pod') return undefined;
  const { pod } = peer;
  const others = without({}, selectorOf(cluster, pod));
  if (!others || others === 'nobody') return undefined;
  const elsewhere = { key: namespaceNameLabel, operator: 'NotIn' as const, values: [pod.namespace] };
  const here = { matchLabels: { [namespaceNameLabel]: pod.namespace } };
  return [
    { namespaceSelector: here, podSelector: others },
    { namespaceSelector: { matchExpressions: [elsewhere] } },
    ...families.map(family => outside(cluster, pod, family)),
  ];
}

function allPodsAnd(blocks: readonly Peer[] | undefined): readonly Peer[] | undefined {
  return blocks && [{ namespaceSelector: {} }, ...blocks];
}

/** More blocks than anybody wants to read. */
const mostBlocks = 16;

/** Every address but some of one family, as blocks with exceptions or as what is left, whichever is shorter. */
function outsideBut(address: Address, ranges: Spans<bigint> | undefined): readonly Peer[] | undefined {
  const asked = ranges ?? [[address.value, address.value + 1n]];
  const other = families
    .filter(family => family !== address.family)
    .map(family => ({ ipBlock: { cidr: everything[family] } }));
  const whole = parseBlock(everything[address.family])?.block.span;
  const cidrs = (spans: Spans<bigint>): readonly string[] =>
    spans.flatMap(span => blocksOf(address.family, span)).map(formatBlock);
  const [except, left] = [cidrs(asked), cidrs(whole ? subtract([whole], asked) : [])];
  if (Math.min(except.length, left.length) > mostBlocks) return undefined;
  return left.length <= except.length
    ? [...left.map(cidr => ({ ipBlock: { cidr } })), ...other]
    : [{ ipBlock: { cidr: everything[address.family], except } }, ...other];
}

/** Every address but those of a pod and its kin: their own, or all that pods get, where nobody told theirs. */
function outside(cluster: Cluster, pod: Pod, family: Family): Peer {
  const kin = [...kinOf(cluster, pod)];
  const own = kin
    .flatMap(({ addresses }) => addresses)
    .filter(address => address.family === family)
    .map(address => formatBlock(blockAround(address, width[family])));
  const isTold = kin.every(({ addresses }) => addresses.length > 0);
  const ranges = cluster.podRanges.filter(range => parseBlock(range)?.block.family === family);
  const except = isTold ? own : ranges;
  return { ipBlock: { cidr: everything[family], ...(except.length > 0 && { except }) } };
}

/** Rules that allow all but some ports of one protocol from and to a peer. */
export function allBut(cluster: Cluster, need: Need): readonly PlainRule[] | undefined {
  const peers = everyoneBut(cluster, need);
  if (!peers) return undefined;
  return [{ ports: otherPorts(need) }, { peers, ports: [policyPort(need)] }];
}

/** Every port of every protocol but these. */
export function otherPorts(need: Pick<Need, 'protocol' | 'ports'>): readonly PolicyPort[] {
  return protocols.flatMap((protocol): readonly PolicyPort[] =>
    protocol === need.protocol
      ? subtract(allPorts, [need.ports]).map((ports: Span<number>) => policyPort({ protocol, ports }))
      : [{ protocol }],
  );
}

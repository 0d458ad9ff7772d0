import { type Family, families } from '../../addresses/address';
import { everything } from '../../addresses/addressSet';
import { parseBlock } from '../../addresses/block';
import { allPorts, protocols } from '../../addresses/port';
import { type Span, subtract } from '../../addresses/spans';
import { type Cluster, namespaceNameLabel } from '../../cluster/cluster';
import type { Pod } from '../../cluster/pod';
import type { LabelSelector, Peer, PolicyPort } from '../../kubernetes/objects';
import { selectorOf } from './kin';
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

/** Everybody but a pod and its kin: pods here, pods elsewhere, and what is no pod. */
export function everyoneBut(cluster: Cluster, pod: Pod): readonly Peer[] | undefined {
  const others = without({}, selectorOf(cluster, pod));
  if (!others || others === 'nobody') return undefined;
  const elsewhere = { key: namespaceNameLabel, operator: 'NotIn' as const, values: [pod.namespace] };
  const here = { matchLabels: { [namespaceNameLabel]: pod.namespace } };
  return [
    { namespaceSelector: here, podSelector: others },
    { namespaceSelector: { matchExpressions: [elsewhere] } },
    ...families.map(family => outside(cluster, family)),
  ];
}

/** Every address that no pod gets. */
function outside({ podRanges }: Cluster, family: Family): Peer {
  const except = podRanges.filter(range => parseBlock(range)?.block.family === family);
  return { ipBlock: { cidr: everything[family], ...(except.length > 0 && { except }) } };
}

/** Rules that allow all but some ports of one protocol from and to some peer. */
export function allBut(
  { cluster, peer }: { cluster: Cluster; peer: Pod },
  need: Pick<Need, 'protocol' | 'ports'>,
): readonly PlainRule[] | undefined {
  const peers = everyoneBut(cluster, peer);
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

import { formatPorts, protocols } from '../addresses/port';
import type { LabelSelector, Peer, PolicyPort } from '../kubernetes/objects';
import { describeSelector } from '../kubernetes/selector';
import type { PortSets } from './portSets';

/** A peer in words: `pods app=web in namespaces team=blue`, `10.0.0.0/8 except 10.1.0.0/16`. */
export function peerText({ ipBlock, podSelector, namespaceSelector }: Peer): string {
  if (ipBlock) {
    const { cidr, except = [] } = ipBlock;
    return except.length > 0 ? `${cidr} except ${except.join(', ')}` : cidr;
  }
  const pods =
    podSelector && !isEverything(podSelector) ? `pods ${describeSelector(podSelector)}` : 'every pod';
  if (!namespaceSelector) return pods;
  const spaces = isEverything(namespaceSelector)
    ? 'any namespace'
    : `namespaces ${describeSelector(namespaceSelector)}`;
  return `${pods} in ${spaces}`;
}

/** A port of a rule in words: `8080/TCP`, `8000-8999/TCP`, `http/TCP`, `every UDP port`. */
export function portText({ protocol = 'TCP', port, endPort }: PolicyPort): string {
  if (port === undefined) return `every ${protocol} port`;
  return endPort === undefined || endPort === port ? `${port}/${protocol}` : `${port}-${endPort}/${protocol}`;
}

/** Sets of ports in words, protocol by protocol: `80,443/TCP`, `53/UDP`. */
export function portSetTexts(sets: PortSets): readonly string[] {
  return protocols
    .filter(protocol => sets[protocol].length > 0)
    .map(protocol => `${formatPorts(sets[protocol])}/${protocol}`);
}

function isEverything({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

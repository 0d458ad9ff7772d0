import type { Peer, PolicyPort } from '../kubernetes/objects';
import { describeSelector } from '../kubernetes/selector';

/** A peer in words: `pods app=web in namespaces team=blue`, `10.0.0.0/8 except 10.1.0.0/16`. */
export function peerText({ ipBlock, podSelector, namespaceSelector }: Peer): string {
  if (ipBlock) {
    const { cidr, except = [] } = ipBlock;
    return except.length > 0 ? `${cidr} except ${except.join(', ')}` : cidr;
  }
  const pods = podSelector ? `pods ${describeSelector(podSelector)}` : 'every pod';
  return namespaceSelector ? `${pods} in namespaces ${describeSelector(namespaceSelector)}` : pods;
}

/** A port of a rule in words: `8080/TCP`, `8000-8999/TCP`, `http/TCP`, `every UDP port`. */
export function portText({ protocol = 'TCP', port, endPort }: PolicyPort): string {
  if (port === undefined) return `every ${protocol} port`;
  return endPort === undefined || endPort === port ? `${port}/${protocol}` : `${port}-${endPort}/${protocol}`;
}

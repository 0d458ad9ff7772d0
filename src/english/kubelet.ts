import type { Endpoint } from '../cluster/endpoint';
import type { Pod } from '../cluster/pod';
import { list } from './enumeration';
import { Refusal } from './refusal';

/** The kubelet of the node that pods run on, whichever that is. */
export function kubeletOf(pods: readonly Pod[]): Endpoint & { kind: 'node' } {
  const nodes = [...new Set(pods.map(({ node }) => node ?? ''))];
  if (nodes.length > 1)
    throw new Refusal(
      `Each node has a kubelet of its own, and they run on ${list(nodes)}: name one of them.`,
    );
  return { kind: 'node', name: 'the kubelet', node: nodes[0] ?? '', isLocal: true };
}

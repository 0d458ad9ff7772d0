import { type Address, formatAddress } from '../../addresses/address';
import { contains, subtract } from '../../addresses/spans';
import { type Pod, podKey } from '../../cluster/pod';
import { serviceKey } from '../../cluster/service';
import type { CompiledPeer } from '../../policy/compiledPolicy';
import { peerText } from '../../policy/words';
import { selectedBy } from '../../services/endpoints';
import { type LintRule, ofRule } from './finding';
import { type Ground, rulesOf } from './ground';

export type Block = CompiledPeer & { readonly kind: 'block' };

/**
 * Network Policies, "behavior of to and from selectors": ipBlock is meant for addresses outside, and Service addresses are
 * rewritten before policy judges. It is said of addresses that objects give, and not of blocks that hold the pods behind the
 * Service as well.
 */
export const blockCoversService: LintRule = {
  code: 'block-covers-service',
  title: 'an ipBlock with the address of a Service',
  explanation:
    'Policy sees the pod behind a Service, as the address of the Service has been rewritten by then, so that the block opens nothing of it. Name the pods by their labels.',
  yieldsTo: ['selects-nothing'],
  *find(ground) {
    const { cluster, settings } = ground.network;
    if (settings['service-addresses'] === 'judged-first') return;
    for (const { policy, direction, rule, block } of blocksOf(ground))
      for (const service of cluster.services.values()) {
        const address = service.clusterIPs.find(own => isIn(block, own));
        if (!address || isWide(block)) continue;
        const pods = selectedBy(cluster, service);
        if (pods.some(pod => pod.addresses.some(own => isIn(block, own)))) continue;
        const object = peerText(block.source);
        const text = `has ${object} with ${formatAddress(address)}, the address of Service ${serviceKey(service)}, which policy never sees: ${service.selector ? 'name its pods by their labels' : 'name the addresses of its endpoints'}`;
        yield ofRule('block-covers-service', policy, direction, rule, text, object);
        break;
      }
  },
};

/** NetworkPolicyPeer.ipBlock: "pod IPs are ephemeral"; what covers all addresses from 0.0.0.0 on is not about pods. */
export const blockCoversPod: LintRule = {
  code: 'block-covers-pod',
  title: 'an ipBlock with the address of a pod',
  explanation:
    'A pod has another address after it was replaced, and some CNIs match no pod by an ipBlock. Name the pod by its labels, or leave addresses of pods out with except.',
  yieldsTo: ['selects-nothing'],
  *find(ground) {
    for (const { policy, direction, rule, block } of blocksOf(ground)) {
      if (block.span[0] === 0n) continue;
      const [found] = ground.pods.flatMap(pod => givenIn(block, pod).map(address => ({ pod, address })));
      if (!found) continue;
      const object = peerText(block.source);
      const text = `has ${object} with ${formatAddress(found.address)}, the address of pod ${podKey(found.pod)}, which it does not keep: name pods by their labels`;
      yield ofRule('block-covers-pod', policy, direction, rule, text, object);
    }
  },
};

export function* blocksOf(ground: Ground) {
  for (const { policy, direction, rule } of rulesOf(ground.policies))
    for (const peer of rule.peers ?? [])
      if (peer.kind === 'block') yield { policy, direction, rule, block: peer };
}

export function isIn({ family, span, except }: Block, address: Address): boolean {
  return address.family === family && contains(subtract([span], except), address.value);
}

function givenIn(block: Block, pod: Pod): readonly Address[] {
  return pod.hostNetwork ? [] : pod.addresses.filter(address => isIn(block, address));
}

/** Wider than ranges of Services are, 2^20 addresses at most in either family: whole networks, which may be meant. */
function isWide({ span }: Block): boolean {
  return span[1] - span[0] > 1n << 20n;
}

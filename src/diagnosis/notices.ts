import { formatAddress } from '../addresses/address';
import type { Network } from '../dataplane/network';
import { peerText } from '../policy/words';
import { upstreamModel } from '../settings/models';
import { blocksOf, isIn } from './lint/blocks';
import { findingText, type LintCode } from './lint/finding';
import { Ground } from './lint/ground';
import { findingsOf } from './lint/lint';
import { strangeNames } from './lint/ports';
import { serviceNoticesOf } from './serviceNotices';

/** What lint finds that is told without being asked, as it bears on the verdicts of a scenario. */
const told: readonly LintCode[] = ['selects-nothing', 'peer-matches-nothing', 'namespace-matches-nothing'];

/**
 * What is odd about policies and Services without being wrong: the API server takes them, but they do nothing, or less
 * than their author may think.
 */
export function noticesOf(network: Network): readonly string[] {
  const ground = new Ground(network, upstreamModel);
  return [
    ...[...findingsOf(ground, told), ...strangeNames(ground)].map(findingText),
    ...coversAssigned(ground),
    ...serviceNoticesOf(network),
  ];
}

/** An address that was made up here is not the one that the pod has in a cluster. */
function* coversAssigned(ground: Ground): Iterable<string> {
  const { addresses } = ground.network;
  const assigned = ground.pods.filter(pod => addresses.isAssigned(pod));
  for (const { policy, direction, rule, block } of blocksOf(ground)) {
    if (block.span[0] === 0n) continue;
    for (const pod of assigned) {
      const address = addresses.ofPod(pod).find(own => isIn(block, own));
      if (!address) continue;
      yield `${policy.namespace}/${policy.name}, ${direction} rule ${rule.number} has ${peerText(block.source)}, which covers ${formatAddress(address)}, an address that was made up for pod ${pod.namespace}/${pod.name}: list its real one`;
      break;
    }
  }
}

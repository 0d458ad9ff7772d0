import { addressSetOf } from '../addresses/addressSet';
import { parseBlock } from '../addresses/block';
import { subtract } from '../addresses/spans';
import { podKey } from '../cluster/pod';
import { list } from '../english/enumeration';
import { peerText } from '../policy/words';
import type { Scenario } from '../scenario/scenario';
import type { Io } from './io';

/** Where real pods have their addresses: RFC 1918, RFC 6598, RFC 4193. */
const privateAddresses = addressSetOf(
  ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].flatMap(
    text => parseBlock(text)?.block ?? [],
  ),
);

/** Said once, whoever of several it is about. */
export function noteMadeUp(scenarios: readonly Scenario[], io: Io): void {
  const [notice] = scenarios.flatMap(scenario => noticeOf(scenario) ?? []);
  if (notice !== undefined) io.stderr(`${notice}\n`);
}

/**
 * Blocks of private addresses say which pods are meant, if they do, by addresses that manifests without a status do not
 * have. Blocks of the Internet hold no address of a pod, whatever that is.
 */
function noticeOf({ network }: Scenario): string | undefined {
  const { cluster, addresses, policies } = network;
  const unlisted = [...cluster.pods.values()].filter(pod => !pod.hostNetwork && addresses.isAssigned(pod));
  const named = policies.policies.flatMap(({ namespace, name, rules }) =>
    [...(rules.ingress ?? []), ...(rules.egress ?? [])]
      .flatMap(({ peers = [] }) => peers)
      .flatMap(peer =>
        peer.kind === 'block' && subtract([peer.span], privateAddresses[peer.family]).length === 0
          ? [`${namespace}/${name} names ${peerText(peer.source)}`]
          : [],
      ),
  );
  const [first] = unlisted;
  const [block] = named;
  if (!first || block === undefined) return undefined;
  const others = unlisted.length - 1;
  const who = others === 0 ? `pod ${podKey(first)} has` : `pod ${podKey(first)} and ${others} more have`;
  return `Notice: ${block}, and ${who} made-up addresses from ${list(cluster.podRanges)}: list the real ones in status.podIP, as "kubectl get pods -o yaml" prints them.`;
}

import { type Party, podOf } from '../cluster/flow';
import { attempt } from '../dataplane/attempt';
import type { Case } from '../dataplane/cases';
import type { Drop } from '../dataplane/check';
import type { Firewalls } from '../dataplane/firewalls';
import type { Leg } from '../dataplane/leg';
import { type Network, networkOf } from '../dataplane/network';
import type { CompiledPeer, CompiledPolicy, CompiledPort } from '../policy/compiledPolicy';
import type { Model } from '../settings/models';

/** What stops a flow, or would stop it if all before it let it pass. */
export interface Blocker {
  readonly drop: Drop;
  /** The connection that it stops: the one that was asked about, a question for a name, the way in. */
  readonly leg: Leg;
  /** The port of the client, where it stops a reply. */
  readonly isOfReply: boolean;
}

/** More points than any way has. */
const most = 20;

/**
 * Everything that stops a case, in the order in which packets meet it: each point that stops it is opened for this one pod, and
 * the case is tried again. What no rule can open, such as a Service without endpoints, ends the list.
 */
export function blockersOf(network: Network, model: Model, asked: Case): readonly Blocker[] {
  const blockers: Blocker[] = [];
  let tried = network;
  while (blockers.length < most) {
    const { walks, leg } = attempt(tried, model, asked);
    const [drop] = walks.flatMap(({ dropped }) => dropped ?? []);
    if (!drop) break;
    blockers.push({ drop, leg, isOfReply: drop.packet.kind.direction === 'reply' });
    const opened = openedAt(tried, { drop, leg });
    if (!opened) break;
    tried = opened;
  }
  return blockers;
}

/** The network as it would be if nothing stopped these packets there. */
function openedAt(
  network: Network,
  { drop: { check, packet }, leg }: Pick<Blocker, 'drop' | 'leg'>,
): Network | undefined {
  const { cluster, policies, settings, firewalls } = network;
  switch (check.by) {
    case 'policy': {
      const { party, direction } = check.point;
      if (party.kind !== 'pod') return undefined;
      const { namespace, labels } = party.pod;
      const { source, destination, protocol } = check.header ?? packet.header;
      const peer = direction === 'egress' ? destination : source;
      const isReply = packet.kind.direction === 'reply';
      const ports: CompiledPort = { protocol, source: { protocol }, ...(!isReply && { numbers: leg.ports }) };
      const open: CompiledPolicy = {
        namespace,
        name: 'open',
        source: {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'open', namespace },
          spec: { podSelector: {} },
        },
        // Whoever shares the labels shares the object: replicas are opened with it.
        selects: others => others === labels,
        rules: { [direction]: [{ number: 1, peers: [peerAlone(peer)], ports: [ports] }] },
        isStateless: false,
        ports: [ports],
      };
      return networkOf(cluster, [...policies.policies, open], settings, network);
    }
    case 'network ACL':
      return withFirewalls(network, {
        ...firewalls,
        acls: firewalls.acls.filter(({ filter }) => filter !== check.acl),
      });
    case 'security group':
      return withFirewalls(network, {
        ...firewalls,
        groups: firewalls.groups.filter(({ filter }) => !check.groups.includes(filter)),
      });
    case 'dataplane':
    case 'kube-proxy':
      return undefined;
  }
}

/** A peer of a rule that is this party. */
function peerAlone(party: Party): CompiledPeer {
  const pod = podOf(party);
  if (pod && !pod.hostNetwork)
    return { kind: 'pods', source: {}, pods: labels => labels === pod.labels, namespaces: () => true };
  const { family, value } = party.address;
  return { kind: 'block', source: {}, family, span: [value, value + 1n], except: [] };
}

function withFirewalls(network: Network, firewalls: Firewalls): Network {
  return networkOf(network.cluster, network.policies.policies, network.settings, { ...network, firewalls });
}

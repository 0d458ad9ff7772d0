import type { Pod } from '../../cluster/pod';
import type { CompiledPolicy, CompiledRule } from '../../policy/compiledPolicy';
import { peerText } from '../../policy/words';
import { ephemeralPorts } from '../../settings/ephemeralPorts';
import { models } from '../../settings/models';
import { type LintRule, ofRule } from './finding';
import { type Ground, podsText, someOf } from './ground';
import { needlessText, openedBy, reaches, reachesFromOutside } from './opened';

/**
 * Network Policies, "the two sorts of pod isolation": replies of connections that are allowed are allowed implicitly. A rule that
 * only lets a server answer its clients is told by its ports, which are the clients' own, or by being the mirror of an ingress
 * rule: all ports, to nobody but those who may connect, none of whom admits the server.
 */
export const superfluousReplyRule: LintRule = {
  code: 'superfluous-reply-rule',
  title: 'an egress rule that is there for replies alone',
  explanation:
    'Upstream Kubernetes tracks connections, so that replies need no rule. This one lets the server open connections of its own to its clients. Delete it, unless the cluster remembers no connection.',
  yieldsTo: ['selects-nothing', 'peer-matches-nothing'],
  *find(ground) {
    const { request, later } = models[ground.model];
    // Where every packet is judged, or none, it is no matter of replies.
    if (later.length > 0 || request.length === 0) return;
    for (const policy of ground.policies)
      for (const rule of policy.rules.egress ?? []) {
        if (!isForReplies(ground, policy, rule)) continue;
        const opens = openedBy(ground, policy, rule);
        const clients = rule.peers ? someOf(rule.peers.map(({ source }) => peerText(source))) : 'anyone';
        const isAskedFor = models[ground.model].reply.length > 0;
        const right = isAskedFor
          ? `; the ${ground.model} model alone asks for it: on a real cluster, delete it`
          : ': delete it';
        const text = `only lets ${podsText(ground.selected(policy))} answer ${clients}, which needs no rule upstream${right}, as ${needlessText(opens)}`;
        yield { ...ofRule('superfluous-reply-rule', policy, 'egress', rule, text), opens };
      }
  },
};

/** Whether the rule lets servers answer, and nobody is likely to want anything else of it. */
export function isForReplies(ground: Ground, policy: CompiledPolicy, rule: CompiledRule): boolean {
  const isMemoryless = ground.network.settings['acl-stateless'] === 'honoured' && policy.isStateless;
  const servers = oneOfEach(ground, ground.selected(policy));
  if (isMemoryless || servers.length === 0) return false;
  if (isOfClients(rule)) return isServing(ground, servers, policy, rule);
  return isEveryPort(rule) && isMirror(ground, servers, policy, rule);
}

/** Only ports that clients take: of ranges beyond the privileged ones, a part of what Linux takes at least. */
function isOfClients({ ports = [] }: CompiledRule): boolean {
  const [low, high] = ephemeralPorts;
  return (
    ports.length > 0 &&
    ports.every(
      ({ numbers: [first, end] = [0, 0] }) =>
        first >= 1024 && end - first >= smallestRange && first < high && end > low,
    )
  );
}

/** Whoever writes a few numbers means servers. */
const smallestRange = 1000;

function isEveryPort({ ports }: CompiledRule): boolean {
  return !ports || ports.every(({ name, numbers }) => name === undefined && !numbers);
}

/** Somebody whom the rule names may connect to one of them. */
function isServing(
  ground: Ground,
  servers: readonly Pod[],
  policy: CompiledPolicy,
  { peers }: CompiledRule,
): boolean {
  const clients = peers ? peers.flatMap(peer => ground.matched(policy, peer)) : ground.pods;
  const isOutside = !peers || peers.some(({ kind }) => kind === 'block');
  return servers.some(
    server =>
      oneOfEach(ground, clients).some(client => client !== server && reaches(ground, client, server)) ||
      (isOutside && reachesFromOutside(ground, server)),
  );
}

function isMirror(
  ground: Ground,
  servers: readonly Pod[],
  policy: CompiledPolicy,
  { peers = [] }: CompiledRule,
): boolean {
  if (peers.some(peer => peer.kind === 'block' || ground.mayBeUntold(peer))) return false;
  const clients = oneOfEach(
    ground,
    peers.flatMap(peer => ground.matched(policy, peer)),
  );
  return (
    clients.length > 0 &&
    servers.every(server =>
      clients.every(
        client => client !== server && admits(ground, server, client) && !admits(ground, client, server),
      ),
    )
  );
}

/** An ingress rule of the one names the other. */
function admits(ground: Ground, pod: Pod, other: Pod): boolean {
  return ground.network.policies
    .isolating(pod, 'ingress')
    .some(policy =>
      policy.rules.ingress?.some(({ peers }) => peers?.some(peer => ground.isPeer(policy, peer, other))),
    );
}

/** One pod of each class that no rule tells apart. */
function oneOfEach({ pairs }: Ground, pods: readonly Pod[]): readonly Pod[] {
  return [...new Map(pods.map(pod => [pairs.classOf(pod), pod])).values()];
}

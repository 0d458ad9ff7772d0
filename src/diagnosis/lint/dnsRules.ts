import type { Pod } from '../../cluster/pod';
import type { CompiledRule } from '../../policy/compiledPolicy';
import { type Dns, dnsIn, isForDns, mayAsk, opensDns } from './dns';
import { type LintRule, ofPolicy, ofRule } from './finding';
import { type Ground, podsText } from './ground';
import { isForReplies } from './replies';

/**
 * Network Policies, "default deny all egress traffic": DNS is shut off like everything else. It is said of pods that have a rule to
 * reach somebody, whom clients call by name, and not of single addresses, of replies, or of pods that reach nobody.
 */
export const egressWithoutDns: LintRule = {
  code: 'egress-without-dns',
  title: 'egress that is open to somebody, and not to DNS',
  explanation:
    'Clients look names up before they connect, and egress policy counts for that as well. Open port 53 over UDP and TCP to the DNS server of the cluster.',
  yieldsTo: ['selects-nothing'],
  *find(ground) {
    const dns = dnsIn(ground);
    const said = new Set<Pod>();
    for (const policy of ground.policies) {
      const wanting = (policy.rules.egress ?? []).some(
        rule => !isForDns(rule, dns) && !isOneAddress(rule) && !isForReplies(ground, policy, rule),
      );
      if (!wanting) continue;
      const pods = isolatedPods(ground, dns, ground.selected(policy)).filter(
        pod => !said.has(pod) && !mayAsk(ground, dns, pod, 'UDP'),
      );
      for (const pod of pods) said.add(pod);
      if (pods.length === 0) continue;
      yield ofPolicy(
        'egress-without-dns',
        policy,
        `opens egress for ${podsText(pods)} and not for DNS, so that no name is found: open ${dnsPlace(dns)}`,
      );
    }
  },
};

/** RFC 7766: an answer that does not fit is truncated, and asked for again over TCP. */
export const dnsOverUdpOnly: LintRule = {
  code: 'dns-over-udp-only',
  title: 'DNS over UDP and not over TCP',
  explanation:
    'An answer that does not fit into a datagram comes truncated, and the client asks again over TCP. Open port 53 over TCP as well.',
  yieldsTo: ['selects-nothing'],
  *find(ground) {
    const dns = dnsIn(ground);
    for (const policy of ground.policies) {
      const cut = isolatedPods(ground, dns, ground.selected(policy)).filter(
        pod => !mayAsk(ground, dns, pod, 'TCP'),
      );
      if (cut.length === 0) continue;
      for (const rule of policy.rules.egress ?? [])
        if (opensDns(ground, dns, policy, rule, 'UDP'))
          yield ofRule(
            'dns-over-udp-only',
            policy,
            'egress',
            rule,
            `lets ${podsText(cut)} ask DNS over UDP alone: add TCP, over which truncated answers are asked for again`,
          );
    }
  },
};

/** The DNS servers themselves ask somebody else. */
function isolatedPods({ network }: Ground, dns: Dns, pods: readonly Pod[]): readonly Pod[] {
  return pods.filter(pod => !dns.pods.includes(pod) && network.policies.isolating(pod, 'egress').length > 0);
}

/** Addresses are written for want of a name. */
function isOneAddress({ peers = [] }: CompiledRule): boolean {
  return peers.length > 0 && peers.every(peer => peer.kind === 'block' && peer.span[1] - peer.span[0] === 1n);
}

function dnsPlace({ ports }: Dns): string {
  const [number = 53] = [...ports.UDP].filter(port => typeof port === 'number');
  return `port ${number} over UDP and TCP to namespace kube-system`;
}

import type { Address } from '../../addresses/address';
import { notTheInternet } from '../../addresses/addressSet';
import { parseBlock } from '../../addresses/block';
import type { Protocol } from '../../addresses/port';
import { contains, intersect } from '../../addresses/spans';
import { namespaceLabels, systemNamespace } from '../../cluster/cluster';
import { dnsOf } from '../../cluster/dns';
import { type Pod, portsOf } from '../../cluster/pod';
import type { CompiledPeer, CompiledPolicy, CompiledPort, CompiledRule } from '../../policy/compiledPolicy';
import { selectedBy, targetOn } from '../../services/endpoints';
import { isIn } from './blocks';
import type { Ground } from './ground';

const dnsPort = 53;

/** The DNS server of the cluster as far as objects tell of it: its pods and where they listen, and the cache of each node. */
export interface Dns {
  readonly pods: readonly Pod[];
  readonly ports: Readonly<Record<'TCP' | 'UDP', ReadonlySet<number | string>>>;
  readonly cache?: Address;
}

export function dnsIn({ network: { cluster } }: Ground): Dns {
  const dns = dnsOf(cluster);
  const service = dns && cluster.services.get(dns.service);
  const pods = service ? selectedBy(cluster, service) : [];
  const portsFor = (protocol: Protocol): ReadonlySet<number | string> => {
    const targets = pods.flatMap(pod =>
      (service?.ports ?? [])
        .filter(port => port.protocol === protocol && port.port === dnsPort)
        .flatMap(port => targetOn(pod, port) ?? []),
    );
    const numbers = targets.length > 0 ? targets : [dnsPort];
    const names = pods
      .flatMap(portsOf)
      .filter(own => own.protocol === protocol && numbers.includes(own.port))
      .flatMap(({ name }) => name ?? []);
    return new Set<number | string>([...numbers, ...(pods.length > 0 ? names : ['dns', 'dns-tcp'])]);
  };
  return {
    pods,
    ports: { TCP: portsFor('TCP'), UDP: portsFor('UDP') },
    ...(dns?.nodeCache && { cache: dns.nodeCache }),
  };
}

/** Whether egress policy lets the pod ask over a protocol. */
export function mayAsk(ground: Ground, dns: Dns, pod: Pod, protocol: 'TCP' | 'UDP'): boolean {
  const policies = ground.network.policies.isolating(pod, 'egress');
  return (
    policies.length === 0 ||
    policies.some(policy => policy.rules.egress?.some(rule => opensDns(ground, dns, policy, rule, protocol)))
  );
}

/** Whether the rule lets somebody ask. Where nobody told of the server, one that names port 53 is taken at its word. */
export function opensDns(
  ground: Ground,
  dns: Dns,
  policy: CompiledPolicy,
  rule: CompiledRule,
  protocol: 'TCP' | 'UDP',
): boolean {
  const covering = (rule.ports ?? []).filter(port => coversDns(port, dns, protocol));
  if (rule.ports && covering.length === 0) return false;
  if (!rule.peers) return true;
  const isNamed = covering.some(isDnsAlone);
  return rule.peers.some(peer => leadsToDns(ground, dns, policy, peer, isNamed));
}

/** Whether a rule is about DNS and nothing else. */
export function isForDns({ ports = [] }: CompiledRule, dns: Dns): boolean {
  return (
    ports.length > 0 &&
    ports.every(port => isDnsAlone(port) && (coversDns(port, dns, 'UDP') || coversDns(port, dns, 'TCP')))
  );
}

function coversDns({ protocol, name, numbers }: CompiledPort, dns: Dns, wanted: 'TCP' | 'UDP'): boolean {
  if (protocol !== wanted) return false;
  if (name !== undefined) return dns.ports[wanted].has(name);
  return (
    !numbers || [...dns.ports[wanted]].some(port => typeof port === 'number' && contains([numbers], port))
  );
}

function isDnsAlone({ name, numbers }: CompiledPort): boolean {
  return name !== undefined || (numbers !== undefined && numbers[1] - numbers[0] === 1);
}

function leadsToDns(
  ground: Ground,
  dns: Dns,
  policy: CompiledPolicy,
  peer: CompiledPeer,
  isNamed: boolean,
): boolean {
  if (peer.kind === 'block') {
    if (dns.cache && isIn(peer, dns.cache)) return true;
    const given = dns.pods.flatMap(pod => pod.addresses);
    if (given.length > 0) return given.some(address => isIn(peer, address));
    return isNamed || isPrivate(peer);
  }
  if (dns.pods.length > 0) return dns.pods.some(pod => ground.isPeer(policy, peer, pod));
  if (isNamed) return true;
  const { cluster } = ground.network;
  return peer.namespaces?.(namespaceLabels(cluster, systemNamespace)) ?? policy.namespace === systemNamespace;
}

/** Some of it may be in the cluster. */
function isPrivate({ family, span }: CompiledPeer & { readonly kind: 'block' }): boolean {
  return notTheInternet[family].some(text => {
    const block = parseBlock(text)?.block;
    return block !== undefined && intersect([block.span], [span]).length > 0;
  });
}

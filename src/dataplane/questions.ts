import { type Address, addressKey, formatAddress } from '../addresses/address';
import type { Protocol } from '../addresses/port';
import { defaultDns, dnsOf } from '../cluster/dns';
import type { Endpoint } from '../cluster/endpoint';
import { nodeOf, type Party, podOf } from '../cluster/flow';
import { ownerOf } from '../cluster/owner';
import type { Service } from '../cluster/service';
import { isFound } from '../dns/dnsAnswer';
import { asksCluster, type Lookup, type Query } from '../dns/lookup';
import type { ResolvConf } from '../dns/resolvConf';
import { partyOf } from './candidates';
import { nodeParty } from './doors';
import type { Leg, Purpose } from './leg';
import type { Network } from './network';
import { legsThrough } from './throughServices';

const dnsPort = 53;

/** Every way for a client to ask for a name, connection by connection; none where nobody is there to be asked. */
export function waysToAsk(
  network: Network,
  client: Party,
  conf: ResolvConf,
  lookup: Lookup,
): readonly (readonly Leg[])[] {
  const { services } = network.cluster;
  const dns = dnsOf(network.cluster);
  if (!dns) return [];
  if (!asksCluster(network, conf)) {
    const servers = typeof conf.asks === 'string' ? [dns.forwarder] : conf.asks.slice(0, 1);
    return servers
      .flatMap(server => questionsTo(network, client, server, 'DNS'))
      .map(question => askedFully(network, lookup, question));
  }
  const service = services.get(dns.service);
  if (!service) return [];
  if (dns.nodeCache) return askedOfCache(network, client, dns.nodeCache, service, lookup);
  return questionsThrough(network, client, service, 'UDP', 'DNS').map(question => {
    const { destination } = question;
    return [
      ...askedFully(network, lookup, question),
      ...(hangsOn(lookup, ({ forwarded }) => forwarded) && destination.kind !== 'service'
        ? questionsTo(network, destination, dns.forwarder, 'forwarded DNS')
        : []),
    ];
  });
}

/**
 * NodeLocal DNSCache: the pod asks its own node, which asks the DNS pods about the cluster's names over TCP, and the
 * forwarder about others itself (nodelocaldns.yaml, `force_tcp`).
 */
function askedOfCache(
  network: Network,
  client: Party,
  cache: Address,
  service: Service,
  lookup: Lookup,
): readonly (readonly Leg[])[] {
  const source = inFamilyOf(network, client, cache);
  if (!source) return [];
  const name = nodeOf(client);
  const destination: Party = {
    kind: 'node',
    address: cache,
    isLocal: true,
    isUntracked: true,
    ...(name !== undefined && { node: name }),
  };
  const question: Leg = {
    source,
    destination,
    protocol: 'UDP',
    ports: [dnsPort, dnsPort + 1],
    purpose: 'DNS',
  };
  const questions = askedFully(network, lookup, question);
  const node = nodeParty(network, name ?? '', cache.family);
  const asksOn = hangsOn(lookup, ({ forwarded }) => !forwarded);
  const onwards = node && asksOn ? questionsThrough(network, node, service, 'TCP', 'forwarded DNS') : [];
  return onwards.length === 0 ? [questions] : onwards.map(onward => [...questions, onward]);
}

function questionsThrough(
  network: Network,
  client: Party,
  service: Service,
  protocol: Protocol,
  purpose: Purpose,
): readonly Leg[] {
  const [address] = network.addresses.ofService(service);
  const asker = address && inFamilyOf(network, client, address);
  if (!asker) return [];
  const ports = { kind: 'numbers', protocol, span: [dnsPort, dnsPort + 1] } as const;
  return legsThrough(network, asker, { service }, ports).map(leg => ({ ...leg, purpose }));
}

function questionsTo(network: Network, client: Party, server: Address, purpose: Purpose): readonly Leg[] {
  const owner = ownerOf(network.cluster, server);
  if (owner.kind === 'service') return questionsThrough(network, client, owner.service, 'UDP', purpose);
  const source = inFamilyOf(network, client, server);
  if (!source) return [];
  return [
    {
      source,
      destination: partyAt(network, owner, server),
      protocol: 'UDP',
      ports: [dnsPort, dnsPort + 1],
      purpose,
    },
  ];
}

function partyAt(network: Network, owner: Endpoint, address: Address): Party {
  const [pod] = owner.kind === 'pods' ? owner.pods : [];
  if (pod) return partyOf(network, pod, address);
  if (owner.kind === 'node') return { kind: 'node', node: owner.node, address };
  const isForwarder = addressKey(address) === addressKey(defaultDns.forwarder);
  return {
    kind: 'external',
    name: isForwarder ? 'the upstream resolver' : formatAddress(address),
    address,
  };
}

/** The same client, a pod or a node, at its address of a family, if it has one. */
function inFamilyOf(network: Network, client: Party, { family }: Address): Party | undefined {
  if (client.address.family === family) return client;
  const pod = podOf(client);
  if (!pod) return nodeParty(network, nodeOf(client) ?? '', family);
  const address = network.addresses.ofPod(pod).find(known => known.family === family);
  return address && partyOf(network, pod, address);
}

/** A question, and the same over TCP where the answer does not fit into a datagram. */
function askedFully(network: Network, { queries }: Lookup, question: Leg): readonly Leg[] {
  const isTruncated = queries.some(({ truncated }) => truncated);
  return isTruncated ? [question, overTcp(network, question)] : [question];
}

/**
 * Whether a lookup comes to nothing without the questions of a kind: the one that found the name; where none did, any. A
 * resolver goes on to the next name after SERVFAIL (res_search in resolv/res_query.c).
 */
function hangsOn({ queries, result }: Lookup, isOfKind: (query: Query) => boolean): boolean {
  return (isFound(result) ? queries.slice(-1) : queries).some(isOfKind);
}

/** The same question again, to the same server; nobody answers it where the Service has no such port. */
function overTcp(network: Network, question: Leg): Leg {
  const { source, destination, translation } = question;
  const again: Leg = { ...question, protocol: 'TCP', purpose: 'DNS over TCP' };
  if (!translation) return again;
  const { service, dialled } = translation;
  return (
    questionsThrough(network, source, service, 'TCP', 'DNS over TCP').find(
      leg => addressKey(leg.destination.address) === addressKey(destination.address),
    ) ?? {
      ...again,
      destination: dialled,
      translation: { service, dialled, port: dnsPort, deadEnd: 'no such Service' },
    }
  );
}

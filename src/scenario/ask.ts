import { addressKey, families, formatAddress } from '../addresses/address';
import type { AddressSet } from '../addresses/addressSet';
import { contains } from '../addresses/spans';
import { namespacesOf } from '../cluster/cluster';
import { dnsOf } from '../cluster/dns';
import type { Endpoint } from '../cluster/endpoint';
import { ownerOf } from '../cluster/owner';
import { podKey } from '../cluster/pod';
import { serviceKey } from '../cluster/service';
import type { Answer } from '../dataplane/answer';
import { candidatesOf } from '../dataplane/candidates';
import type { Question } from '../dataplane/cases';
import { noFirewalls } from '../dataplane/firewalls';
import type { Network } from '../dataplane/network';
import { resolutionsOf } from '../dataplane/resolutions';
import { madeUpNotices } from '../diagnosis/madeUp';
import { unplacedNotices } from '../diagnosis/serviceNotices';
import { list } from '../english/enumeration';
import { readBlock } from '../english/inventory';
import { instead, Refusal } from '../english/refusal';
import { servicePortText } from '../english/servicePorts';
import { verdictText } from '../report/verdict';
import { whyEmpty } from '../services/emptiness';
import type { ModelName } from '../settings/models';
import { noteDepartures } from './cniNotes';
import { refuseTwoSubnets, refuseUnknownGroups } from './firewalls';
import { attachPackets } from './packets';
import type { Scenario } from './scenario';
import { flowOf } from './summary';
import { count } from './tally';

/** A question that nobody can be asked: there are no two parties, or they share no address family. */
export class NothingToTry extends Refusal {}

/** Asks the backend, counts the verdict, and refuses a question that would be answered without having been tried. */
export async function ask(
  scenario: Scenario,
  question: Question,
  model?: ModelName,
  flow: string = flowOf(question),
): Promise<Answer> {
  refuseIdle(scenario, question);
  scenario.noticeState();
  const answer = await scenario.backend.attempt(scenario.network, model ?? scenario.state.model, question);
  const { network } = scenario;
  const { cases } = answer;
  if (cases.length === 0) throw new NothingToTry(nothingToTry(scenario, question));
  for (const text of [...madeUpNotices(network, cases), ...unplacedNotices(network, cases)])
    scenario.notice(text);
  noteDepartures(scenario, cases);
  count(answer);
  tell(scenario, flow, answer);
  return answer;
}

/** Puts the verdict into the report; the packets too, where it shows everything. */
function tell(scenario: Scenario, flow: string, answer: Answer): void {
  const { edge, names, report } = scenario;
  const { cases, kind, model, upstream } = answer;
  if (edge.tell)
    edge.tell({
      flow,
      verdict: verdictText(names, answer),
      kind,
      model,
      ...(upstream && { upstream: verdictText(names, { cases: upstream }) }),
    });
  const [first] = cases;
  if (first && report === 'everything') attachPackets(scenario, first, model);
}

/** Refuses what no pod takes part in, or what is not there. */
export function refuseIdle(scenario: Scenario, { source, destination }: Question): void {
  const flow = `${source.name} → ${destination.name}`;
  const { firewalls } = scenario.state;
  if (source.kind === 'external' && destination.kind === 'external' && firewalls === noFirewalls)
    throw new Refusal(
      `${flow} passes no pod: NetworkPolicy is enforced at pods, so there is nothing to ask.`,
    );
  if (source.kind === 'external' && destination.kind === 'name')
    throw new Refusal(
      `${source.name} resolves no name of the cluster: ask for a web address that an Ingress or route is for, or let a pod ask.`,
    );
  if (destination.kind === 'name') refuseWithoutDns(scenario, destination);
  refuseEmptyNamespace(scenario);
  refuseUnknownGroups(scenario);
  refuseTwoSubnets(scenario);
  for (const endpoint of [source, destination]) {
    if (endpoint.kind === 'pods') refuseWithoutAddress(scenario, endpoint);
    else if (endpoint.kind === 'external') refuseOwned(scenario, endpoint);
  }
}

/** A namespace that a scenario sets exists by being listed, or by a pod or a policy in it. */
function refuseEmptyNamespace({ state }: Scenario): void {
  const { namespace, cluster, policies } = state;
  if (namespace === undefined || cluster.namespaces.has(namespace)) return;
  for (const pod of cluster.pods.values()) if (pod.namespace === namespace) return;
  for (const { metadata } of policies.values()) if (metadata.namespace === namespace) return;
  throw new Refusal(`There is no namespace "${namespace}". ${instead(namespace, namespacesOf(cluster))}`);
}

/** Who asks for a name asks somebody. */
function refuseWithoutDns(
  { state: { cluster } }: Scenario,
  { name, host }: { readonly name: string; readonly host: string },
): void {
  const dns = dnsOf(cluster);
  if (!dns)
    throw new Refusal(
      `Nobody resolves ${name}, as the cluster has no DNS: write "Given kube-dns", give the Service kube-system/kube-dns and its pods with the manifests, or name the Service: service/${host.split('.')[0]}:80.`,
    );
  const service = cluster.services.get(dns.service);
  if (!service) throw new Refusal(`Nobody resolves ${name}: the Service ${dns.service} does not exist.`);
  const isAsked = service.ports.some(({ port, protocol }) => port === 53 && protocol === 'UDP');
  if (service.headless || service.type === 'ExternalName' || !isAsked)
    throw new Refusal(
      `Nobody resolves ${name}: pods ask the Service ${dns.service} on port 53/UDP at its cluster IP, and it has ${isAsked ? 'none' : 'no such port'}.`,
    );
}

function refuseWithoutAddress({ network, state }: Scenario, { pods }: Endpoint & { kind: 'pods' }): void {
  const homeless = pods.find(pod => network.addresses.ofPod(pod).length === 0);
  if (homeless)
    throw new Refusal(
      `Pod ${podKey(homeless)} has no address: ${state.cluster.podRanges.join(' and ')} has too few for all pods.`,
    );
}

/** An address outside is outside: that of a pod would be asked as somebody else's. */
function refuseOwned(scenario: Scenario, { name, addresses }: Endpoint & { kind: 'external' }): void {
  const { network } = scenario;
  refuseUnallocated(scenario, addresses);
  const singles = new Set(
    families.flatMap(family =>
      addresses[family].flatMap(([start, end]) =>
        end - start === 1n ? addressKey({ family, value: start }) : [],
      ),
    ),
  );
  for (const pod of network.cluster.pods.values())
    for (const address of pod.addresses) {
      if (singles.has(addressKey(address)))
        throw new Refusal(
          `${name} has the address of pod ${podKey(pod)}, ${formatAddress(address)}: name the pod.`,
        );
      if (contains(addresses[address.family], address.value))
        scenario.notice(
          `${name} covers the address of pod ${podKey(pod)}, ${formatAddress(address)}, and stands for what is outside`,
        );
    }
}

/** An address that only a Service could have, and that none has, is a slip rather than a host outside. */
function refuseUnallocated({ state: { cluster }, network }: Scenario, addresses: AddressSet): void {
  if (cluster.services.size === 0) return;
  for (const range of cluster.serviceRanges) {
    const { family, span } = readBlock(range);
    const [single] = addresses[family].filter(
      ([first, end]) => end - first === 1n && contains([span], first),
    );
    if (!single || ownerOf(cluster, { family, value: single[0] }).kind !== 'external') continue;
    const known = [...cluster.services.values()].flatMap(service =>
      network.addresses
        .ofService(service)
        .map(address => `service/${serviceKey(service)} ${formatAddress(address)}`),
    );
    throw new Refusal(
      `${formatAddress({ family, value: single[0] })} is of ${range}, where Services get their addresses, and none has it. There are: ${list(known)}.`,
    );
  }
}

export function nothingToTry({ network }: Scenario, { source, destination, ports }: Question): string {
  if (destination.kind === 'service') {
    const { service, name } = destination;
    const reason = whyEmpty(network, service);
    if (service.headless && reason) return `${name} has no endpoint to ask: ${reason}.`;
    const isDialled =
      destination.address &&
      network.addresses.ofService(service).some(known => known.value === destination.address?.value);
    if (source.kind === 'external' && isDialled && service.type !== 'ClusterIP')
      return `${name} is the cluster IP of service/${serviceKey(service)}: nobody routes it from outside. Clients there dial its load balancer or a node's port.`;
    if (source.kind === 'external' && service.type === 'ClusterIP' && service.externalIPs.length === 0)
      return `${name} is of type ${service.type}: nobody outside the cluster reaches it. Only NodePort, LoadBalancer and external IPs are for clients outside.`;
  }
  if (destination.kind === 'name') return noSuchPort(network, { source, destination, ports });
  if (destination.kind === 'pods' && destination.pods.length === 0)
    return `${destination.name} has no pod to ask.`;
  if (ports.kind === 'name') return `${destination.name} has no port ${ports.name} to try.`;
  return `${source.name} → ${destination.name} has nothing to try: the two have no address family in common.`;
}

/** What a name leads to, and the ports that it has. */
function noSuchPort(network: Network, { source, destination, ports }: Question): string {
  const [from] = candidatesOf(network, source);
  const host = destination.kind === 'name' ? destination.host : '';
  const found = from ? resolutionsOf(network, from.party, host).flatMap(({ target }) => target ?? []) : [];
  const services = found.flatMap(target => (target.kind === 'service' ? [target.service] : []));
  const wanted = ports.kind === 'numbers' ? ` ${ports.span[0]}/${ports.protocol}` : '';
  const [service] = services;
  if (!service)
    return `${source.name} → ${destination.name} has nothing to try: the two have no address family in common.`;
  return `${destination.name}: the Service ${service.name} has no port${wanted}. It has ${list(service.ports.map(servicePortText)) || 'none'}.`;
}

import { addressKey } from '../addresses/address';
import type { Flow, Translation } from '../cluster/flow';
import { type Service, serviceKey } from '../cluster/service';
import { doorOfNode } from '../dataplane/doors';
import type { Leg } from '../dataplane/leg';
import type { Network } from '../dataplane/network';
import { legsBehind, legsThrough } from '../dataplane/throughServices';

/**
 * A flow as the rules of the moment translate it: to the same endpoint where it is still one, else to another. Rules are
 * asked for the first packet of an entry alone (`nf_nat_setup_info`), so whoever asks has none.
 */
export function retranslated(network: Network, flow: Flow): Flow {
  const { translation } = flow;
  if (!translation) return flow;
  const legs = legsNow(network, flow, translation);
  const same = legs.find(leg => isSameEnd(leg, flow));
  const leg = same ?? legs[0];
  if (!leg) return lost(flow, translation);
  if (same && sameRewriting(leg.translation, translation)) return flow;
  return {
    ...flow,
    destination: leg.destination,
    destinationPort: leg.ports[0],
    ...(leg.translation && { translation: leg.translation }),
  };
}

/**
 * A UDP connection whose endpoint serves no more: kube-proxy deletes its entries, while those of TCP stay
 * (pkg/proxy/conntrack/cleanup.go, CleanStaleEntries).
 */
export function isAbandoned(network: Network, flow: Flow): boolean {
  if (flow.protocol !== 'UDP' || !flow.translation) return false;
  return !legsNow(network, flow, flow.translation).some(leg => isSameEnd(leg, flow));
}

function legsNow(network: Network, flow: Flow, { service: before, dialled, port, gateway }: Translation) {
  const service = network.cluster.services.get(serviceKey(before));
  if (!service) return [];
  const { protocol, source } = flow;
  if (dialled.kind === 'node' && gateway) {
    const found = service.ports.find(known => known.nodePort === port && known.protocol === protocol);
    return found
      ? legsBehind(network, source, service, found, doorOfNode(gateway, source, service, port))
      : [];
  }
  const { address } = dialled;
  if (!hasAddress(network, service, addressKey(address))) return [];
  return legsThrough(
    network,
    source,
    { service, address },
    { kind: 'numbers', protocol, span: [port, port + 1] },
  );
}

function hasAddress({ addresses }: Network, service: Service, key: string): boolean {
  return [...addresses.ofService(service), ...addresses.ofBalancer(service)].map(addressKey).includes(key);
}

function isSameEnd(leg: Leg, { destination, destinationPort }: Flow): boolean {
  return (
    addressKey(leg.destination.address) === addressKey(destination.address) &&
    leg.ports[0] === destinationPort
  );
}

function sameRewriting(now: Translation | undefined, before: Translation): boolean {
  const mask = (translation: Translation | undefined) =>
    translation?.masquerade && addressKey(translation.masquerade.address);
  return now?.deadEnd === before.deadEnd && mask(now) === mask(before);
}

/** Nobody has the address any more. */
function lost(flow: Flow, { service, dialled, port, gateway }: Translation): Flow {
  return {
    ...flow,
    destination: { kind: 'service', service, address: dialled.address },
    destinationPort: port,
    translation: { service, dialled, port, deadEnd: 'no such Service', ...(gateway && { gateway }) },
  };
}

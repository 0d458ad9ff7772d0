import type { Endpoint } from '../cluster/endpoint';
import { type Party, podOf } from '../cluster/flow';
import { ownerOf, ownersIn } from '../cluster/owner';
import type { DnsAnswer } from '../dns/dnsAnswer';
import { type Lookup, lookUp } from '../dns/lookup';
import { nodeResolvConf, resolvConfOf } from '../dns/resolvConf';
import { endpointsAt } from '../services/backingEndpoints';
import type { Leg } from './leg';
import type { Network } from './network';
import { waysToAsk } from './questions';

/** One way for a client to resolve a name, and one thing that the name may lead it to. */
export interface Resolution {
  readonly lookup: Lookup;
  /** Connections that a lookup takes; the last of them is apart, as it always is there. */
  readonly before: readonly Leg[];
  readonly last: Leg;
  /** Absent: nothing was found. */
  readonly target?: Endpoint;
}

/**
 * All names that are asked for one after the other take the same way, so each connection stands for all of them: to the
 * server over UDP, over TCP where an answer is too long (RFC 7766), and on from the server to the one that it forwards to.
 */
export function resolutionsOf(network: Network, client: Party, host: string): readonly Resolution[] {
  const pod = podOf(client);
  const conf = pod ? resolvConfOf(pod) : nodeResolvConf;
  const lookup = lookUp(network, conf, host);
  const targets = targetsOf(network, lookup.result, client, host);
  return waysToAsk(network, client, conf, lookup).flatMap(legs => {
    const last = legs.at(-1);
    if (!last) return [];
    const before = legs.slice(0, -1);
    return targets.length === 0
      ? [{ lookup, before, last }]
      : targets.map(target => ({ lookup, before, last, target }));
  });
}

function targetsOf(network: Network, answer: DnsAnswer, client: Party, host: string): readonly Endpoint[] {
  switch (answer.kind) {
    case 'service':
      return [{ kind: 'service', name: host, service: answer.service }];
    case 'backings':
      return endpointsAt(
        network,
        answer.backings.filter(({ address }) => address.family === client.address.family),
        host,
      );
    case 'addresses':
      return answer.addresses.map(address => ownerOf(network.cluster, address));
    case 'outside':
      return ownersIn(network.cluster, { kind: 'external', ...answer.endpoint });
    case 'alias':
    case 'NXDOMAIN':
    case 'NODATA':
      return [];
  }
}

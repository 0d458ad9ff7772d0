import { formatAddress } from '../../addresses/address';
import { formatPorts, protocols } from '../../addresses/port';
import { isEvery, type PortSets } from '../../policy/portSets';
import type { Reach } from '../../reachability/answers';
import type { ConnectionEnd } from '../../reachability/connectionList';

/** `shop/web[Deployment]`, `10.0.0.0-10.255.255.255`. */
export function endText(end: ConnectionEnd): string {
  if (end.kind === 'workload') return end.workload.name;
  const { family, addresses } = end;
  const [first, last] = [addresses[0], addresses[1] - 1n].map(value => formatAddress({ family, value }));
  return `${first}-${last}`;
}

/** `TCP 80,443-445,UDP 53`; `All Connections`; nothing for no port. */
export function portsText(sets: PortSets): string {
  if (isEvery(sets)) return 'All Connections';
  return protocols
    .filter(protocol => sets[protocol].length > 0)
    .map(protocol => `${protocol} ${formatPorts(sets[protocol])}`)
    .join(',');
}

/** What can be relied on, and after it what depends on the port of the client. */
export function reachText({ succeeds, unreliable }: Reach): string {
  const [sure, unsure] = [portsText(succeeds), portsText(unreliable)];
  return unsure === '' ? sure : `${sure}${sure === '' ? '' : ' '}(unreliable: ${unsure})`;
}

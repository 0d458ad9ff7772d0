import { allPorts, type Protocol, protocols } from '../addresses/port';
import { intersect, type Spans, subtract, union } from '../addresses/spans';

/** For each protocol, destination ports. */
export type PortSets = Readonly<Record<Protocol, Spans<number>>>;

export const everyPort: PortSets = { TCP: allPorts, UDP: allPorts, SCTP: allPorts };

export function portSets(of: (protocol: Protocol) => Spans<number>): PortSets {
  const [tcp, udp, sctp] = protocols;
  return { TCP: of(tcp), UDP: of(udp), SCTP: of(sctp) };
}

export const noPort: PortSets = portSets(() => []);

/** What is in `a` and not in `b`. */
export function minus(a: PortSets, b: PortSets): PortSets {
  return portSets(protocol => subtract(a[protocol], b[protocol]));
}

export function together(a: PortSets, b: PortSets): PortSets {
  return portSets(protocol => union(a[protocol], b[protocol]));
}

export function common(a: PortSets, b: PortSets): PortSets {
  return portSets(protocol => (b[protocol] === allPorts ? a[protocol] : intersect(a[protocol], b[protocol])));
}

export function isEmpty(sets: PortSets): boolean {
  return protocols.every(protocol => sets[protocol].length === 0);
}

/** Whether a set leaves out no port of a protocol, or of any. */
export function isEvery(sets: PortSets, protocol?: Protocol): boolean {
  const asked = protocol ? [protocol] : protocols;
  return asked.every(each => subtract(everyPort[each], sets[each]).length === 0);
}

import { parseAddress } from '../addresses/address';
import { type Span, spansOf, subtract } from '../addresses/spans';
import type { Endpoint } from '../cluster/endpoint';
import { portsOf } from '../cluster/pod';
import { type Service, serviceKey } from '../cluster/service';
import type { Question } from '../dataplane/cases';
import { portsOfService } from '../dataplane/throughServices';
import { nodePorts } from '../settings/nodePorts';
import { resolveEndpoint } from './endpoint';
import { list } from './enumeration';
import { readFlow, type WrittenFlow } from './flow';
import { kubeletOf } from './kubelet';
import type { WrittenPort } from './port';
import { instead, Refusal } from './refusal';
import { servicePortText } from './servicePorts';
import { siteAt } from './site';
import { isKubelet } from './slips';
import type { Surroundings } from './surroundings';
import { readUrl } from './url';

/** Reads a flow and looks its names up. */
export function readQuestion(text: string, surroundings: Surroundings): Question {
  const written = readFlow(text);
  // A pod may be called kubelet, but not "the kubelet".
  const isPod = [...surroundings.cluster.pods.values()].some(({ name }) => name === written.source);
  if (isKubelet(written.source) && !isPod) {
    const destination = destinationOf(written, surroundings);
    if (destination.kind !== 'pods')
      throw new Refusal(`The kubelet probes pods of its node, and ${destination.name} is none.`);
    return questionOf(kubeletOf(destination.pods), destination, written.port);
  }
  const source = resolveEndpoint(written.source, surroundings);
  if (source.kind === 'service' || source.kind === 'name')
    throw new Refusal(`${source.name} sends nothing by itself: name the pods that do.`);
  const { url } = written;
  const isOutside = source.kind === 'external' && url !== undefined && !parseAddress(url.host);
  const destination = isOutside
    ? siteAt(written.destination, url, surroundings)
    : destinationOf(written, surroundings);
  if (destination.kind === 'node') knownNodePort(destination.name, written.port, surroundings);
  if (destination.kind === 'name') knownRange(destination, written.port, surroundings);
  return questionOf(source, destination, written.port);
}

/** Once Services have ports on nodes, one that none has is a slip rather than some process of the node's. */
function knownNodePort(name: string, port: WrittenPort | undefined, { cluster }: Surroundings): void {
  if (port?.kind !== 'numbers' || port.span[1] - port.span[0] !== 1) return;
  const [wanted] = port.span;
  if (wanted < nodePorts.first || wanted > nodePorts.last) return;
  const known = [...cluster.services.values()].flatMap(service =>
    service.ports.flatMap(({ nodePort, protocol }) =>
      nodePort === undefined ? [] : [{ nodePort, protocol, service }],
    ),
  );
  if (known.length === 0) return;
  if (known.some(({ nodePort, protocol }) => nodePort === wanted && protocol === port.protocol)) return;
  const ports = known.map(
    ({ nodePort, protocol, service }) => `${nodePort}/${protocol} of service/${serviceKey(service)}`,
  );
  throw new Refusal(`${name}: no Service has the node port ${portText(port)}. There are: ${list(ports)}.`);
}

/** A destination by itself; the port of a URL is left to others. */
export function destinationNamed(text: string, surroundings: Surroundings): Endpoint {
  const url = readUrl(text);
  return destinationOf({ source: '', destination: text, ...(url && { url }) }, surroundings);
}

function destinationOf({ url, destination, port }: WrittenFlow, surroundings: Surroundings): Endpoint {
  if (!url) return resolveEndpoint(destination, surroundings, { ...(port && { port }) });
  if (parseAddress(url.host)) return { ...resolveEndpoint(url.host, surroundings), name: destination };
  return { kind: 'name', name: destination, host: url.host };
}

export function questionOf(source: Endpoint, destination: Endpoint, port: WrittenPort | undefined): Question {
  const ports = port ?? ({ kind: 'listening' } as const);
  if (destination.kind === 'service') knownServicePort(destination, port);
  else if (port?.kind === 'name') knownPortName(destination, port);
  return { source, destination, ports };
}

/** A Service answers on its own ports only; a headless one is no more than a name, so that any port may be dialled. */
function knownServicePort(
  { name, service }: Endpoint & { kind: 'service' },
  port: WrittenPort | undefined,
): void {
  if (service.type === 'ExternalName')
    throw new Refusal(
      `${name} is of type ExternalName: it is an alias of ${service.externalName}, without an address; write http://${service.name}.`,
    );
  if (!port) {
    if (service.ports.length > 0) return;
    throw new Refusal(
      `${name} is headless and names no port, and neither does the flow: write the one to dial, as in ${name}:8080.`,
    );
  }
  if (service.headless && port.kind === 'numbers') return;
  const lacking = lackingPorts(service, port);
  if (lacking === '') return;
  throw new Refusal(
    `${name} has no ${lacking}: it has ${list(service.ports.map(servicePortText)) || 'none'}.`,
  );
}

/** `port 81`, `ports 81-90 and 95/UDP`: what of a port or a range a Service does not have; empty where it has all. */
function lackingPorts(service: Service, port: WrittenPort): string {
  const found = portsOfService(service, port);
  if (port.kind === 'name') return found.length > 0 ? '' : `port ${port.name}`;
  const { protocol } = port;
  const known = found.map(({ port: number }): Span<number> => [number, number + 1]);
  const lacking = subtract([port.span], spansOf(known));
  const texts = lacking.map(span => portText({ kind: 'numbers', protocol, span }));
  const isOne = lacking.length === 1 && lacking.every(([first, end]) => end - first === 1);
  return texts.length === 0 ? '' : `${isOne ? 'port' : 'ports'} ${list(texts)}`;
}

/** Of a range that is asked of a Service by its name, no port may go unasked either. */
function knownRange(
  { name, host }: Endpoint & { kind: 'name' },
  port: WrittenPort | undefined,
  { cluster }: Surroundings,
): void {
  if (port?.kind !== 'numbers' || port.span[1] - port.span[0] === 1) return;
  const [first, namespace] = host.split('.');
  const service = cluster.services.get(`${namespace}/${first}`);
  if (service && service.type !== 'ExternalName') knownServicePort({ kind: 'service', name, service }, port);
}

function portText({ span: [first, end], protocol }: WrittenPort & { kind: 'numbers' }): string {
  const numbers = end - first === 1 ? `${first}` : `${first}-${end - 1}`;
  return protocol === 'TCP' ? numbers : `${numbers}/${protocol}`;
}

/** A port name must stand in the destination's list of ports, for the protocol asked. */
function knownPortName(destination: Endpoint, { name, protocol }: WrittenPort & { kind: 'name' }): void {
  const pods = destination.kind === 'pods' ? destination.pods : [];
  const lacking = pods.filter(
    pod => !portsOf(pod).some(port => port.name === name && port.protocol === protocol),
  );
  if (pods.length > 0 && lacking.length === 0) return;
  const [first] = lacking;
  if (first && lacking.length < pods.length)
    throw new Refusal(`Not every pod of ${destination.name} has a port "${name}": ${first.name} has none.`);
  const ports = pods.flatMap(portsOf);
  const named = ports.filter(port => port.name !== undefined);
  const other = named.find(port => port.name === name);
  if (other)
    throw new Refusal(
      `${destination.name} has no port "${name}" of ${protocol}: it is ${other.port}/${other.protocol}. Write :${name}/${other.protocol}.`,
    );
  throw new Refusal(
    `${destination.name} has no port "${name}". ${instead(
      name,
      named.flatMap(port => port.name ?? []),
    )}`,
  );
}

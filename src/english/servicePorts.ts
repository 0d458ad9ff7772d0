import { type Protocol, protocols } from '../addresses/port';
import type { Service, ServicePort, ServiceType } from '../cluster/service';
import { dnsLabelProblems, portNameProblems } from '../kubernetes/names';
import { nodePorts } from '../settings/nodePorts';
import { list } from './enumeration';
import { readPort, readProtocol } from './port';
import { Refusal } from './refusal';
import { inRow, listed } from './table';

/** A headless Service is of type ClusterIP in the API, and something else to whoever asks for it. */
export type Kind = ServiceType | 'headless';

/** The cell `ports`: several are separated by commas. */
export function readServicePorts(cell: string, kind: Kind): readonly ServicePort[] {
  const texts = listed(cell);
  const ports = texts.map(text => readServicePort(text, kind));
  if (ports.length === 0 && kind !== 'headless' && kind !== 'ExternalName')
    throw new Refusal('a Service needs a port, unless it is headless: write one in the cell "ports".');
  const alike = repeated(ports.map(({ port, protocol }) => `${port}/${protocol}`));
  if (alike !== undefined) throw new Refusal(`"${cell}" names the port ${alike} twice.`);
  // Where there are several, the API wants a name for each; a table need not.
  const named = ports.length > 1 ? ports.map(withName) : ports;
  const sameName = repeated(named.flatMap(({ name }) => name ?? []));
  if (sameName !== undefined) throw new Refusal(`"${cell}" has two ports with the name ${sameName}.`);
  return named;
}

/** As messages write one: `80`, `53/UDP`, `80 (→ 8080)`, `80 (http → web)`. */
export function servicePortText({ name, port, protocol, targetPort }: ServicePort): string {
  const number = protocol === 'TCP' ? `${port}` : `${port}/${protocol}`;
  const details = [
    ...(name === undefined ? [] : [name]),
    ...(targetPort === port ? [] : [`→ ${targetPort}`]),
  ];
  return details.length === 0 ? number : `${number} (${details.join(' ')})`;
}

function withName(port: ServicePort): ServicePort {
  return { name: `${port.port}-${port.protocol.toLowerCase()}`, ...port };
}

const portForm =
  /^(?:(?<name>[^=]*?)\s*=\s*)?(?<port>\d+)(?:\/(?<first>\w+))?\s*(?:(?:→|->|=>)\s*(?<target>[\w-]+)(?:\/(?<second>\w+))?\s*)?(?:\bon\s+node\s*port\s+(?<node>\d+)(?:\/(?<third>\w+))?)?$/i;

/** `80`, `http=80 → web`, `53 → 5353/UDP`, `80 → 8080 on node port 30080`. */
function readServicePort(text: string, kind: Kind): ServicePort {
  const parts = portForm.exec(text)?.groups;
  if (!parts)
    throw new Refusal(
      `"${text}" is no port of a Service: write 80, 80 → 8080, http=80 → web, 53 → 5353/UDP or 80 → 8080 on node port 30080.`,
    );
  const { name, port: number = '', target, node } = parts;
  const port = readNumber(number);
  const targetPort = target === undefined ? port : readTarget(target);
  if (kind === 'ExternalName' && targetPort !== port)
    throw new Refusal(
      `"${text}": a Service with an external name is an alias, which leaves the port as it is.`,
    );
  return {
    ...(name !== undefined && { name: readServicePortName(name, text) }),
    protocol: readOnlyProtocol([parts.first, parts.second, parts.third], text),
    port,
    targetPort,
    ...(node !== undefined && { nodePort: readNodePort(node, text, kind) }),
  };
}

function readNumber(text: string): number {
  const written = readPort(text);
  if (written.kind === 'name') throw new Refusal(`"${text}" is no port number.`);
  return written.span[0];
}

function readTarget(text: string): number | string {
  if (/^\d+$/.test(text)) return readNumber(text);
  const [problem] = portNameProblems(text);
  if (problem !== undefined) throw new Refusal(`"${text}" is no name of a container port: it ${problem}.`);
  return text;
}

function readServicePortName(name: string, text: string): string {
  const [problem] = dnsLabelProblems(name);
  if (problem === undefined) return name;
  throw new Refusal(
    `"${text}": "${name}" is no name for a port: names have lower-case letters, digits and hyphens, with a letter or digit at both ends.`,
  );
}

/** A port of a Service has one protocol, on both sides of the arrow, so it may stand behind either. */
function readOnlyProtocol(places: readonly (string | undefined)[], text: string): Protocol {
  const [written = protocols[0], ...more] = places.filter(place => place !== undefined).map(readProtocol);
  if (more.some(other => other !== written))
    throw new Refusal(`"${text}" names ${list([written, ...more])}: a port of a Service has one protocol.`);
  return written;
}

function hasNodePorts(kind: Kind): boolean {
  return kind === 'NodePort' || kind === 'LoadBalancer';
}

function readNodePort(node: string, text: string, kind: Kind): number {
  if (!hasNodePorts(kind))
    throw new Refusal(`"${text}": only a Service of type NodePort or LoadBalancer has node ports.`);
  const port = Number(node);
  if (port >= nodePorts.first && port <= nodePorts.last) return port;
  throw new Refusal(`"${text}": a node port lies between ${nodePorts.first} and ${nodePorts.last}.`);
}

/** A node port is of one port of one Service; each Service stands in a row of the sentence. */
export function refuseTakenNodePorts(
  sentence: string,
  rows: readonly { readonly number: number }[],
  services: readonly Service[],
): void {
  const takenBy = new Map<string, string>();
  for (const [i, { name, ports }] of services.entries())
    inRow(sentence, { number: rows[i]?.number ?? i + 1 }, () => {
      for (const { nodePort, protocol } of ports) {
        if (nodePort === undefined) continue;
        const key = `${nodePort}/${protocol}`;
        const other = takenBy.get(key);
        if (other !== undefined) throw new Refusal(`the node port ${key} is taken by ${other} already.`);
        takenBy.set(key, name);
      }
    });
}

function repeated(texts: readonly string[]): string | undefined {
  return texts.find((text, i) => texts.indexOf(text) !== i);
}

import type { Endpoint } from '../cluster/endpoint';
import { portsOf } from '../cluster/pod';
import type { Question } from '../dataplane/cases';
import { resolveEndpoint, type Surroundings } from './endpoint';
import { readFlow } from './flow';
import type { WrittenPort } from './port';
import { instead, Refusal } from './refusal';

/** Reads a flow and looks its names up. */
export function readQuestion(text: string, surroundings: Surroundings): Question {
  const { source, destination, port } = readFlow(text);
  return questionOf(resolveEndpoint(source, surroundings), resolveEndpoint(destination, surroundings), port);
}

export function questionOf(source: Endpoint, destination: Endpoint, port: WrittenPort | undefined): Question {
  if (port?.kind === 'name') knownPortName(destination, port);
  return { source, destination, ports: port ?? { kind: 'listening' } };
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

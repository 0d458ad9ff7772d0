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
  const ports = destination.kind === 'pods' ? destination.pods.flatMap(portsOf) : [];
  if (ports.some(port => port.name === name && port.protocol === protocol)) return;
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

import { addressKey, parseAddress } from '../addresses/address';
import { contains } from '../addresses/spans';
import { type Endpoint, isParty } from '../cluster/endpoint';
import type { Flow, Translation } from '../cluster/flow';
import { serviceKey } from '../cluster/service';
import type { Connection } from '../connections/connection';
import { resolveEndpoint } from './endpoint';
import { readFlow } from './flow';
import { Refusal } from './refusal';
import type { Surroundings } from './surroundings';

const open = 'open one first, for instance: When frontend opens a connection to backend:8080';

/**
 * `the connection` is the one opened last; `the connection frontend → backend:8080`, and with the client's port
 * `the connection frontend:40000 → backend:8080`, is the only one of its kind, or the last one from its port.
 */
export function findConnection(
  text: string,
  connections: readonly Connection[],
  surroundings: Surroundings,
  nameOf: (connection: Connection) => string,
): Connection {
  const [, written = ''] = /^the connection(?:\s+(.+))?$/i.exec(text.trim()) ?? [];
  const latest = connections.at(-1);
  if (!latest) throw new Refusal(`There is no connection: ${open}.`);
  if (written === '') return latest;
  const found = matching(written, connections, surroundings);
  const last = found.at(-1);
  if (!last)
    throw new Refusal(`There is no connection ${written}. There are: ${connections.map(nameOf).join(', ')}.`);
  if (found.some(({ flow }) => flow.sourcePort !== last.flow.sourcePort))
    throw new Refusal(`"${text}" could be ${found.map(nameOf).join(' or ')}: write the client's port.`);
  return last;
}

/** Connections that an endpoint takes part in, in order of opening, and on which side. */
export function connectionsOf(
  endpoint: Endpoint,
  connections: readonly Connection[],
): readonly { connection: Connection; side: 'original' | 'reply' }[] {
  return connections.flatMap(connection =>
    (['original', 'reply'] as const)
      .filter(side => isParty(endpoint, connection.party(side)))
      .map(side => ({ connection, side })),
  );
}

/** Whoever stands at the end of a connection, or the Service that was dialled. */
function isTarget(to: Endpoint, { destination, translation }: Flow): boolean {
  if (to.kind === 'service')
    return (
      translation !== undefined &&
      serviceKey(translation.service) === serviceKey(to.service) &&
      isDialled(to, translation)
    );
  if (to.kind === 'node' && translation) return isParty(to, translation.dialled);
  return isParty(to, destination);
}

/** Where an address was written: that one alone. */
function isDialled({ address }: Endpoint & { kind: 'service' }, { dialled }: Translation): boolean {
  return address === undefined || addressKey(address) === addressKey(dialled.address);
}

function portOf(to: Endpoint, { destinationPort, translation }: Flow): number {
  return translation && to.kind !== 'pods' ? translation.port : destinationPort;
}

function matching(
  written: string,
  connections: readonly Connection[],
  surroundings: Surroundings,
): readonly Connection[] {
  const [, client = '', port, rest = ''] = /^(.+?)(?::(\d+))?\s*((?:→|->|=>).*)$/.exec(written) ?? [];
  if (rest === '') throw new Refusal(`"${written}" names no connection: write source → destination:port.`);
  const isAddress = parseAddress(`${client}:${port}`) !== undefined;
  const {
    source,
    destination,
    port: asked,
  } = readFlow(`${isAddress ? `${client}:${port}` : client} ${rest}`);
  const [from, to] = [resolveEndpoint(source, surroundings), resolveEndpoint(destination, surroundings)];
  return connections.filter(
    ({ flow }) =>
      isParty(from, flow.source) &&
      isTarget(to, flow) &&
      (port === undefined || isAddress || flow.sourcePort === Number(port)) &&
      (asked?.kind !== 'numbers' ||
        (asked.protocol === flow.protocol && contains([asked.span], portOf(to, flow)))),
  );
}

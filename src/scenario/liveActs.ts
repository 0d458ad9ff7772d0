import type { Protocol } from '../addresses/port';
import type { Connection } from '../connections/connection';
import type { LiveNetwork } from '../connections/liveNetwork';
import { connectionsOf, findConnection } from '../english/connectionName';
import { resolveEndpoint } from '../english/endpoint';
import { Refusal } from '../english/refusal';
import type { Scenario } from './scenario';

/** Marks where the packets of the next sentence begin, in every network. */
export function mark(scenario: Scenario): void {
  if (scenario.isLive) scenario.lives.each(live => live.mark());
}

export function connectionNamed(scenario: Scenario, name: string): Connection {
  const connections = scenario.isLive ? scenario.lives.under(scenario.state.model).connections : [];
  return findConnection(name, connections, scenario.surroundings, connection =>
    scenario.names.connection(connection),
  );
}

export function connectionNumbered(live: LiveNetwork, number: number): Connection {
  const connection = live.connections[number - 1];
  if (!connection) throw new Error(`no connection ${number}`);
  return connection;
}

/** Does something in every network; the packets of it are the last ones from then on. */
export function act(scenario: Scenario, deed: (live: LiveNetwork) => void): void {
  scenario.noticeState();
  scenario.noteDeed();
  mark(scenario);
  scenario.lives.each(deed);
}

/** Which connection a sender means, and on which side of it the sender is. */
export function sideOf(
  scenario: Scenario,
  sender: string,
  name = 'the connection',
): { number: number; side: 'original' | 'reply'; protocol: Protocol } {
  const endpoint = resolveEndpoint(sender, scenario.surroundings);
  const named = connectionNamed(scenario, name);
  const isLast = name.trim().toLowerCase() === 'the connection';
  const { connections } = scenario.lives.under(scenario.state.model);
  const found = connectionsOf(endpoint, isLast ? connections : [named]).at(-1);
  if (!found)
    throw new Refusal(
      `${sender} has no part in ${isLast ? 'any connection' : name}. There are: ${connections
        .map(connection => scenario.names.connection(connection))
        .join(', ')}.`,
    );
  const { connection, side } = found;
  return { number: connection.number, side, protocol: connection.flow.protocol };
}

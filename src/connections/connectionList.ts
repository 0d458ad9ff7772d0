import { dialledTuple, type Headers } from '../dataplane/wire';
import { Connection } from './connection';

/** Connections in the order in which they were opened, numbered from 1. */
export class ConnectionList {
  readonly all: Connection[] = [];
  readonly #latest = new Map<string, Connection>();

  add(headers: Headers, client: Connection['client'], server: Connection['server']): Connection {
    const connection = new Connection(this.all.length + 1, headers, client, server);
    this.all.push(connection);
    this.#latest.set(keyOf(headers), connection);
    return connection;
  }

  /** The connection that was last opened with these headers. */
  latestOf(headers: Headers): Connection | undefined {
    return this.#latest.get(keyOf(headers));
  }
}

function keyOf(headers: Headers): string {
  const { protocol, source, sourcePort, destination, destinationPort } = dialledTuple(headers);
  return [protocol, source, sourcePort, destination, destinationPort].join();
}

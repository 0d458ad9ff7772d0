import type { Address } from '../addresses/address';
import { type Flow, reversed } from '../cluster/flow';
import { type ConnectionState, lifecycle, type TupleDirection } from './lifecycle';

/** A tracked connection, known by the flow of the packet that opened it. */
export interface Connection {
  readonly original: Flow;
  readonly state: ConnectionState;
}

/** What the table says of a packet on its way in. */
export interface Tracked {
  readonly connection: Connection;
  readonly direction: TupleDirection;
}

/**
 * The connections that a node knows. A packet is looked up on its way in and confirmed on its way out: one that
 * is dropped in between leaves nothing (Linux nf_conntrack_core.c, `__nf_conntrack_confirm`).
 */
export class ConnectionTable {
  readonly #connections = new Map<string, Connection>();

  get size(): number {
    return this.#connections.size;
  }

  lookUp(packet: Flow): Tracked | undefined {
    const original = this.#connections.get(tupleOf(packet));
    if (original) return { connection: original, direction: 'original' };
    const answered = this.#connections.get(tupleOf(reversed(packet)));
    return answered && { connection: answered, direction: 'reply' };
  }

  /** Records that a packet passed its last enforcement point; returns the connection as it stands now. */
  confirm(packet: Flow): Connection {
    const { connection, direction } = this.lookUp(packet) ?? {
      connection: { original: packet, state: 'unreplied' as const },
      direction: 'original' as const,
    };
    const { original, state } = connection;
    const next = { original, state: lifecycle[original.protocol][state][direction] };
    this.#connections.set(tupleOf(original), next);
    return next;
  }

  /** Forgets a connection, as a RST before any other answer makes the kernel do. */
  forget(packet: Flow): void {
    const tracked = this.lookUp(packet);
    if (tracked) this.#connections.delete(tupleOf(tracked.connection.original));
  }
}

function tupleOf({ protocol, source, sourcePort, destination, destinationPort }: Flow): string {
  return `${protocol} ${text(source.address)}:${sourcePort} ${text(destination.address)}:${destinationPort}`;
}

function text({ family, value }: Address): string {
  return `${family} ${value}`;
}

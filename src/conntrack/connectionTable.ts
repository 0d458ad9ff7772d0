import type { Flow } from '../cluster/flow';
import { type ConnectionState, lifecycle, type TupleDirection } from './lifecycle';
import type { Tuple } from './tuple';

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
  /** By the key of the opener's tuple. */
  readonly #connections = new Map<string, Connection>();

  get size(): number {
    return this.#connections.size;
  }

  lookUp({ key, answerKey }: Tuple): Tracked | undefined {
    const opened = this.#connections.get(key);
    if (opened) return { connection: opened, direction: 'original' };
    const answered = this.#connections.get(answerKey);
    return answered && { connection: answered, direction: 'reply' };
  }

  /** Records that a packet passed its last enforcement point. */
  confirm(packet: Tuple): void {
    const tracked = this.lookUp(packet);
    if (!tracked) {
      this.#connections.set(packet.key, { original: packet.flow, state: 'unreplied' });
      return;
    }
    const { connection, direction } = tracked;
    const state = lifecycle[connection.original.protocol][connection.state][direction];
    if (state !== connection.state)
      this.#connections.set(keyOf(packet, direction), { original: connection.original, state });
  }

  /** Forgets a connection, as a RST before any other answer makes the kernel do. */
  forget(packet: Tuple): void {
    const tracked = this.lookUp(packet);
    if (tracked) this.#connections.delete(keyOf(packet, tracked.direction));
  }
}

function keyOf({ key, answerKey }: Tuple, direction: TupleDirection): string {
  return direction === 'original' ? key : answerKey;
}

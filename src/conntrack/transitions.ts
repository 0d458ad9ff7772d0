import { type DirectionIndex, type TupleDirection, tupleDirections } from './direction';

/** Not a state: the packet is INVALID and changes nothing (`IV`). */
export const INVALID = 255;
/** Not a state: the packet passes and changes nothing (`IG`). */
export const IGNORED = 254;

/**
 * A state machine written as the kernel writes it: for each direction a table with the states before in its first
 * line and then a line for each packet.
 */
export class Transitions {
  readonly #cells: Uint8Array;
  readonly #rows: number;
  readonly #states: number;

  /** The packets in the order of their numbers; the tables have the states in the order of theirs. */
  constructor(packets: readonly string[], tables: Readonly<Record<TupleDirection, string>>) {
    const read = tupleDirections.map(direction => readTable(packets, tables[direction]));
    this.#rows = packets.length;
    this.#states = read[0]?.[0]?.length ?? 0;
    this.#cells = Uint8Array.from(read.flat(2));
  }

  /** A state, INVALID or IGNORED. */
  after(direction: DirectionIndex, packet: number, state: number): number {
    return this.#cells[(direction * this.#rows + packet) * this.#states + state] ?? INVALID;
  }
}

function readTable(packets: readonly string[], text: string): readonly (readonly number[])[] {
  const [states = [], ...lines] = text
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/));
  const cells = new Map(lines.map(([packet = '', ...line]) => [packet, line]));
  return packets.map(packet => {
    const line = cells.get(packet) ?? [];
    if (line.length !== states.length) throw new Error(`The table has no full line for ${packet}.`);
    return line.map(cell => numberOf(cell, states));
  });
}

function numberOf(cell: string, states: readonly string[]): number {
  if (cell === 'IV') return INVALID;
  if (cell === 'IG') return IGNORED;
  const state = states.indexOf(cell);
  if (state < 0) throw new Error(`The table has no state ${cell}.`);
  return state;
}

import { protocols } from '../../addresses/port';
import type { PortSets } from '../../policy/portSets';
import type { Reach } from '../../reachability/answers';

/** As RFC 4180 has it, every cell in quotes. */
export function csv(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  return [columns, ...rows].map(cells => `${cells.map(quoted).join(',')}\n`).join('');
}

export function markdown(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, columns.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |\n`).join('');
}

/** Ports by protocol as ranges of which both ends belong to them. */
export function jsonReach({ succeeds, unreliable }: Reach): {
  readonly ports: object;
  readonly unreliable: object;
} {
  return { ports: jsonPorts(succeeds), unreliable: jsonPorts(unreliable) };
}

export function jsonPorts(sets: PortSets): object {
  const some = protocols.filter(protocol => sets[protocol].length > 0);
  return Object.fromEntries(
    some.map(protocol => [protocol, sets[protocol].map(([start, end]) => [start, end - 1])]),
  );
}

import type { ConnectionEnd } from '../../reachability/connectionList';

interface Pair {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
}

/** By where they begin, then by where they end: addresses first, in their order, then workloads by name. */
export function inOrder(a: Pair, b: Pair): number {
  return compared(a.from, b.from) || compared(a.to, b.to);
}

function compared(a: ConnectionEnd, b: ConnectionEnd): number {
  if (a.kind === 'workload' && b.kind === 'workload') return ascending(a.workload.name, b.workload.name);
  if (a.kind === 'workload' || b.kind === 'workload') return a.kind === 'workload' ? 1 : -1;
  return ascending(a.family, b.family) || ascending(a.addresses[0], b.addresses[0]);
}

function ascending<Value extends string | bigint>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { Connection, Status } from '../connections/connection';
import type { Sent } from '../connections/sent';
import { dropOf } from '../dataplane/check';
import type { Network } from '../dataplane/network';
import { columns } from './columns';
import type { Names } from './names';
import { packetRows } from './trace';

export const statusWords: Readonly<Record<Status, string>> = {
  open: 'is open',
  hanging: 'hangs',
  refused: 'was refused',
  unreachable: 'found no route to host',
  'half-closed': 'is half-closed',
  'half-open': 'is half-open: one end has lost it, and the other does not know yet',
  closed: 'is closed',
  reset: 'was reset',
  'timed out': 'timed out',
};

export const mostPackets = 8;

/** The last packets of a connection with their times and what the tracker and each point made of them. */
export function historyText(network: Network, names: Names, { history, flow }: Connection): string {
  const shown = history.slice(-mostPackets);
  const earlier = history.length - shown.length;
  const rows = shown.flatMap(({ at, packet, answered }) =>
    packetRows(network, names, packet, [flow.sourcePort, flow.sourcePort + 1]).map((row, i) => [
      i === 0 ? timeText(at) : '',
      ...row,
      ...(i === 0 && answered ? [`answered by ${answered.packet}`] : []),
    ]),
  );
  const more = earlier > 0 ? [`  ${earlier} earlier packet${earlier > 1 ? 's' : ''}`] : [];
  return [...more, columns(rows)].join('\n');
}

/** `passes`, `dropped at backend egress`, `answered by ICMP port unreachable at backend egress`. */
export function outcomeOf(names: Names, { packet, answered }: Sent): string {
  const drop = dropOf(packet);
  if (!drop) return 'passes';
  return `${answered ? 'rejected' : 'dropped'} at ${names.point(drop.at)}`;
}

/** `0 s`, `1.5 s`, `7200 s`. */
export function timeText(milliseconds: number): string {
  return `${Math.round(milliseconds) / 1000} s`;
}

import { protocols } from '../../addresses/port';
import type { PortSets } from '../../policy/allowedPorts';
import type { Connection } from '../../reachability/connectionList';
import type { ModelName } from '../../settings/models';
import { connectionsDot } from './dot';
import { endText, portsText, reachText } from './words';

/** A list of connections as a text that ends with a new line, or is empty. */
type Format = (connections: readonly Connection[], model: ModelName) => string;

export const connectionFormats = {
  text: connections =>
    connections.map(each => `${endText(each.from)} => ${endText(each.to)} : ${reachText(each)}\n`).join(''),
  json: (connections, model) =>
    `${JSON.stringify({ model, connections: connections.map(jsonOf) }, undefined, 2)}\n`,
  csv: connections =>
    [['from', 'to', 'ports', 'unreliable'], ...connections.map(cellsOf)]
      .map(cells => `${cells.map(cell => `"${cell}"`).join(',')}\n`)
      .join(''),
  markdown: connections =>
    [['from', 'to', 'ports', 'unreliable'], ['---', '---', '---', '---'], ...connections.map(cellsOf)]
      .map(cells => `| ${cells.join(' | ')} |\n`)
      .join(''),
  dot: connectionsDot,
} as const satisfies Record<string, Format>;

function cellsOf({ from, to, reach }: Connection): readonly string[] {
  return [endText(from), endText(to), portsText(reach.succeeds), portsText(reach.unreliable)];
}

function jsonOf({ from, to, reach }: Connection): object {
  return {
    from: endText(from),
    to: endText(to),
    ports: jsonPorts(reach.succeeds),
    unreliable: jsonPorts(reach.unreliable),
  };
}

/** Both ends of a range belong to it. */
function jsonPorts(sets: PortSets): object {
  const some = protocols.filter(protocol => sets[protocol].length > 0);
  return Object.fromEntries(
    some.map(protocol => [protocol, sets[protocol].map(([start, end]) => [start, end - 1])]),
  );
}

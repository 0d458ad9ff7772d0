import type { Connection } from '../../reachability/connectionList';
import type { ModelName } from '../../settings/models';
import { connectionsDot } from './dot';
import { csv, jsonReach, markdown } from './notations';
import { endText, portsText, reachText } from './words';

/** A list of connections as a text that ends with a new line, or is empty. */
type Format = (connections: readonly Connection[], model: ModelName) => string;

export const connectionFormats = {
  text: connections =>
    connections
      .map(each => `${endText(each.from)} => ${endText(each.to)} : ${reachText(each.reach)}\n`)
      .join(''),
  json: (connections, model) =>
    `${JSON.stringify({ model, connections: connections.map(jsonOf) }, undefined, 2)}\n`,
  csv: connections => csv(columns, connections.map(cellsOf)),
  markdown: connections => markdown(columns, connections.map(cellsOf)),
  dot: connectionsDot,
} as const satisfies Record<string, Format>;

const columns = ['from', 'to', 'ports', 'unreliable'];

function cellsOf({ from, to, reach }: Connection): readonly string[] {
  return [endText(from), endText(to), portsText(reach.succeeds), portsText(reach.unreliable)];
}

function jsonOf({ from, to, reach }: Connection): object {
  return { from: endText(from), to: endText(to), ...jsonReach(reach) };
}

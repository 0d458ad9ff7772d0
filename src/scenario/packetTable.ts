import type { Sent } from '../connections/sent';
import { instead, Refusal } from '../english/refusal';
import { columns } from '../report/columns';
import { outcomeOf, timeText } from '../report/history';
import { placeNamed } from './places';
import type { Scenario } from './scenario';
import { fail } from './verdicts';

type Cell = (scenario: Scenario, sent: Sent, place: string | undefined) => string;

/** What may be said of a packet; `seen` and `state` also of one table: `state on node worker-1`. */
const cells: Readonly<Record<string, Cell>> = {
  at: (_, { at }) => timeText(at),
  from: ({ names }, { packet }) => names.party(packet.header.source),
  to: ({ names }, { packet }) => names.party(packet.header.destination),
  packet: (_, { packet }) => packet.kind.name,
  seen: (_, { packet }, place) =>
    packet.seen.find(seen => place === undefined || seen.place === place)?.state ?? '',
  verdict: ({ names }, sent) => outcomeOf(names, sent),
  answer: (_, { answered }) => answered?.packet ?? '',
  state: (_, { records }, place) =>
    (place === undefined ? records[0] : records.find(record => record.place === place))?.state ?? '',
};

const known = Object.keys(cells);

/** `the packets are:` those that the last sentence about connections or time caused, in order. */
export function expectPackets(scenario: Scenario, table: readonly (readonly string[])[]): void {
  if (!scenario.isLive) throw new Refusal('There is no packet: open a connection first.');
  const [header = [], ...rows] = table.map(row => row.map(cell => cell.trim()));
  const read = header.map(title => readColumn(scenario, title));
  const { recent } = scenario.lives.under(scenario.state.model);
  const actual = recent.map(sent => read.map(cell => cell(sent)));
  const isSame =
    actual.length === rows.length &&
    actual.every((row, i) => row.every((cell, j) => isAlike(cell, rows[i]?.[j] ?? '')));
  if (isSame) return;
  const shown = (lines: readonly (readonly string[])[]): string =>
    lines.length === 0 ? '  none' : columns([header, ...lines]);
  fail(scenario, `The packets were to be\n\n${shown(rows)}\n\nbut they are\n\n${shown(actual)}`);
}

function readColumn(scenario: Scenario, title: string): (sent: Sent) => string {
  const [, name = '', where] = /^(\S+)(?: on (.+))?$/.exec(title) ?? [];
  const cell = Object.hasOwn(cells, name) ? cells[name] : undefined;
  if (!cell || (where !== undefined && name !== 'seen' && name !== 'state'))
    throw new Refusal(`the packets are: has no column "${title}". ${instead(title, known)}`);
  const place = where === undefined ? undefined : placeNamed(scenario, where);
  return sent => cell(scenario, sent, place);
}

/** Case does not matter, and an empty cell wants nothing to be there. */
function isAlike(actual: string, wanted: string): boolean {
  return actual.toLowerCase() === wanted.toLowerCase();
}

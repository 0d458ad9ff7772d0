import type { Sent } from '../connections/sent';
import { instead, Refusal } from '../english/refusal';
import { columns } from '../report/columns';
import { outcomeOf, timeText } from '../report/history';
import { type ModelName, upstreamModel } from '../settings/models';
import { placeNamed } from './places';
import type { Scenario } from './scenario';
import { countAgainstUpstream } from './tally';
import { fail } from './verdicts';

interface Column {
  readonly read: (scenario: Scenario, sent: Sent, place: string | undefined) => string;
  /** What a cell may say, and how that is written; absent: anything. */
  readonly may?: { readonly be: RegExp; readonly form: string };
  /** May be asked of one table: `state on node worker-1`. */
  readonly isOfPlace?: true;
}

const known: Readonly<Record<string, Column>> = {
  at: { read: (_, { at }) => timeText(at), may: { be: /^\d+(\.\d+)? s$/, form: 'a time such as 1.5 s' } },
  from: { read: ({ names }, { packet }) => names.party(packet.header.source) },
  to: { read: ({ names }, { packet }) => names.party(packet.header.destination) },
  packet: { read: (_, { packet }) => packet.kind.name },
  seen: {
    read: (_, { packet }, place) =>
      packet.seen.find(seen => place === undefined || seen.place === place)?.state ?? '',
    may: {
      be: /^(NEW|ESTABLISHED|RELATED|INVALID|UNTRACKED|FULL)$/i,
      form: 'NEW, ESTABLISHED, RELATED, INVALID, UNTRACKED or FULL',
    },
    isOfPlace: true,
  },
  verdict: {
    read: ({ names }, sent) => outcomeOf(names, sent),
    may: { be: /^(passes|(dropped|rejected) at .+)$/i, form: 'passes, dropped at …, or rejected at …' },
  },
  answer: { read: (_, { answered }) => answered?.packet ?? '' },
  state: {
    read: (_, { records }, place) =>
      (place === undefined ? records[0] : records.find(record => record.place === place))?.state ?? '',
    isOfPlace: true,
  },
};

/** `the packets are:` those that the last sentence about connections or time caused, in order. */
export function expectPackets(
  scenario: Scenario,
  table: readonly (readonly string[])[],
  model: ModelName = scenario.state.model,
): void {
  if (!scenario.isLive) throw new Refusal('There is no packet: open a connection first.');
  const [header = [], ...rows] = table.map(row => row.map(cell => cell.trim()));
  const read = header.map((title, column) =>
    readColumn(
      scenario,
      title,
      rows.map(row => row[column] ?? ''),
    ),
  );
  const under = (which: ModelName): readonly (readonly string[])[] =>
    scenario.lives.under(which).recent.map(sent => read.map(cell => cell(sent)));
  const shown = (lines: readonly (readonly string[])[]): string =>
    lines.length === 0 ? '  none' : columns([header, ...lines]);
  const actual = under(model);
  const upstream = shown(under(upstreamModel));
  countAgainstUpstream(
    scenario,
    shown(actual) === upstream
      ? undefined
      : `Under upstream Kubernetes (stateful) the packets are\n\n${upstream}`,
  );
  const isSame =
    actual.length === rows.length &&
    actual.every((row, i) => row.every((cell, j) => isAlike(cell, rows[i]?.[j] ?? '')));
  if (!isSame)
    fail(scenario, `The packets were to be\n\n${shown(rows)}\n\nbut they are (${model})\n\n${shown(actual)}`);
}

function readColumn(scenario: Scenario, title: string, wanted: readonly string[]): (sent: Sent) => string {
  const [, name = '', where] = /^(\S+)(?: on (.+))?$/.exec(title) ?? [];
  const column = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!column || (where !== undefined && !column.isOfPlace))
    throw new Refusal(`the packets are: has no column "${title}". ${instead(title, Object.keys(known))}`);
  const { may } = column;
  const wrong = may && wanted.find(cell => cell !== '' && !may.be.test(cell));
  if (wrong !== undefined)
    throw new Refusal(`"${wrong}" is nothing that the column "${title}" says: write ${may?.form}.`);
  const place = where === undefined ? undefined : placeNamed(scenario, where);
  return sent => column.read(scenario, sent, place);
}

/** Case does not matter, and an empty cell wants nothing to be there. */
function isAlike(actual: string, wanted: string): boolean {
  return actual.toLowerCase() === wanted.toLowerCase();
}

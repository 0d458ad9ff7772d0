import type { Connection, Status } from '../connections/connection';
import type { LiveNetwork } from '../connections/liveNetwork';
import type { Entry } from '../conntrack/connectionTable';
import { readDuration } from '../english/duration';
import { instead, Refusal } from '../english/refusal';
import { historyText, statusWords, timeText } from '../report/history';
import { type ModelName, upstreamModel } from '../settings/models';
import { noteConnection } from './cniNotes';
import { connectionNamed, connectionNumbered } from './liveActs';
import { attachConnection } from './packets';
import { placeNamed } from './places';
import type { Scenario } from './scenario';
import { countAgainstUpstream } from './tally';
import { fail } from './verdicts';

/** Every word for a status, as it follows "is". */
const statuses: Readonly<Record<string, Status>> = {
  open: 'open',
  'still open': 'open',
  hanging: 'hanging',
  refused: 'refused',
  unreachable: 'unreachable',
  'half-closed': 'half-closed',
  'half-open': 'half-open',
  closed: 'closed',
  reset: 'reset',
  'timed out': 'timed out',
};

/** `the connection is open`, `… hangs`, `… was refused`. */
export function expectStatus(scenario: Scenario, name: string, word: string, model?: ModelName): void {
  const key = word.trim().toLowerCase();
  const wanted = Object.hasOwn(statuses, key) ? statuses[key] : undefined;
  if (!wanted)
    throw new Refusal(`"${word}" is no state of a connection. ${instead(key, Object.keys(statuses))}`);
  expectValue(scenario, name, model, {
    wanted: `to be ${word.trim()}`,
    read: (_, connection) => connection.status,
    holds: actual => actual === wanted,
    words: actual => statusWords[actual],
  });
}

/** `conntrack has the connection in state SYN_SENT`, at one place or at every one that the connection passes. */
export function expectEntryState(scenario: Scenario, name: string, state: string, place?: string): void {
  const wanted = state.trim().toUpperCase();
  if (!states.includes(wanted))
    throw new Refusal(`"${state}" is no state that conntrack has. ${instead(wanted, states)}`);
  expectEntries(scenario, name, place, {
    wanted: `to be in state ${wanted}`,
    holds: entries => entries.length > 0 && entries.every(entry => stateOf(entry) === wanted),
  });
}

/** `conntrack has no entry for the connection`. */
export function expectNoEntry(scenario: Scenario, name: string, place?: string): void {
  expectEntries(scenario, name, place, {
    wanted: 'to have no entry',
    holds: entries => entries.length === 0,
  });
}

/** `conntrack keeps the connection for another 2 minutes`. */
export function expectTimeLeft(scenario: Scenario, name: string, duration: string, place?: string): void {
  const seconds = readDuration(duration) / 1000;
  expectEntries(scenario, name, place, {
    wanted: `to be kept for another ${duration}`,
    holds: entries => entries.length > 0 && entries.every(entry => entry.seconds === Math.floor(seconds)),
  });
}

const states = [
  ...['SYN_SENT', 'SYN_RECV', 'ESTABLISHED', 'FIN_WAIT', 'CLOSE_WAIT', 'LAST_ACK', 'TIME_WAIT', 'CLOSE'],
  ...['SYN_SENT2', 'CLOSED', 'COOKIE_WAIT', 'COOKIE_ECHOED', 'SHUTDOWN_SENT', 'SHUTDOWN_RECD'],
  ...['SHUTDOWN_ACK_SENT', 'HEARTBEAT_SENT', 'UNREPLIED', 'REPLIED', 'ASSURED'],
];

/** UDP has no states; what conntrack shows in brackets stands for one. */
function stateOf({ state, seenReply, assured }: Entry): string {
  return state ?? (assured ? 'ASSURED' : seenReply ? 'REPLIED' : 'UNREPLIED');
}

function expectEntries(
  scenario: Scenario,
  name: string,
  place: string | undefined,
  { wanted, holds }: { wanted: string; holds: (entries: readonly Entry[]) => boolean },
): void {
  const where = place === undefined ? undefined : placeNamed(scenario, place);
  expectValue<readonly (readonly [string, Entry])[]>(scenario, name, undefined, {
    wanted: `${wanted}${place === undefined ? '' : ` on ${place}`}`,
    read: (live, connection) =>
      [...live.entriesOf(connection)].filter(([at]) => where === undefined || at === where),
    holds: entries => holds(entries.map(([, entry]) => entry)),
    words: entries =>
      entries.length === 0
        ? 'has no entry'
        : entries
            .map(([at, entry]) => `is in state ${stateOf(entry)} for another ${entry.seconds} s${atText(at)}`)
            .join(' and '),
  });
}

function atText(place: string): string {
  return place === 'node/' ? '' : ` on ${place.replace('/', ' ')}`;
}

interface Expectation<Value> {
  readonly wanted: string;
  readonly read: (live: LiveNetwork, connection: Connection) => Value;
  readonly holds: (actual: Value) => boolean;
  /** What is so, after the connection's name. */
  readonly words: (actual: Value) => string;
}

/** Compares under the scenario's model, and says where upstream Kubernetes parts from it. */
export function expectValue<Value>(
  scenario: Scenario,
  name: string,
  model: ModelName = scenario.state.model,
  { wanted, read, holds, words }: Expectation<Value>,
): void {
  const { number } = connectionNamed(scenario, name);
  const under = (which: ModelName): { connection: Connection; value: Value } => {
    const live = scenario.lives.under(which);
    const connection = connectionNumbered(live, number);
    return { connection, value: read(live, connection) };
  };
  const { connection, value } = under(model);
  const upstream = words(under(upstreamModel).value);
  const differs = upstream !== words(value);
  noteConnection(scenario, connection);
  const title = `the connection ${scenario.names.connection(connection)}`;
  const difference = `Under upstream Kubernetes (stateful) it ${upstream}.`;
  countAgainstUpstream(scenario, differs ? `${title} ${words(value)} (${model}). ${difference}` : undefined);
  if (!holds(value) || scenario.report === 'everything') attachConnection(scenario, connection);
  if (holds(value)) return;
  const { clock } = scenario.state;
  fail(
    scenario,
    [
      `${title} was ${wanted}, but ${words(value)} (${model}, at ${timeText(clock)}).`,
      historyText(scenario.network, scenario.names, connection),
      ...(differs ? [`  ${difference}`] : []),
    ].join('\n\n'),
  );
}

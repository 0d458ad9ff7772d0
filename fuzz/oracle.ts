import { join } from 'node:path';
import { Refusal } from '../src/english/refusal';
import { BadManifests } from '../src/kubernetes/problem';
import { VerdictError } from '../src/report/failure';
import type { Scenario } from '../src/scenario/scenario';
import { Crash, type Outcome } from './edge';

const repository = join(__dirname, '..');

/** Who refuses in words that are meant for a reader. */
const refusals = [Refusal, BadManifests, VerdictError];

/** What a message never has unless the document has it. */
const leaks = [
  'undefined',
  '[object Object]',
  'NaN',
  'TypeError',
  'RangeError',
  'Cannot read',
  'is not a function',
];

/** What would move the cursor, hide text or turn its order round in a terminal. */
const garbling = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** What is wrong with a message, in words; undefined where it is one for a reader. */
export function faultOf(message: string, document: string): string | undefined {
  if (message.trim() === '') return 'the message is empty';
  if (/^\s/.test(message)) return 'the message begins with a space';
  if (message.includes(repository)) return 'the message has a path of the sources';
  if (/^\s+at .*:\d+:\d+\)?$/m.test(message)) return 'the message has a stack';
  const leak = leaks.find(
    word => message.includes(word) && !document.toLowerCase().includes(word.toLowerCase()),
  );
  return leak === undefined ? undefined : `the message has "${leak}"`;
}

/** Whether what was thrown is a refusal, in words for a reader. */
export function refused(error: unknown, document: string): Outcome {
  if (!(error instanceof Error) || !refusals.some(kind => error instanceof kind))
    throw new Crash(error instanceof Error ? `${error.name}: ${error.message}` : String(error), error);
  const fault = garbling.test(error.message)
    ? 'the message has control characters'
    : faultOf(error.message, document);
  if (fault !== undefined) throw new Crash(`${fault}: ${JSON.stringify(error.message.slice(0, 400))}`, error);
  if (error.stack !== error.message) throw new Crash('the stack says more than the message', error);
  return 'refused';
}

/** The state of a scenario, connections included, so that two can be compared. */
function fingerprint(scenario: Scenario): string {
  const { state } = scenario;
  const connections = scenario.isLive ? scenario.lives.under(state.model).connections.length : 0;
  return JSON.stringify({ ...state, connections }, (_, value: unknown) =>
    value instanceof Map || value instanceof Set
      ? [...value]
      : typeof value === 'bigint'
        ? `${value}n`
        : value,
  );
}

/**
 * Carries out a deed in a scenario; where it is refused, nothing of it may be left.
 */
export async function carriedOut(
  scenario: Scenario,
  deed: () => unknown,
  document: string,
): Promise<Outcome> {
  const before = fingerprint(scenario);
  try {
    await deed();
  } catch (error) {
    const outcome = refused(error, document);
    if (fingerprint(scenario) !== before) throw new Crash('a refused sentence changed the state', error);
    return outcome;
  }
  return 'accepted';
}

const prototypes = [Object, Array, Function, String, Number, Map, Set, Promise, RegExp].map(
  ({ prototype }) => prototype,
);
const ownKeys = prototypes.map(prototype => Reflect.ownKeys(prototype).length);

/** No document leaves anything in what all objects share. */
export function refusePollution(): void {
  for (const [i, prototype] of prototypes.entries())
    if (Reflect.ownKeys(prototype).length !== ownKeys[i]) throw new Crash('a shared prototype has a new key');
}

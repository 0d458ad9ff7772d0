import type { Envelope, Pickle } from '@cucumber/messages';
import { Refusal } from '../english/refusal';

/** What one shard of a run wrote with `--format message`. */
export interface Shard {
  /** As messages name it. */
  readonly file: string;
  readonly envelopes: readonly Envelope[];
}

/** A run as if one machine had done all of it. */
export interface MergedRun {
  readonly envelopes: readonly Envelope[];
  readonly ran: number;
  readonly failed: number;
  /** Scenarios that no shard ran: `features/shop.feature:12`. */
  readonly missing: readonly string[];
}

/** Messages that all shards have alike, but for their identifiers: each reads all features and all steps. */
const common = [
  'meta',
  'source',
  'gherkinDocument',
  'pickle',
  'parameterType',
  'hook',
  'stepDefinition',
  'testRunStarted',
  'testRunFinished',
  'undefinedParameterType',
] as const;

/**
 * One run from its shards (`--shard 1/4` of cucumber-js). What they share is taken from the first; what the others say of their
 * own test cases is told with the identifiers of the first.
 *
 * @throws {Refusal} where they are shards of different runs, or one is there twice or was cut off
 */
export function mergeShards(shards: readonly Shard[]): MergedRun {
  const [first, ...others] = shards;
  if (!first) throw new Refusal('There is no shard to merge.');
  for (const shard of shards) refuseCutOff(shard);
  const own = first.envelopes.filter(({ testRunFinished }) => !testRunFinished);
  const more = others.flatMap(shard => {
    const ids = idsOf(first, shard);
    return shard.envelopes
      .filter(envelope => !common.some(kind => envelope[kind] !== undefined))
      .map(envelope => renamed(envelope, ids));
  });
  const all = [...own, ...more];
  refuseTwice(shards, all);
  const { ran, failed } = outcomesOf(all);
  const isRun = new Set(all.flatMap(({ testCase }) => testCase?.pickleId ?? []));
  const pickles = all.flatMap(({ pickle }) => pickle ?? []);
  return {
    envelopes: [...all, endOf(shards, failed)],
    ran,
    failed,
    missing: pickles.filter(({ id }) => !isRun.has(id)).map(placeOf),
  };
}

function refuseCutOff({ file, envelopes }: Shard): void {
  if (!envelopes.some(({ testRunFinished }) => testRunFinished))
    throw new Refusal(`${file} has no end: its shard did not come to it.`);
}

/** Identifiers of a shard, as the first calls the same. */
function idsOf(first: Shard, shard: Shard): ReadonlyMap<string, string> {
  const [known, its] = [first, shard].map(({ envelopes }) =>
    envelopes.filter(
      envelope => common.some(kind => envelope[kind] !== undefined) && !envelope.testRunFinished,
    ),
  );
  const ids = new Map<string, string>();
  const isAlike =
    known?.length === its?.length && known?.every((envelope, i) => pair(envelope, its?.[i], ids));
  if (!isAlike)
    throw new Refusal(
      `${first.file} and ${shard.file} are no shards of one run: they have other features or steps.`,
    );
  return ids;
}

/** Notes the identifiers of two messages that say the same. */
function pair(one: unknown, other: unknown, ids: Map<string, string>, key = ''): boolean {
  if (typeof one === 'string' && typeof other === 'string') {
    if (one === other || !/^(id|.*Ids?)$/.test(key)) return one === other || isOfItsOwn(key);
    ids.set(other, one);
    return true;
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other || isOfItsOwn(key);
  const [mine, theirs] = [Object.entries(one), Object.entries(other)];
  const isList = Array.isArray(one);
  return (
    isOfItsOwn(key) ||
    (mine.length === theirs.length &&
      mine.every(([name, value], i) => pair(value, theirs[i]?.[1], ids, isList ? key : name)))
  );
}

/** When and where a shard ran. */
function isOfItsOwn(key: string): boolean {
  return ['meta', 'timestamp', 'uri'].includes(key);
}

function renamed<Value>(value: Value, ids: ReadonlyMap<string, string>): Value {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'string' ? (ids.get(part) ?? part) : part,
  );
}

function refuseTwice(shards: readonly Shard[], envelopes: readonly Envelope[]): void {
  const ran = envelopes.flatMap(({ testCase }) => testCase?.pickleId ?? []);
  const twice = ran.find((id, i) => ran.indexOf(id) !== i);
  if (twice === undefined) return;
  const pickle = envelopes.find(envelope => envelope.pickle?.id === twice)?.pickle;
  const files = shards.map(({ file }) => file).join(', ');
  throw new Refusal(
    `${pickle ? placeOf(pickle) : 'A scenario'} was run by two of ${files}: is one shard there twice?`,
  );
}

function outcomesOf(envelopes: readonly Envelope[]): { readonly ran: number; readonly failed: number } {
  const fallen = new Set(
    envelopes.flatMap(({ testStepFinished: step }) =>
      step && step.testStepResult.status !== 'PASSED' ? step.testCaseStartedId : [],
    ),
  );
  const finished = envelopes.flatMap(({ testCaseFinished: end }) =>
    end && !end.willBeRetried ? end.testCaseStartedId : [],
  );
  return { ran: finished.length, failed: finished.filter(id => fallen.has(id)).length };
}

/** The last end of all. */
function endOf(shards: readonly Shard[], failed: number): Envelope {
  const ends = shards.flatMap(({ envelopes }) =>
    envelopes.flatMap(({ testRunFinished }) => testRunFinished ?? []),
  );
  const [last] = [...ends].sort((a, b) => b.timestamp.seconds - a.timestamp.seconds);
  if (!last) throw new Error('every shard has an end');
  return { testRunFinished: { ...last, success: failed === 0 && ends.every(({ success }) => success) } };
}

function placeOf({ uri, location }: Pickle): string {
  return location ? `${uri}:${location.line}` : uri;
}

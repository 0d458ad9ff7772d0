import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { Findings } from './finding';
import type { Labels } from './objects';
import { isMapping } from './plainValue';
import { formatPath, type Path } from './problem';
import { decoding } from './texts';

/**
 * The words in which schemas are written. They decode as the API server does: `null` counts as missing, and a
 * missing text is the empty one.
 */
export const text = z.string();
export const flag = z.boolean();
export const integer = z.int32();
export const anything = z.unknown();

/** A mapping of known fields; any other field is an error, as under kubectl's strict field validation. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(withoutNulls, z.strictObject(shape));
}

/** A mapping of which only some fields are read. */
export function loose<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(withoutNulls, z.object(shape));
}

export const textList = z.array(z.preprocess(value => value ?? '', text));

/** Texts by any key, as labels are; a `null` is the empty text there (encoding/json on `map[string]string`). */
export const textMap = z.unknown().transform((value, context): Labels => {
  if (!isMapping(value)) {
    context.addIssue({ code: 'invalid_type', expected: 'record', input: value });
    return z.NEVER;
  }
  const entries: [string, string][] = [];
  for (const [key, each] of Object.entries(value)) {
    if (typeof each === 'string' || each === null) entries.push([key, each ?? '']);
    else context.addIssue({ code: 'invalid_type', expected: 'string', input: each, path: [key] });
  }
  return Object.fromEntries(entries);
});

function withoutNulls(value: unknown): unknown {
  if (value === null) return {};
  if (!isMapping(value) || !Object.values(value).includes(null)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null));
}

const wanted: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  number: 'an integer',
  int: 'an integer',
};

/** Reads a value by a schema; what does not fit is found, and the result is `undefined` then. */
export function decode<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  findings: Findings,
): z.output<Schema> | undefined {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const path = issue.path.filter(step => typeof step !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) findings.add(unknownField(schema, [...path, key]));
    } else findings.add({ path, detail: describeIssue(issue) });
  }
  return undefined;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big' || issue.code === 'too_small') return decoding.int32(issue.input);
  const expected = issue.code === 'invalid_type' ? wanted[issue.expected] : undefined;
  return decoding.expected(expected ?? 'an integer or the name of a port', issue.input);
}

function unknownField(schema: z.ZodType, path: Path) {
  const key = String(path[path.length - 1]);
  const parent = path.slice(0, -1);
  const known = fieldsAt(schema, parent);
  const guess = known.length > 0 ? closest(key, known) : key;
  const close =
    guess !== key && distance(key.toLowerCase(), guess.toLowerCase()) <= Math.max(2, key.length / 3);
  const field = (name: string) => formatPath([...parent, name]);
  return { path, detail: decoding.unknownField(field(key), close ? field(guess) : undefined), unnamed: true };
}

/** The fields that a schema knows at a path, for a guess at what was meant. */
function fieldsAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  if (schema instanceof z.ZodPipe) return fieldsAt(schema.out, path);
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodExactOptional
  ) {
    return fieldsAt(schema.unwrap(), path);
  }
  const [step, ...rest] = path;
  if (schema instanceof z.ZodArray) return fieldsAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  const next = step === undefined ? undefined : shape[step];
  return next ? fieldsAt(next, rest) : Object.keys(shape);
}

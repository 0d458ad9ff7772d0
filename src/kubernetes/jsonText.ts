import type { Span } from '../addresses/spans';
import type { Part } from './location';
import { deepest } from './nesting';
import type { Path } from './problem';

/** A text in JSON as a value that knows where its fields are written. */
export interface JsonText {
  readonly value: unknown;
  /** Where a field stands in the text; for a field that is missing, where its parent stands. */
  readonly offsetAt: (path: Path, part: Part) => number;
}

/**
 * Reads a text as JSON, one value or several that follow one another, as kubectl does (apimachinery, `YAMLOrJSONDecoder`): many
 * times quicker than YAML, of which JSON is a part. `undefined` for anything that is no JSON, has a key twice or is nested
 * too deeply: who reads YAML says what is wrong with that.
 */
export function readJson(text: string): readonly JsonText[] | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  const whole = readValue(text);
  if (whole) return [whole];
  const values = (valuesIn(text) ?? []).map(([start, end]): JsonText | undefined => {
    const one = readValue(text.slice(start, end));
    return one && { ...one, offsetAt: (path, part) => start + one.offsetAt(path, part) };
  });
  const read = values.flatMap(one => one ?? []);
  return read.length > 1 && read.length === values.length ? read : undefined;
}

/** Where lists and mappings that follow one another begin and end; `undefined` where anything else stands between them. */
function valuesIn(text: string): readonly Span<number>[] | undefined {
  const values: Span<number>[] = [];
  let [depth, start, end] = [0, 0, 0];
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (depth === 0) start = index;
    if (depth === 0 && text.slice(end, start).trim() !== '') return undefined;
    if (token === '{' || token === '[') depth += 1;
    else if (depth === 0) return undefined;
    else if (token === '}' || token === ']') {
      depth -= 1;
      end = index + 1;
      if (depth === 0) values.push([start, end]);
    }
  }
  return depth === 0 && text.slice(end).trim() === '' ? values : undefined;
}

function readValue(text: string): JsonText | undefined {
  const value = parsed(text);
  const starts = value === undefined ? undefined : startsOfItems(text, value);
  return starts && { value, offsetAt: (path, part) => offsetAt(text, value, starts, path, part) };
}

/** What a valid text is made of; strings are taken whole. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

type Container = Readonly<Record<string | number, unknown>>;
type Starts = WeakMap<object, number>;

/** A list or mapping that is being walked through. */
interface Level {
  readonly value: Container;
  readonly isList: boolean;
  /** Of what comes next. */
  step: string | number;
  keys: number;
  isAtKey: boolean;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where the whole begins, and every list or mapping that is an item of a list; others are searched when they are asked for. */
function startsOfItems(text: string, root: unknown): Starts | undefined {
  const starts: Starts = new WeakMap();
  const open: Level[] = [];
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const level = open.at(-1);
    if (token === '{' || token === '[') {
      const value = level ? level.value[level.step] : root;
      if (!isContainer(value) || open.length >= deepest) return undefined;
      if (!level || level.isList) starts.set(value, index);
      const isList = token === '[';
      open.push({ value, isList, step: isList ? 0 : '', keys: 0, isAtKey: !isList });
    } else if (!level) return undefined;
    else if (token === '}' || token === ']') {
      // Of a key that is there twice, the value holds one.
      if (!level.isList && level.keys !== Object.keys(level.value).length) return undefined;
      open.pop();
    } else if (token === ',') {
      if (typeof level.step === 'number') level.step += 1;
      else level.isAtKey = true;
    } else if (level.isAtKey) {
      level.step = textOf(token);
      level.keys += 1;
      level.isAtKey = false;
    }
  }
  return starts;
}

function offsetAt(text: string, root: unknown, starts: Starts, path: Path, part: Part): number {
  let value = root;
  let offset = isContainer(root) ? (starts.get(root) ?? 0) : 0;
  for (const [index, step] of path.entries()) {
    if (!isContainer(value) || !Object.hasOwn(value, step)) break;
    const next = value[step];
    const known = isContainer(next) ? starts.get(next) : undefined;
    const place = known === undefined ? search(text, offset, step) : { key: known, value: known };
    offset = part === 'key' && index === path.length - 1 ? place.key : place.value;
    value = next;
  }
  return offset;
}

/** Where the member of the list or mapping that begins at `start` is written. */
function search(text: string, start: number, wanted: string | number): { key: number; value: number } {
  let depth = 0;
  let step: string | number = text[start] === '[' ? 0 : '';
  let key = start;
  let isAtKey = step === '';
  const walk = new RegExp(tokens);
  walk.lastIndex = start + 1;
  for (let match = walk.exec(text); match; match = walk.exec(text)) {
    const { 0: token, index } = match;
    if (depth === 0 && isAtKey) {
      [step, key, isAtKey] = [textOf(token), index, false];
    } else if (depth === 0 && token === ',') {
      if (typeof step === 'number') step += 1;
      else isAtKey = true;
    } else if (depth === 0 && token !== ':' && step === wanted)
      return { key: typeof step === 'number' ? index : key, value: index };
    else if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
  }
  return { key: start, value: start };
}

function textOf(token: string): string {
  return token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1);
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

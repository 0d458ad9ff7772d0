import { Composer, type CST, Document, LineCounter, Parser, type YAMLParseError } from 'yaml';
import { type JsonFault, jsonFault } from './jsonFault';
import { readJson } from './jsonText';
import { offsetAt, type Part } from './location';
import { deepest, tokensWithDepth } from './nesting';
import type { Place } from './objects';
import { plainValue } from './plainValue';
import type { Path, Problem } from './problem';
import { syntaxTexts, yamlTexts } from './texts';

/** A text with manifests in it and where it comes from; its first line is line 1 unless told. */
export interface ManifestText {
  readonly file: string;
  readonly text: string;
  readonly firstLine?: number;
  /** The column at which every line begins: a doc string is indented. */
  readonly firstColumn?: number;
}

/** One document of a YAML stream as a plain value that knows where its fields are written. */
export interface YamlDocument {
  readonly value: unknown;
  readonly place: (path: Path, part?: Part) => Place;
}

/**
 * YAML as sigs.k8s.io/yaml reads it: version 1.1 with `yes` and `on`, `<<` and octals, but no base 60 and no
 * timestamps. Duplicate keys are found with the plain value, where it costs no comparison of all keys.
 */
const dialect = {
  version: '1.1',
  schema: 'yaml-1.1',
  merge: true,
  resolveKnownTags: false,
  uniqueKeys: false,
  logLevel: 'silent',
  customTags: tags =>
    tags
      .filter(tag => typeof tag === 'string' || !isLeftOut(tag.tag, tag.format))
      .map(tag => (typeof tag !== 'string' && tag.test?.test('.') ? { ...tag, test: pointed } : tag)),
} satisfies ConstructorParameters<typeof Composer>[0];

/** A number with a point has a digit as well: a point alone is text. */
const pointed = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/;

const leftOutTags = ['binary', 'omap', 'pairs', 'set', 'timestamp'].map(name => `tag:yaml.org,2002:${name}`);

function isLeftOut(tag: string, format: string | undefined): boolean {
  return format === 'TIME' || leftOutTags.includes(tag);
}

/**
 * Reads all documents of a text, one by one, empty ones left out; a document that cannot be read is a problem, told
 * in its turn.
 */
export function* readDocuments(
  source: ManifestText,
  report: (problem: Problem) => void,
): Generator<YamlDocument, void, undefined> {
  const { file, firstLine = 1, firstColumn = 1 } = source;
  const text = source.text.replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  const templated = /\{\{-?\s*[\w.$"(/]/.test(text);

  function placeOf(offset: number): Place {
    const { line, col } = lines.linePos(Math.min(Math.max(offset, 0), text.length));
    return { file, line: Math.max(line, 1) - 1 + firstLine, column: Math.max(col, 1) - 1 + firstColumn };
  }
  function complain(offset: number, detail: string): void {
    report({ ...placeOf(offset), detail: templated ? detail + yamlTexts.template : detail });
  }

  const jsons = readJson(text);
  const fault = jsons ? undefined : faultOf(file, text);
  if (jsons || fault) for (let start = 0; start >= 0; start = nextLine(text, start)) lines.addNewLine(start);
  if (fault) return complain(fault.offset, fault.detail);
  if (jsons) {
    for (const { value, offsetAt: offsetOf } of jsons)
      yield { value, place: (path, part = 'value') => placeOf(offsetOf(path, part)) };
    return;
  }

  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  for (const { token, depth } of tokensWithDepth(tokens)) {
    if (depth > deepest) {
      complain(token.offset, yamlTexts.tooDeep(deepest));
      return;
    }
  }

  for (const doc of new Composer(dialect).compose(tokens)) {
    const [error] = doc.errors;
    const [warning] = doc.warnings;
    let sound = false;
    if (error) complain(offsetOfError(error, tokens), describeSyntaxError(error, text));
    else if (warning?.code === 'TAG_RESOLVE_FAILED') {
      complain(warning.pos[0], yamlTexts.unknownTag(text.slice(...warning.pos)));
    } else sound = true;
    if (!sound || !(doc instanceof Document)) continue;

    const { value, targets } = plainValue(doc.contents, (offset, detail) => {
      sound = false;
      complain(offset, detail);
    });
    if (!sound || value === null) continue;
    yield { value, place: (path, part = 'value') => placeOf(offsetAt(doc.contents, targets, path, part)) };
  }
}

/** What calls itself JSON is to be, unless documents of YAML are parted in it. */
function faultOf(file: string, text: string): JsonFault | undefined {
  return /\.json$/i.test(file) && !/^---/m.test(text) ? jsonFault(text) : undefined;
}

/** Where the line after the one that holds this offset begins; -1 for none. */
function nextLine(text: string, offset: number): number {
  return text.indexOf('\n', offset) + 1 || -1;
}

function describeSyntaxError({ code, message, pos }: YAMLParseError, text: string): string {
  const known = syntaxTexts.find(each => each.code === code && (each.message?.test(message) ?? true));
  return known ? known.say(text.slice(pos[0], pos[0] + 40)) : message;
}

/** The error itself, save for a quote: its end is missing, which shows where it opens. */
function offsetOfError({ message, pos }: YAMLParseError, tokens: readonly CST.Token[]): number {
  if (!message.includes('quote')) return pos[0];
  for (const { token } of tokensWithDepth(tokens)) {
    if (!token.type.endsWith('-quoted-scalar') || !('source' in token)) continue;
    const end = token.offset + token.source.length;
    if (token.offset <= pos[0] && pos[0] <= end) return token.offset;
  }
  return pos[0];
}

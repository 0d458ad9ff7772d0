import { jsonTexts } from './texts';

/** What is no JSON in a text that was to be, and where. */
export interface JsonFault {
  readonly offset: number;
  readonly detail: string;
}

/** A string is taken whole, and so is what is no sign of its own. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|\/[/*]|#|'|[^\s{}[\],:"'#/]+|\S/gs;

/** What may come next. */
type Awaited = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma';

/**
 * The first thing in lists and mappings that JSON does not have, of those that people write all the same. `undefined` where
 * there is none, or the text ends too early, or begins with neither a list nor a mapping: YAML may be in a file of any name.
 */
export function jsonFault(text: string): JsonFault | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  const open: string[] = [];
  let awaited: Awaited = 'value';
  for (const { 0: part, index } of text.matchAll(token)) {
    const detail = strange(part) ?? misplaced(part, awaited, open.at(-1));
    if (detail !== undefined) return { offset: index, detail };
    if (part === '{' || part === '[') {
      open.push(part);
      awaited = part === '{' ? 'first key' : 'first value';
    } else if (part === '}' || part === ']') {
      open.pop();
      awaited = open.length > 0 ? 'comma' : 'value';
    } else if (part === ',') awaited = open.at(-1) === '{' ? 'key' : 'value';
    else if (part === ':') awaited = 'value';
    else awaited = awaited.endsWith('key') ? 'colon' : 'comma';
  }
  return undefined;
}

/** What stands nowhere in JSON. */
function strange(part: string): string | undefined {
  if (part === '//' || part === '/*' || part === '#') return jsonTexts.comment;
  if (part === "'") return jsonTexts.singleQuotes;
  if (/^[{}[\],:]$/.test(part) || isValue(part)) return undefined;
  if (part === '"') return jsonTexts.openQuote;
  return part.startsWith('"') ? jsonTexts.string : jsonTexts.word(part);
}

/** A sign where another is to be. */
function misplaced(part: string, awaited: Awaited, within: string | undefined): string | undefined {
  const isEnd = part === '}' || part === ']';
  if (isEnd && awaited !== 'comma' && !awaited.startsWith('first')) return jsonTexts.comma;
  if (isEnd) return (part === '}') === (within === '{') ? undefined : jsonTexts.otherEnd(part);
  if (part === ',') return awaited === 'comma' ? undefined : jsonTexts.notHere(part);
  if (part === ':') return awaited === 'colon' ? undefined : jsonTexts.notHere(part);
  if (awaited === 'comma' || awaited === 'colon') return jsonTexts.missing(awaited === 'comma' ? ',' : ':');
  const isKey = awaited.endsWith('key');
  if (isKey) return part.startsWith('"') ? undefined : jsonTexts.key;
  return within === undefined && !/^[{[]$/.test(part) ? jsonTexts.after : undefined;
}

function isValue(part: string): boolean {
  try {
    JSON.parse(part);
    return true;
  } catch {
    return false;
  }
}

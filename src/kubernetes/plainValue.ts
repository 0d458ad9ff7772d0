import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, type YAMLMap } from 'yaml';
import { deepest } from './nesting';
import { yamlTexts } from './texts';

/** More values than a manifest repeats through aliases; an alias bomb ends here. */
const mostAliased = 100_000;

type Report = (offset: number, detail: string) => void;

/** A value with the number of values in it and the levels below it, aliases written out. */
interface Built {
  readonly value: unknown;
  readonly size: number;
  readonly depth: number;
}

export interface PlainValue {
  readonly value: unknown;
  /** The node behind each alias. */
  readonly targets: ReadonlyMap<unknown, unknown>;
}

const nothing: Built = { value: null, size: 1, depth: 0 };

/**
 * The plain value of a YAML node, merge keys applied. Aliases share their value, so a bomb takes no memory; keys
 * become own properties, so `__proto__` is a key like any other. What is wrong is reported.
 */
export function plainValue(root: ParsedNode | null, report: Report): PlainValue {
  const anchors = new Map<string, { readonly node: unknown; readonly built: Built | 'open' }>();
  const targets = new Map<unknown, unknown>();
  let aliased = 0;
  let refused = false;

  function refuse(node: unknown, detail: string): Built {
    if (!refused) report(offsetOf(node), detail);
    refused = true;
    return nothing;
  }

  function build(node: unknown): Built {
    if (refused) return nothing;
    if (isAlias(node)) return follow(node.source, node);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) anchors.set(anchor, { node, built: 'open' });
    const built = buildPlain(node);
    if (anchor !== undefined) anchors.set(anchor, { node, built });
    return built.depth > deepest ? refuse(node, yamlTexts.tooDeep(deepest)) : built;
  }

  function follow(name: string, node: unknown): Built {
    const target = anchors.get(name);
    if (target === undefined) return refuse(node, yamlTexts.noAnchor(name));
    const { built } = target;
    if (built === 'open') return refuse(node, yamlTexts.selfReference(name));
    targets.set(node, target.node);
    aliased += built.size;
    return aliased > mostAliased ? refuse(node, yamlTexts.tooManyAliases(mostAliased)) : built;
  }

  function buildPlain(node: unknown): Built {
    if (isScalar(node)) return { ...nothing, value: node.value };
    if (isSeq(node)) return collect(node.items.map(build), values => values);
    if (isMap(node)) return buildMap(node);
    return nothing;
  }

  function buildMap(map: YAMLMap): Built {
    const keys: string[] = [];
    const parts: Built[] = [];
    const seen = new Set<string>();
    const merged: Built[] = [];
    for (const pair of map.items) {
      if (isMergePair(pair)) merged.push(build(pair.value));
      else {
        const key = keyText(build(pair.key).value);
        if (key === undefined) refuse(pair.key ?? map, yamlTexts.keyIsNoText);
        else if (seen.has(key)) report(offsetOf(pair.key), yamlTexts.duplicateKey(key));
        else {
          seen.add(key);
          keys.push(key);
          parts.push(build(pair.value));
        }
      }
    }
    const own = collect(parts, values => Object.fromEntries(values.map((value, at) => [keys[at], value])));
    return merged.length === 0 ? own : merge(map, own, merged);
  }

  function merge(map: YAMLMap, own: Built, merged: readonly Built[]): Built {
    const sources = merged.flatMap(({ value }): unknown[] => (Array.isArray(value) ? value : [value]));
    if (!sources.every(isMapping)) return refuse(map, yamlTexts.badMerge);
    // The first source wins, and the map's own keys win over all.
    const entries = [...sources.reverse(), own.value].flatMap(source => Object.entries(source ?? {}));
    return { ...collect([own, ...merged], () => undefined), value: Object.fromEntries(entries) };
  }

  return { value: build(root).value, targets };
}

function collect(parts: readonly Built[], value: (values: readonly unknown[]) => unknown): Built {
  let size = 1;
  let depth = 0;
  for (const part of parts) {
    size += part.size;
    depth = Math.max(depth, part.depth);
  }
  return { value: value(parts.map(part => part.value)), size, depth: depth + 1 };
}

/** `<<` written plain; the parser marks it with a symbol so that the quoted key stays ordinary. */
export function isMergePair(pair: Pair): boolean {
  return isScalar(pair.key) && typeof pair.key.value === 'symbol';
}

/** The text of a scalar key: kubectl reads `80:` and `true:` as "80" and "true". */
export function keyText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Whether a value is a mapping and not a list, a scalar or nothing. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a node starts in its text. */
export function offsetOf(node: unknown): number {
  if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) return node.range?.[0] ?? 0;
  return 0;
}

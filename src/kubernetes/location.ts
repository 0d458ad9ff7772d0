import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { isMergePair, keyText, offsetOf } from './plainValue';
import type { Path } from './problem';

/** The key of the last step, or the value behind it. */
export type Part = 'key' | 'value';

type Targets = ReadonlyMap<unknown, unknown>;

interface Found {
  readonly key: unknown;
  readonly value: unknown;
}

/**
 * Where a field stands in the text of its document; for a field that is missing, where its parent stands.
 * `targets` are the nodes behind aliases.
 */
export function offsetAt(root: unknown, targets: Targets, path: Path, part: Part): number {
  let offset = offsetOf(root);
  let node = root;
  for (const [index, step] of path.entries()) {
    const found = child(node, step, targets);
    if (!found) break;
    const wantsKey = part === 'key' && index === path.length - 1;
    offset = offsetOf(wantsKey || !found.value ? (found.key ?? found.value) : found.value);
    node = found.value;
  }
  return offset;
}

function child(parent: unknown, step: string | number, targets: Targets): Found | undefined {
  const node = targets.get(parent) ?? parent;
  if (isSeq(node) && typeof step === 'number') return { key: undefined, value: node.items[step] };
  return isMap(node) ? entry(node, String(step), targets) : undefined;
}

/** The pair with a key: the map's own, or one that `<<` brings. */
function entry(map: YAMLMap, key: string, targets: Targets): Found | undefined {
  const own = map.items.find(pair => isScalar(pair.key) && keyText(pair.key.value) === key);
  if (own) return own;
  for (const pair of map.items.filter(isMergePair)) {
    const merged = targets.get(pair.value) ?? pair.value;
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const found = child(source, key, targets);
      if (found) return found;
    }
  }
  return undefined;
}

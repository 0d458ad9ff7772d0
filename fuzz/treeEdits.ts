import fc from 'fast-check';
import { treeValues } from './hostile';

/** A change to the tree of an object: fields and items are counted through, from the top. */
export interface TreeEdit {
  readonly kind: 'replace' | 'delete' | 'repeat' | 'rename' | 'swap';
  readonly at: number;
  readonly other: number;
  readonly value: unknown;
  readonly key: string;
}

interface Holder {
  readonly container: unknown[] | Record<string, unknown>;
  readonly key: string;
}

export function treeEdits(keys: fc.Arbitrary<string>): fc.Arbitrary<TreeEdit> {
  return fc.record({
    kind: fc.constantFrom('replace', 'replace', 'replace', 'delete', 'repeat', 'rename', 'swap'),
    at: fc.nat(9999),
    other: fc.nat(9999),
    value: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...treeValues) },
      { weight: 1, arbitrary: fc.jsonValue() },
    ),
    key: keys,
  });
}

/** The tree with its edits made; it is JSON, so it is copied as such. */
export function editedTree(tree: unknown, edits: readonly TreeEdit[]): unknown {
  const root: Record<string, unknown> = { root: copied(tree) };
  for (const edit of edits) {
    const holders = [...below(root)];
    const place = holders[edit.at % holders.length];
    if (place) change(place, edit, holders[edit.other % holders.length] ?? place);
  }
  return root.root;
}

function change({ container, key }: Holder, { kind, value, key: name }: TreeEdit, other: Holder): void {
  const found = read({ container, key });
  switch (kind) {
    case 'replace':
      put({ container, key }, copied(value));
      break;
    case 'delete':
      if (Array.isArray(container)) container.splice(Number(key), 1);
      else delete container[key];
      break;
    case 'repeat':
      if (Array.isArray(container)) container.splice(Number(key), 0, copied(found));
      else put({ container, key }, [found, copied(found)]);
      break;
    case 'rename':
      put({ container, key: Array.isArray(container) ? key : name }, found);
      break;
    case 'swap':
      put({ container, key }, copied(read(other)));
      break;
    default:
      kind satisfies never;
  }
}

function copied(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

function read({ container, key }: Holder): unknown {
  return Array.isArray(container)
    ? container[Number(key)]
    : Object.getOwnPropertyDescriptor(container, key)?.value;
}

/** As an own field, whatever it is called. */
function put({ container, key }: Holder, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

function* below(value: unknown): Generator<Holder> {
  if (typeof value !== 'object' || value === null) return;
  const container = value as unknown[] | Record<string, unknown>;
  for (const [key, child] of Object.entries(container)) {
    yield { container, key };
    yield* below(child);
  }
}

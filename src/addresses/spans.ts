/**
 * Sets of numbers as sorted, disjoint, non-touching half-open spans `[start, end)`.
 *
 * Half-open bounds need comparison only, never `+ 1`, so one arithmetic serves ports (`number`) and
 * addresses (`bigint`).
 */
export type Bound = number | bigint;
export type Span<T extends Bound> = readonly [start: T, end: T];
export type Spans<T extends Bound> = readonly Span<T>[];

/** Sorts and merges any spans into a set; empty spans vanish. */
export function spansOf<T extends Bound>(spans: Iterable<Span<T>>): Spans<T> {
  const sorted = [...spans].filter(([start, end]) => start < end).sort(byStart);
  const merged: [T, T][] = [];
  for (const [start, end] of sorted) {
    const last = merged.at(-1);
    if (last && start <= last[1]) {
      if (end > last[1]) last[1] = end;
    } else {
      merged.push([start, end]);
    }
  }
  return merged;
}

export function union<T extends Bound>(a: Spans<T>, b: Spans<T>): Spans<T> {
  return spansOf([...a, ...b]);
}

/** What is in `a` and not in `b`. */
export function subtract<T extends Bound>(a: Spans<T>, b: Spans<T>): Spans<T> {
  const rest: Span<T>[] = [];
  for (const span of a) {
    let start = span[0];
    for (const [from, to] of b) {
      if (to <= start) continue;
      if (from >= span[1]) break;
      if (from > start) rest.push([start, from]);
      start = to;
    }
    if (start < span[1]) rest.push([start, span[1]]);
  }
  return rest;
}

export function intersect<T extends Bound>(a: Spans<T>, b: Spans<T>): Spans<T> {
  return subtract(a, subtract(a, b));
}

export function contains<T extends Bound>(set: Spans<T>, value: T): boolean {
  return set.some(([start, end]) => start <= value && value < end);
}

/** The same set, cut at every edge that lies inside a span: no piece has an edge in its interior. */
export function cutAt<T extends Bound>(set: Spans<T>, edges: Iterable<T>): readonly Span<T>[] {
  const all = [...edges];
  return set.flatMap(([start, end]) => {
    const inside = [...new Set(all.filter(edge => start < edge && edge < end))].sort(ascending);
    return [start, ...inside].map((from, i): Span<T> => [from, inside[i] ?? end]);
  });
}

function byStart<T extends Bound>(a: Span<T>, b: Span<T>): number {
  return ascending(a[0], b[0]);
}

function ascending<T extends Bound>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

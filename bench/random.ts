/** A number from 0 to below the given one. */
export type Random = (below: number) => number;

/** Numbers that look random, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** So many different numbers below the given one. */
export function sample(random: Random, count: number, below: number): readonly number[] {
  const found = new Set<number>();
  while (found.size < count) found.add(random(below));
  return [...found];
}

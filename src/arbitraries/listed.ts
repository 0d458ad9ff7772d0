/** Things that are made one by one when they are asked for, so that there may be very many. */
export interface Listed<Thing> {
  readonly count: number;
  /** Counted from 0. */
  readonly nth: (number: number) => Thing;
}

export function listOf<Thing>(things: readonly Thing[]): Listed<Thing> {
  const nth = (number: number): Thing => {
    const thing = things[number];
    if (thing === undefined) throw new RangeError(`there is no number ${number} of ${things.length}`);
    return thing;
  };
  return { count: things.length, nth };
}

/** One list after the other. */
export function chained<Thing>(lists: readonly Listed<Thing>[]): Listed<Thing> {
  const count = lists.reduce((sum, list) => sum + list.count, 0);
  const nth = (number: number): Thing => {
    let rest = number;
    for (const list of lists) {
      if (rest < list.count) return list.nth(rest);
      rest -= list.count;
    }
    throw new RangeError(`there is no number ${number} of ${count}`);
  };
  return { count, nth };
}

/** Each thing of one list with each of another, the first counting fastest. */
export function combined<A, B, Both>(
  first: Listed<A>,
  second: Listed<B>,
  join: (a: A, b: B) => Both,
): Listed<Both> {
  return {
    count: first.count * second.count,
    nth: number => join(first.nth(number % first.count), second.nth(Math.floor(number / first.count))),
  };
}

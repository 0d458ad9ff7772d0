import type { LabelSelector, Labels } from '../kubernetes/objects';

/** Who bears which label; a key is looked at when somebody first asks for it. */
export class LabelIndex {
  readonly #bearers: Labels[];
  readonly #byKey = new Map<string, Map<string, number[]>>();

  constructor(bearers: readonly Labels[]) {
    this.#bearers = [...bearers];
  }

  /**
   * Bearers among whom all are that a selector picks: those with the rarest label that it asks for. `undefined` where it asks
   * for none, or where the rarest is no rarer than that.
   */
  candidates(
    { matchLabels = {}, matchExpressions = [] }: LabelSelector,
    rarerThan = Number.POSITIVE_INFINITY,
  ): readonly number[] | undefined {
    let fewest = rarerThan;
    let rarest: readonly (readonly number[])[] | undefined;
    const look = (key: string, values: readonly string[]): void => {
      const bearers = this.#bearing(key, values);
      const count = bearers.reduce((sum, { length }) => sum + length, 0);
      if (count < fewest) [fewest, rarest] = [count, bearers];
    };
    for (const [key, value] of Object.entries(matchLabels)) look(key, [value]);
    for (const { key, operator, values = [] } of matchExpressions) if (operator === 'In') look(key, values);
    return rarest?.length === 1 ? rarest[0] : rarest?.flat();
  }

  /** Whoever bore other labels stays a candidate for these, and may be one twice. */
  relabel(bearer: number, labels: Labels): void {
    this.#bearers[bearer] = labels;
    for (const [key, byValue] of this.#byKey) add(byValue, bearer, labels, key);
  }

  /** Value by value. */
  #bearing(key: string, values: readonly string[]): readonly (readonly number[])[] {
    let byValue = this.#byKey.get(key);
    if (!byValue) {
      byValue = new Map();
      for (const [bearer, labels] of this.#bearers.entries()) add(byValue, bearer, labels, key);
      this.#byKey.set(key, byValue);
    }
    const known = byValue;
    const distinct = values.length > 1 ? [...new Set(values)] : values;
    return distinct.flatMap(value => {
      const bearers = known.get(value);
      return bearers ? [bearers] : [];
    });
  }
}

function add(byValue: Map<string, number[]>, bearer: number, labels: Labels, key: string): void {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if (value === undefined) return;
  const bearers = byValue.get(value);
  if (!bearers) byValue.set(value, [bearer]);
  else bearers.push(bearer);
}

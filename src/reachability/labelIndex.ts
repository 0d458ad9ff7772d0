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
   * for none, so that anybody may be picked.
   */
  candidates({ matchLabels = {}, matchExpressions = [] }: LabelSelector): readonly number[] | undefined {
    const asked = [
      ...Object.entries(matchLabels).map(([key, value]) => this.#bearing(key, [value])),
      ...matchExpressions.flatMap(({ key, operator, values = [] }) =>
        operator === 'In' ? [this.#bearing(key, values)] : [],
      ),
    ];
    return asked.sort((a, b) => a.length - b.length)[0];
  }

  /** Whoever bore other labels stays a candidate for these, and may be one twice. */
  relabel(bearer: number, labels: Labels): void {
    this.#bearers[bearer] = labels;
    for (const [key, byValue] of this.#byKey) add(byValue, bearer, labels, key);
  }

  #bearing(key: string, values: readonly string[]): readonly number[] {
    let byValue = this.#byKey.get(key);
    if (!byValue) {
      byValue = new Map();
      for (const [bearer, labels] of this.#bearers.entries()) add(byValue, bearer, labels, key);
      this.#byKey.set(key, byValue);
    }
    const [only = ''] = values;
    if (values.length === 1) return byValue.get(only) ?? [];
    return [...new Set(values)].flatMap(value => byValue.get(value) ?? []);
  }
}

function add(byValue: Map<string, number[]>, bearer: number, labels: Labels, key: string): void {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if (value === undefined) return;
  const bearers = byValue.get(value);
  if (!bearers) byValue.set(value, [bearer]);
  else bearers.push(bearer);
}

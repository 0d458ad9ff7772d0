import type { LabelSelector, Labels } from '../kubernetes/objects';
import { compileSelector } from '../kubernetes/selector';
import { freeName } from './freeName';
import { combined, type Listed, listOf } from './listed';

/** What is certain of labels. */
export interface Certain {
  readonly having?: Labels;
  /** Keys with a value that they do not have. */
  readonly lacking?: readonly (readonly [key: string, value: string])[];
}

/** What may be done of a key: its values, `undefined` where it is missing, and which selectors each of them rules out. */
interface Choice {
  readonly value: string | undefined;
  /** A bit for each selector. */
  readonly ruledOut: bigint;
}

/** As many as are told apart before they are merely combined. */
const mostKept = 20_000;

/**
 * A set of labels for each way in which selectors can match or not, with the fewest labels that do it, and the sets with
 * the fewest first. A selector matches where no label or missing label rules it out (meta/v1 LabelSelector: all its parts are
 * ANDed), so key after key only those beginnings are kept that rule out different ones. Where even these are too many,
 * every value of every key is combined with all others.
 */
export function labelSets(selectors: readonly LabelSelector[], certain: Certain = {}): Listed<Labels> {
  const { having = {} } = certain;
  const read = [...new Map(selectors.map(selector => [JSON.stringify(selector), selector])).values()];
  const keys = [...new Set([...Object.keys(having), ...read.flatMap(keysOf)])];
  const choices = keys.map(key => ({ key, choices: choicesOf(key, read, certain) }));
  let kept = new Map<bigint, Labels>([[0n, {}]]);
  for (const { key, choices: own } of choices) {
    const next = new Map<bigint, Labels>();
    for (const { value, ruledOut } of own) {
      for (const [before, labels] of kept) {
        const longer = value === undefined ? labels : { ...labels, [key]: value };
        const known = next.get(before | ruledOut);
        if (!known || sizeOf(longer) < sizeOf(known)) next.set(before | ruledOut, longer);
      }
      if (next.size > mostKept) return allSets(choices);
    }
    kept = next;
  }
  return listOf([...kept.values()].sort((a, b) => sizeOf(a) - sizeOf(b)));
}

function allSets(
  choices: readonly { readonly key: string; readonly choices: readonly Choice[] }[],
): Listed<Labels> {
  return choices.reduce<Listed<Labels>>(
    (sets, { key, choices: own }) =>
      combined(sets, listOf(own), (labels, { value }) =>
        value === undefined ? labels : { ...labels, [key]: value },
      ),
    listOf([{}]),
  );
}

function choicesOf(
  key: string,
  selectors: readonly LabelSelector[],
  { having = {}, lacking = [] }: Certain,
): readonly Choice[] {
  const named = selectors.flatMap(selector => valuesOf(key, selector));
  const refused = lacking.flatMap(([of, value]) => (of === key ? value : []));
  const free = [undefined, ...named, freeName('another', [...named, ...refused])];
  const values = Object.hasOwn(having, key) ? [having[key]] : free;
  const parts = selectors.map((selector, i) => ({ bit: 1n << BigInt(i), part: partOf(key, selector) }));
  const reading = parts.flatMap(({ bit, part }) => (part ? { bit, matches: compileSelector(part) } : []));
  const choices = new Map<bigint, Choice>();
  for (const value of new Set(values)) {
    if (value !== undefined && refused.includes(value)) continue;
    const labels = value === undefined ? {} : { [key]: value };
    const ruledOut = reading.reduce((bits, { bit, matches }) => (matches(labels) ? bits : bits | bit), 0n);
    if (!choices.has(ruledOut)) choices.set(ruledOut, { value, ruledOut });
  }
  return [...choices.values()];
}

/** What a selector asks of one key; absent where it asks nothing. */
function partOf(
  key: string,
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
): LabelSelector | undefined {
  const value = Object.hasOwn(matchLabels, key) ? matchLabels[key] : undefined;
  const expressions = matchExpressions.filter(expression => expression.key === key);
  if (value === undefined && expressions.length === 0) return undefined;
  return {
    ...(value !== undefined && { matchLabels: { [key]: value } }),
    matchExpressions: expressions,
  };
}

function keysOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): readonly string[] {
  return [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
}

/** The values of a key that a selector names. */
export function valuesOf(key: string, selector: LabelSelector): readonly string[] {
  const { matchLabels = {}, matchExpressions = [] } = partOf(key, selector) ?? {};
  return [...Object.values(matchLabels), ...matchExpressions.flatMap(({ values = [] }) => values)];
}

function sizeOf(labels: Labels): number {
  return Object.keys(labels).length;
}

import type { LabelExpression, LabelSelector, Labels } from './objects';

type Matcher = (labels: Labels) => boolean;
type Operator = LabelExpression['operator'];

interface Operation {
  readonly matches: (present: boolean, listed: boolean) => boolean;
  readonly describe: (key: string, values: string) => string;
}

/** The operators of meta/v1 LabelSelectorRequirement. An absent key is not in any list, so `NotIn` matches. */
const operations: Readonly<Record<Operator, Operation>> = {
  In: {
    matches: (present, listed) => present && listed,
    describe: (key, values) => `${key} in (${values})`,
  },
  NotIn: {
    matches: (present, listed) => !present || !listed,
    describe: (key, values) => `${key} notin (${values})`,
  },
  Exists: { matches: present => present, describe: key => key },
  DoesNotExist: { matches: present => !present, describe: key => `!${key}` },
};

/**
 * Turns a meta/v1 LabelSelector into a predicate on labels; all its parts are ANDed, so `{}` matches everything.
 *
 * @example compileSelector({ matchLabels: { app: 'web' } })({ app: 'web', tier: 'front' }) // true
 */
export function compileSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Matcher {
  const pairs = Object.entries(matchLabels);
  const expressions = matchExpressions.map(compileExpression);
  return labels =>
    pairs.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value) &&
    expressions.every(matches => matches(labels));
}

function compileExpression({ key, operator, values = [] }: LabelExpression): Matcher {
  const listed = new Set(values);
  const { matches } = operations[operator];
  return labels => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    return matches(value !== undefined, value !== undefined && listed.has(value));
  };
}

/** A selector as kubectl spells it: `app=web,tier in (a,b),!canary`; `everything` for `{}`. */
export function describeSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const parts = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) =>
      operations[operator].describe(key, values.join(',')),
    ),
  ];
  return parts.length === 0 ? 'everything' : parts.join(',');
}

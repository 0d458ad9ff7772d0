import { type Family, families } from '../addresses/address';
import type { ModelName } from '../settings/models';
import type { AllPairs } from './allPairs';
import { noNamespace } from './namespaceNumbers';

/**
 * How many ordered pairs of different pods have which answer, exactly: a line is drawn for every class, counted and dropped.
 * At addresses of one family.
 */
export function countPairs(
  pairs: AllPairs,
  model: ModelName,
  family: Family = families[0] ?? 'IPv4',
): ReadonlyMap<number, number> {
  const { classes } = pairs;
  const counts: number[] = [];
  const count = (answer: number, times: number): void => {
    counts[answer] = (counts[answer] ?? 0) + times;
  };
  const sizes = sizesByKind(pairs, family);
  for (let owner = 0; owner < classes.count; owner++) {
    const size = classes.sizes[owner] ?? 0;
    if (size === 0 || pairs.kindOf(owner, family) < 0) continue;
    const line = pairs.line(model, 'from', owner, family);
    const { byKind, byNamespace, classes: named, answers } = line;
    const own = pairs.kindOf(owner, family);
    // Nobody is a pair with itself.
    let itself = (byNamespace.get(classes.traits[owner]?.namespace ?? noNamespace) ?? byKind)(own);
    for (const [kind, others] of sizes.all.entries()) count(byKind(kind), size * others);
    for (const [namespace, answerOf] of byNamespace)
      for (const [kind, others] of sizes.inNamespace(namespace)) {
        count(byKind(kind), -size * others);
        count(answerOf(kind), size * others);
      }
    for (let i = 0; i < named.length; i++) {
      const other = named[i] ?? 0;
      const others = classes.sizes[other] ?? 0;
      const kind = pairs.kindOf(other, family);
      const ofNamespace = byNamespace.get(classes.traits[other]?.namespace ?? noNamespace);
      const answer = answers[i] ?? 0;
      if (other === owner) itself = answer;
      count((ofNamespace ?? byKind)(kind), -size * others);
      count(answer, size * others);
    }
    count(itself, -size);
  }
  return new Map([...counts.entries()].filter(([, times]) => times > 0));
}

function sizesByKind(
  pairs: AllPairs,
  family: Family,
): {
  readonly all: readonly number[];
  readonly inNamespace: (namespace: number) => ReadonlyMap<number, number>;
} {
  const { classes } = pairs;
  const all: number[] = [];
  for (let owner = 0; owner < classes.count; owner++) {
    const kind = pairs.kindOf(owner, family);
    if (kind >= 0) all[kind] = (all[kind] ?? 0) + (classes.sizes[owner] ?? 0);
  }
  const known = new Map<number, ReadonlyMap<number, number>>();
  const inNamespace = (namespace: number): ReadonlyMap<number, number> => {
    let sizes = known.get(namespace);
    if (!sizes) {
      const found = new Map<number, number>();
      for (const owner of classes.classesIn[namespace] ?? []) {
        const kind = pairs.kindOf(owner, family);
        if (kind >= 0) found.set(kind, (found.get(kind) ?? 0) + (classes.sizes[owner] ?? 0));
      }
      sizes = found;
      known.set(namespace, sizes);
    }
    return sizes;
  };
  return { all, inNamespace };
}

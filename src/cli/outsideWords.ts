import type { Family } from '../addresses/address';
import { type AddressSet, everything } from '../addresses/addressSet';
import { blocksOf, formatBlock, parseBlock } from '../addresses/block';
import { intersect, type Span, spansOf, subtract } from '../addresses/spans';
import { outsideOf } from '../english/ends';
import { list } from '../english/enumeration';
import type { Scenario } from '../scenario/scenario';

/** Addresses outside the cluster whose answer is the same. */
export interface Way<Answer> {
  readonly family: Family;
  readonly addresses: Span<bigint>;
  /** The same for equal answers. */
  readonly key: string;
  readonly reach: Answer;
}

/** Ranges with equal answers as one, in the fewest words. `named` are the families that count. */
export function grouped<Answer>(
  ways: readonly Way<Answer>[],
  everyone: AddressSet,
  named: readonly Family[],
): readonly { readonly words: string; readonly reach: Answer }[] {
  const relevant = ways.filter(({ family }) => named.includes(family));
  const byKey = new Map<string, readonly Way<Answer>[]>();
  for (const way of relevant) byKey.set(way.key, [...(byKey.get(way.key) ?? []), way]);
  return [...byKey.values()].flatMap(alike => {
    const [first] = alike;
    if (!first) return [];
    const of = (family: Family): AddressSet[Family] =>
      spansOf(alike.filter(way => way.family === family).map(({ addresses }) => addresses));
    // Where there are pods alone there is nobody else.
    if (named.every(family => intersect(of(family), everyone[family]).length === 0)) return [];
    return [
      { words: addressWords({ IPv4: of('IPv4'), IPv6: of('IPv6') }, everyone, named), reach: first.reach },
    ];
  });
}

/**
 * `outside the cluster`, `10.0.0.0/8 and 192.168.0.0/16`, `outside the cluster except 10.0.0.0/8`. A block within which
 * there are pods alone is left out: who reads it takes the addresses of pods for pods.
 */
function addressWords(addresses: AddressSet, everyone: AddressSet, named: readonly Family[]): string {
  const blocks = (of: (family: Family) => AddressSet[Family]): readonly string[] =>
    named.flatMap(family =>
      of(family)
        .flatMap(span => blocksOf(family, span))
        .filter(({ span }) => intersect([span], everyone[family]).length > 0)
        .map(formatBlock),
    );
  const [own, others] = [
    blocks(family => addresses[family]),
    blocks(family => subtract(everyone[family], addresses[family])),
  ];
  if (others.length === 0) return 'outside the cluster';
  return others.length < own.length ? `outside the cluster except ${list(others)}` : list(own);
}

/** Addresses that no pod has. */
export function everyoneOutside({ surroundings }: Scenario): AddressSet {
  return outsideOf(surroundings, { IPv4: [allOf('IPv4')], IPv6: [allOf('IPv6')] });
}

export function allOf(family: Family): Span<bigint> {
  const block = parseBlock(everything[family])?.block;
  if (!block) throw new Error(`${family} has no addresses`);
  return block.span;
}

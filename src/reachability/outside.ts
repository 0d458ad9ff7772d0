import { type Family, width } from '../addresses/address';
import { contains, cutAt, type Span } from '../addresses/spans';
import type { Direction } from '../kubernetes/objects';
import type { Ground } from './lines';
import type { Points } from './points';
import type { Link } from './ruleIndex';
import type { Selection } from './selection';

/** Addresses outside the cluster that a class of pods reaches alike, and from which it is reached alike; answers by number. */
export interface Outside {
  readonly addresses: Span<bigint>;
  readonly to: number;
  readonly from: number;
}

/** Every address of a family, as if nobody in the cluster had one: cut where an answer changes, in order. */
export function outsideOf(ground: Ground, points: Points, owner: number, family: Family): readonly Outside[] {
  const { sets, answers } = ground;
  const egress = doorOf(ground, 'egress', owner, family);
  const ingress = doorOf(ground, 'ingress', owner, family);
  const edges = [...egress.edges, ...ingress.edges];
  return cutAt([[0n, 1n << BigInt(width[family])]], edges).map((addresses): Outside => {
    const [first] = addresses;
    const ports = { egress: egress.ports(first), ingress: ingress.ports(first) };
    const allowed = (directions: readonly Direction[], direction: Direction): number =>
      directions.includes(direction) ? ports[direction] : sets.everything;
    const { requests, replies, carried } = points;
    return {
      addresses,
      to: answers.idOf(sets.intersection(carried, allowed(requests, 'egress')), allowed(replies, 'ingress')),
      from: answers.idOf(
        sets.intersection(carried, allowed(requests, 'ingress')),
        allowed(replies, 'egress'),
      ),
    };
  });
}

interface Door {
  /** Where blocks of its rules begin or end. */
  readonly edges: readonly bigint[];
  /** The set of ports that it lets pass to or from an address. */
  readonly ports: (address: bigint) => number;
}

function doorOf(
  { classes, rules, ports, sets }: Ground,
  direction: Direction,
  owner: number,
  family: Family,
): Door {
  const traits = classes.traits[owner];
  const selections = classes.allSelections(owner);
  const isIsolated = selections.some(selection => rules.isIsolating(direction, selection));
  if (!traits || traits.isExempt || !isIsolated) return { edges: [], ports: () => sets.everything };
  const declared = direction === 'egress' ? ports.ofNoPod : traits.declared;
  const links = selections.flatMap((selection): readonly Link<Selection | undefined>[] => [
    ...rules.general(direction, selection),
    ...rules.bySubject(direction, selection),
  ]);
  const forAnyone = links.filter(({ peer }) => !peer).map(link => ports.resolve(link.ports, declared));
  const always = forAnyone.reduce((a, b) => sets.union(a, b), sets.nothing);
  const blocks = links.flatMap(link => {
    const asks = link.peer?.asks;
    if (asks?.kind !== 'block' || asks.family !== family) return [];
    return { ...asks, ports: ports.resolve(link.ports, declared) };
  });
  return {
    edges: blocks.flatMap(({ span, except }) => [...span, ...except.flat()]),
    ports: address =>
      blocks
        .filter(({ span, except }) => contains([span], address) && !contains(except, address))
        .reduce((sum, block) => sets.union(sum, block.ports), always),
  };
}

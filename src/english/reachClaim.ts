import { allPorts, protocols } from '../addresses/port';
import type { Pod } from '../cluster/pod';
import { type Ends, everybody, oneBlank, readEnds, readPods, readSomebody, without } from './ends';
import { type Bound, readPodCount } from './podCount';
import { readPorts, type WrittenPort } from './port';
import { Refusal } from './refusal';
import type { Surroundings } from './surroundings';

/** What is said of some pairs: each of `from` with each of `to`. */
export interface ReachDemand {
  readonly from: Ends;
  readonly to: Ends;
  /** `never`: on none of the ports. `on`: on all of them. `only on`: on all of them, and on no other. */
  readonly what: 'never' | 'on' | 'only on';
  /** Absent: any; then `on` means that there is one at least. */
  readonly ports?: readonly WrittenPort[];
  /** On which of others it depends on the port of the client; nothing is said of them unless of `only on`. */
  readonly unreliable?: readonly WrittenPort[];
}

/** How many pods reach somebody. */
export interface ReachCount {
  readonly from: ReadonlySet<Pod>;
  readonly to: Ends;
  readonly bound: Bound;
  readonly number: number;
  readonly ports?: readonly WrittenPort[];
}

/** A sentence with `can reach`: demands of which all must hold, or a count. */
export type ReachClaim =
  | { readonly kind: 'demands'; readonly demands: readonly ReachDemand[] }
  | ({ readonly kind: 'count' } & ReachCount);

const forms =
  'write "no pod outside namespace shop can reach database", "only backend can reach database, and only on 5432", "frontend can reach only backend on 8080" or "at most 2 pods can reach database"';

const sentence =
  /^(?<from>.+?) (?<verb>can|cannot|can not|can['’]t) reach (?<to>.+?)(?<ports>,? (?:and )?(?:only )?on (?:any port|every port|all ports|ports? .+|\S+(?:(?:,| and| or) ?\S+)*))?$/i;

/** Reads a sentence such as `only backend can reach database, and only on 5432/TCP`. */
export function readReachClaim(text: string, surroundings: Surroundings): ReachClaim {
  if (/^for (any|all|every|each) /i.test(text))
    throw new Refusal(
      `"${text}": what is said of any pod or policy that could be added is a verdict on a flow, such as "for any pod that could be added, it → database fails".`,
    );
  refuseElse(text);
  const groups = sentence.exec(oneBlank(text).replace(/ can only reach /i, ' can reach only '))?.groups;
  if (!groups) throw new Refusal(`"${text}" says nothing about who can reach whom: ${forms}.`);
  const { from = '', to = '' } = groups;
  const isNever = groups.verb?.toLowerCase() !== 'can';
  const { ports, isOnly } = readPortWords(groups.ports);
  const on = ports && { ports };
  const counted = readPodCount(from);
  if (counted) {
    const { bound, number, which } = counted;
    refuseNever(isNever, text);
    return {
      kind: 'count',
      from: readPods(which, surroundings).pods,
      to: readEnds(to, surroundings),
      bound,
      number,
      ...on,
    };
  }
  return { kind: 'demands', demands: demandsOf({ text, from, to, isNever, isOnly, ...on }, surroundings) };
}

interface Written {
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly isNever: boolean;
  readonly isOnly: boolean;
  readonly ports?: readonly WrittenPort[];
}

function demandsOf(written: Written, surroundings: Surroundings): readonly ReachDemand[] {
  const { text, from, to, isNever, isOnly, ports } = written;
  const on = ports && { ports };
  if (/^each other$/i.test(to)) return apart(written, surroundings);
  const nobody = readNobody(from, surroundings);
  if (nobody) {
    refuseNever(isNever, text);
    return [{ from: nobody, to: readEnds(to, surroundings), what: 'never', ...on }];
  }
  const reachedBut = /^(?:nobody|nothing|no one)(?: but (.+))?$/i.exec(to);
  if (reachedBut) {
    refuseNever(isNever, text);
    const all = everybody(surroundings);
    return [
      {
        from: readEnds(from, surroundings),
        to: reachedBut[1] === undefined ? all : without(all, readEnds(reachedBut[1], surroundings)),
        what: 'never',
        ...on,
      },
    ];
  }
  const only = /^only (.+)$/i.exec(from)?.[1];
  const onlyTo = /^only (.+)$/i.exec(to)?.[1];
  const source = readEnds(only ?? from, surroundings);
  const target = readEnds(onlyTo ?? to, surroundings);
  if (isNever) {
    if (only !== undefined || onlyTo !== undefined || isOnly) refuseNever(true, text);
    return [{ from: source, to: target, what: 'never', ...on }];
  }
  // Whoever can reach only these can reach them only there.
  const granted: ReachDemand = {
    from: source,
    to: target,
    what: isOnly || (onlyTo !== undefined && ports) ? 'only on' : 'on',
    ...on,
  };
  const others = without(everybody(surroundings), source);
  return [
    granted,
    ...(only === undefined
      ? []
      : [{ from: others, to: target, what: 'never' as const, ...(isOnly ? {} : on) }]),
    ...(onlyTo === undefined
      ? []
      : [{ from: source, to: without(everybody(surroundings), target), what: 'never' as const }]),
  ];
}

/** Of whom it is said that none does: `no pod in namespace shop`, `nobody but backend`, `nobody outside the cluster`. */
export function readNobody(text: string, surroundings: Surroundings): Ends | undefined {
  const pods = /^no pods?(?: (?<which>.+))?$/i.exec(text);
  if (pods) return readPods(pods.groups?.which ?? '', surroundings);
  const [, which] = /^(?:nobody|nothing|no one)(?: (.+))?$/i.exec(text) ?? [text, text];
  if (which === text) return undefined;
  const all = everybody(surroundings);
  if (which === undefined) return all;
  const others = /^(?:but|except) (.+)$/i.exec(which)?.[1];
  if (others !== undefined) return without(all, readSomebody(others, surroundings));
  const outside = /^(?:from )?(outside(?! namespaces?\b).*)$/i.exec(which)?.[1];
  return outside !== undefined ? readEnds(outside, surroundings) : readPods(which, surroundings);
}

/** Both ways between the two. */
function apart({ text, from, isNever, ports }: Written, surroundings: Surroundings): readonly ReachDemand[] {
  const on = ports && { ports };
  const sides = from.split(/ and /i).map(side => readEnds(side, surroundings));
  const [one, other, ...more] = sides;
  if (!one || !other || more.length > 0)
    throw new Refusal(`"${text}": each other are two, with "and" between: namespace a and namespace b.`);
  const what = isNever ? 'never' : 'on';
  return [
    { from: one, to: other, what, ...on },
    { from: other, to: one, what, ...on },
  ];
}

function readPortWords(words: string | undefined): {
  readonly ports?: readonly WrittenPort[];
  readonly isOnly: boolean;
} {
  if (words === undefined) return { isOnly: false };
  const [, only, ports = ''] = /^,? (?:and )?(only )?on (?:ports? )?(.+)$/i.exec(words) ?? [];
  if (/^(any|any port)$/i.test(ports)) return { isOnly: false };
  return { ports: readPortCell(ports.replace(/ or /g, ' and ')), isOnly: only !== undefined };
}

/** Who is left depends on what was said before, which no other sentence of these looks at. */
function refuseElse(text: string): void {
  const [, who] = /\b((?:nobody|nothing|no one|no pods?|any(?:body|one|thing)) else)\b/i.exec(text) ?? [];
  if (who !== undefined)
    throw new Refusal(
      `"${text}": ${who} than who? Write "only backend can reach database" or "frontend can reach only backend", or, after sentences that say all of what is reachable, "nothing else is reachable".`,
    );
}

function refuseNever(isNever: boolean, text: string): void {
  if (isNever) throw new Refusal(`"${text}" says no twice: write it with "can reach".`);
}

/** One row of `frontend can reach exactly:`; a cell is ports, `all`, or empty for none. */
export function readReached(
  from: string,
  row: { readonly destination: string; readonly ports: string; readonly unreliable: string },
  surroundings: Surroundings,
): ReachDemand {
  return {
    from: readEnds(from, surroundings),
    to: readEnds(row.destination, surroundings),
    what: 'only on',
    ports: readPortCell(row.ports),
    unreliable: readPortCell(row.unreliable),
  };
}

/** Ports in a cell: `80, 53/UDP`, `all`, or nothing for none. */
export function readPortCell(text: string): readonly WrittenPort[] {
  if (/^(none)?$/i.test(text)) return [];
  if (!/^(all|any|all ports|every port)$/i.test(text)) return readPorts(text);
  return protocols.flatMap(protocol => allPorts.map(span => ({ kind: 'numbers' as const, protocol, span })));
}

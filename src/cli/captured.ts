import { type Family, families } from '../addresses/address';
import { type AddressSet, everything } from '../addresses/addressSet';
import { blocksOf, formatBlock, parseBlock } from '../addresses/block';
import { formatPorts, protocols } from '../addresses/port';
import { contains, cutAt, intersect, type Span, spansOf, subtract } from '../addresses/spans';
import { podKey } from '../cluster/pod';
import { resolveEndpoint } from '../english/endpoint';
import { outsideOf } from '../english/ends';
import { list } from '../english/enumeration';
import { Refusal } from '../english/refusal';
import { everyPort, type PortSets } from '../policy/portSets';
import { indented, type Step, scenarioText } from '../properties/sentence';
import type { Reach } from '../reachability/answers';
import type { Connection } from '../reachability/connectionList';
import type { Workload } from '../reachability/workloads';
import type { Scenario } from '../scenario/scenario';

/** A feature that says what everybody reaches, as it is now: each scenario of it holds. */
export function capturedFeature(scenario: Scenario, { workloads, connections, folders }: Captured): string {
  const { model, namespace } = scenario.state;
  const named = families.filter(family =>
    [...scenario.network.cluster.pods.values()].some(pod =>
      scenario.network.addresses.ofPod(pod).some(address => address.family === family),
    ),
  );
  const background = [
    `Given the ${model} model`,
    ...(namespace === undefined ? [] : [`And the namespace ${namespace}`]),
    ...folders.map(folder => `And the manifests in "${folder}"`),
  ];
  const scenarios = [
    ...fromOutside(scenario, connections, named),
    ...workloads.map(workload => {
      const who = nameOf(scenario, workload);
      return reachedBy(`What ${who} reaches`, who, fromWorkload(scenario, workload, connections, named));
    }),
    nobodyElse(workloads.map(workload => nameOf(scenario, workload))),
  ];
  const body = [
    'Background:',
    ...indented(background),
    ...scenarios.flatMap(text => ['', ...text.split('\n')]),
  ];
  return `${['Feature: Who can reach whom, as it was captured', ...indented(['', ...body])].join('\n')}\n`;
}

export interface Captured {
  readonly workloads: readonly Workload[];
  readonly connections: readonly Connection[];
  /** With manifests, as the feature file is to name them. */
  readonly folders: readonly string[];
}

/** Whoever comes later is to reach nobody, until it is captured as well. */
function nobodyElse(names: readonly string[]): string {
  const text = `no pod but ${list(names)} can reach anybody`;
  return scenarioText('Nobody else reaches anybody', [{ role: 'Then', text }]);
}

/** Somebody who is reached, in words, and how. */
interface Row {
  readonly whom: string;
  readonly reach: Reach;
}

function reachedBy(title: string, who: string, rows: readonly Row[]): string {
  if (rows.length === 0) return scenarioText(title, [{ role: 'Then', text: `${who} can reach nobody` }]);
  const isUnsure = rows.some(({ reach }) => cellOf(reach.unreliable) !== '');
  const header = ['destination', 'ports', ...(isUnsure ? ['unreliable'] : [])];
  const cells = rows.map(({ whom, reach }) => [
    whom,
    cellOf(reach.succeeds),
    ...(isUnsure ? [cellOf(reach.unreliable)] : []),
  ]);
  const step: Step = { role: 'Then', text: `${who} can reach exactly:`, table: [header, ...cells] };
  return scenarioText(title, [step]);
}

/** `80, 443-445, 53/UDP`, `all`, or nothing. */
function cellOf(sets: PortSets): string {
  if (protocols.every(protocol => formatPorts(sets[protocol]) === formatPorts(everyPort[protocol])))
    return 'all';
  return protocols
    .flatMap(protocol =>
      sets[protocol].map(span => `${formatPorts([span])}${protocol === 'TCP' ? '' : `/${protocol}`}`),
    )
    .join(', ');
}

function fromWorkload(
  scenario: Scenario,
  workload: Workload,
  connections: readonly Connection[],
  named: readonly Family[],
): readonly Row[] {
  const own = connections.filter(({ from }) => from.kind === 'workload' && from.workload === workload);
  const within = own.flatMap(({ to, reach }) =>
    to.kind === 'workload' ? [{ whom: nameOf(scenario, to.workload), reach }] : [],
  );
  const outside = grouped(
    own.flatMap(({ to, reach }) =>
      to.kind === 'outside'
        ? [{ family: to.family, addresses: to.addresses, key: JSON.stringify(reach), reach }]
        : [],
    ),
    everyoneOutside(scenario),
    named,
  );
  return [...within, ...outside.map(({ words, reach }) => ({ whom: words, reach }))];
}

/** What addresses outside reach, those that reach the same together. */
function fromOutside(
  scenario: Scenario,
  connections: readonly Connection[],
  named: readonly Family[],
): readonly string[] {
  const incoming = connections.filter(({ from }) => from.kind === 'outside');
  const ways = named.flatMap(family => {
    const own = incoming.flatMap(({ from, to, reach }) =>
      from.kind === 'outside' && from.family === family && to.kind === 'workload'
        ? [{ addresses: from.addresses, whom: nameOf(scenario, to.workload), reach }]
        : [],
    );
    return cutAt(
      [allOf(family)],
      own.flatMap(({ addresses }) => addresses),
    ).map(addresses => {
      const rows = own.filter(each => contains([each.addresses], addresses[0]));
      return {
        family,
        addresses,
        key: JSON.stringify(rows.map(({ whom, reach }) => [whom, reach])),
        reach: rows,
      };
    });
  });
  return grouped(ways, everyoneOutside(scenario), named).map(({ words, reach }) =>
    reachedBy(`What is reached from ${words}`, words, reach),
  );
}

interface Way<Answer> {
  readonly family: Family;
  readonly addresses: Span<bigint>;
  /** The same for equal answers. */
  readonly key: string;
  readonly reach: Answer;
}

/** Ranges with equal answers as one, in the fewest words. */
function grouped<Answer>(
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

/** `outside the cluster`, `10.0.0.0/8 and 192.168.0.0/16`, `outside the cluster except 10.0.0.0/8`. */
function addressWords(addresses: AddressSet, everyone: AddressSet, named: readonly Family[]): string {
  const blocks = (of: (family: Family) => AddressSet[Family]): readonly string[] =>
    named.flatMap(family => of(family).flatMap(span => blocksOf(family, span).map(formatBlock)));
  const [own, others] = [
    blocks(family => addresses[family]),
    blocks(family => subtract(everyone[family], addresses[family])),
  ];
  if (others.length === 0) return 'outside the cluster';
  return others.length < own.length ? `outside the cluster except ${list(others)}` : list(own);
}

/** Addresses that no pod has. */
function everyoneOutside({ surroundings }: Scenario): AddressSet {
  return outsideOf(surroundings, { IPv4: [allOf('IPv4')], IPv6: [allOf('IPv6')] });
}

function allOf(family: Family): Span<bigint> {
  const block = parseBlock(everything[family])?.block;
  if (!block) throw new Error(`${family} has no addresses`);
  return block.span;
}

/** As sentences name it: by its name, with its kind or its pods where the name alone is not enough. */
function nameOf({ surroundings }: Scenario, { name, pods }: Workload): string {
  const [first] = pods;
  if (!first) throw new Error(`${name} has no pods`);
  const { namespace, owner } = first;
  const within = `${namespace}/${owner?.name ?? first.name}`;
  const candidates = [within, ...(owner ? [`${owner.kind.toLowerCase()}/${within}`] : [])];
  const isMeant = (words: string): boolean => {
    try {
      const endpoint = resolveEndpoint(words, surroundings);
      return (
        endpoint.kind === 'pods' &&
        endpoint.pods.length === pods.length &&
        endpoint.pods.every(pod => pods.includes(pod))
      );
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  };
  const words = candidates.find(isMeant) ?? list(pods.map(podKey));
  if (pods.length === 1 && !isMeant(words))
    throw new Refusal(`No sentence can name ${name}: its namespace is called like a kind of object.`);
  return words;
}

import { type Family, families } from '../addresses/address';
import { formatPorts, protocols } from '../addresses/port';
import { contains, cutAt } from '../addresses/spans';
import { podKey } from '../cluster/pod';
import { resolveEndpoint } from '../english/endpoint';
import { list } from '../english/enumeration';
import { Refusal } from '../english/refusal';
import { everyPort, type PortSets } from '../policy/portSets';
import { indented, type Step, scenarioText } from '../properties/sentence';
import type { Reach } from '../reachability/answers';
import type { Connection } from '../reachability/connectionList';
import type { Workload } from '../reachability/workloads';
import type { Scenario } from '../scenario/scenario';
import { allOf, everyoneOutside, grouped } from './outsideWords';

/** A feature that says what everybody reaches, as it is now: each scenario of it holds. */
export function capturedFeature(scenario: Scenario, captured: Captured): string {
  const { workloads, folders } = captured;
  const { model, namespace } = scenario.state;
  const familiesOf = familiesIn(scenario);
  const connections = captured.connections.filter(each => isThere(each, familiesOf));
  const named = families.filter(family => workloads.some(workload => familiesOf(workload).includes(family)));
  const background = [
    `Given the ${model} model`,
    ...(namespace === undefined ? [] : [`And the namespace ${namespace}`]),
    ...folders.map(folder => `And the manifests in "${folder}"`),
  ];
  const scenarios = [
    ...fromOutside(scenario, connections, named),
    ...workloads.map(workload => {
      const who = nameOf(scenario, workload);
      return reachedBy(
        `What ${who} reaches`,
        who,
        fromWorkload(scenario, workload, connections, familiesOf(workload)),
      );
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

/** Of which families the pods of a workload have addresses. */
type FamiliesOf = (workload: Workload) => readonly Family[];

function familiesIn({ network }: Scenario): FamiliesOf {
  return ({ pods }) => {
    const addresses = pods.flatMap(pod => network.addresses.ofPod(pod));
    return families.filter(each => addresses.some(({ family }) => family === each));
  };
}

/** Nobody sends to an address of a family that he does not have. */
function isThere({ from, to }: Connection, familiesOf: FamiliesOf): boolean {
  if (from.kind === 'outside' && to.kind === 'workload') return familiesOf(to.workload).includes(from.family);
  if (from.kind === 'workload' && to.kind === 'outside') return familiesOf(from.workload).includes(to.family);
  return true;
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

import { type Address, addressKey } from '../addresses/address';
import { type Service, serviceKey, type TrafficPolicy } from '../cluster/service';
import { dnsLabelProblems } from '../kubernetes/names';
import type { Labels } from '../kubernetes/objects';
import { readAddress, readName } from './inventory';
import { readSomeLabels } from './labels';
import { didYouMean, Refusal } from './refusal';
import { type Kind, readServicePorts, refuseTakenNodePorts } from './servicePorts';
import { inRow, listed, type Row, readTable } from './table';
import { readHost } from './url';

const columns = [
  'service',
  'ports',
  'selector',
  'type',
  'cluster ip',
  'external ip',
  'external name',
  'external traffic',
  'internal traffic',
] as const;
type Column = (typeof columns)[number];
type ServiceRow = Row<Column>;

const sentence = 'the services:';

/**
 * `the services:`; a Service without a selector selects `app=<its name>`, and one of a type that has node ports gets
 * those that are not written, in order of listing.
 *
 * @throws Refusal with the row, where one cannot be read or stands against another
 */
export function readServices(cells: readonly (readonly string[])[], namespace: string): readonly Service[] {
  const rows = readTable(sentence, cells, columns);
  const services = rows.map(row => inRow(sentence, row, () => readService(row, namespace)));
  refuseTwice('service', services.map(serviceKey));
  const addresses = rows.flatMap(row => (isNone(row['cluster ip']) ? [] : listed(row['cluster ip'])));
  refuseTwice('cluster ip', addresses, text => addressKey(readAddress(text)));
  refuseTakenNodePorts(sentence, rows, services);
  return services;
}

function readService(row: ServiceRow, namespace: string): Service {
  const at = readServiceName(row.service, namespace);
  const kind = readKind(row);
  refuseWithoutEffect(row, kind);
  const headless = kind === 'headless';
  const isAlias = kind === 'ExternalName';
  const selector = readSelector(row.selector, at.name);
  return {
    ...at,
    type: headless ? 'ClusterIP' : kind,
    headless,
    clusterIPs: isNone(row['cluster ip']) ? [] : readClusterIPs(row['cluster ip']),
    externalIPs: listed(row['external ip']).map(readAddress),
    ...(isAlias && { externalName: readHost(row['external name']) }),
    ...(selector && !isAlias && { selector }),
    ports: readServicePorts(row.ports, kind),
    externalTrafficPolicy: readExternalTraffic(row, kind),
    internalTrafficPolicy: readTrafficPolicy(row['internal traffic']),
    publishNotReadyAddresses: false,
  };
}

/** `backend` or `shop/backend`; names of Services are labels of RFC 1035 (core `ValidateServiceName`). */
function readServiceName(text: string, namespace: string): { namespace: string; name: string } {
  const [name = '', before, ...more] = text.split('/').reverse();
  if (more.length > 0 || name === '')
    throw new Refusal(`"${text}" is no name: write a name, or namespace/name.`);
  if (dnsLabelProblems(name).length > 0 || !/^[a-z]/.test(name))
    throw new Refusal(
      `"${name}" is no name for a Service: it begins with a letter and goes on with lower-case letters, digits and hyphens, 63 in all, the last no hyphen.`,
    );
  return { namespace: before === undefined ? namespace : readName(before, 'namespace'), name };
}

const kinds: Readonly<Record<string, Kind>> = {
  clusterip: 'ClusterIP',
  nodeport: 'NodePort',
  loadbalancer: 'LoadBalancer',
  externalname: 'ExternalName',
  headless: 'headless',
};

function readKind(row: ServiceRow): Kind {
  const written = row.type === '' ? undefined : readType(row.type);
  if (row['external name'] !== '') {
    if ((written ?? 'ExternalName') === 'ExternalName') return 'ExternalName';
    throw new Refusal(
      `a Service with an external name is of type ExternalName, not ${written}: leave one of the two cells empty.`,
    );
  }
  if (written === 'ExternalName')
    throw new Refusal(
      'a Service of type ExternalName needs a name in the cell "external name", such as db.example.com.',
    );
  if (!isNone(row['cluster ip'])) return written ?? 'ClusterIP';
  if (written === 'NodePort' || written === 'LoadBalancer')
    throw new Refusal(`a Service of type ${written} has a cluster IP: None is for a headless one.`);
  return 'headless';
}

function readType(text: string): Kind {
  const word = text.toLowerCase().replace(/[\s-]/g, '');
  const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined;
  if (kind) return kind;
  const known = Object.values(kinds);
  throw new Refusal(
    `"${text}" is no type of a Service. ${didYouMean(text, known)}There are: ${known.join(', ')}.`,
  );
}

/** Cells that would say what the Service does not do, so that somebody relied on them in vain. */
const withoutEffect: Readonly<Partial<Record<Kind, { columns: readonly Column[]; why: string }>>> = {
  headless: {
    columns: ['cluster ip', 'external ip', 'external traffic', 'internal traffic'],
    why: 'a headless Service has no address of its own, as its name leads to the endpoints',
  },
  ExternalName: {
    columns: ['selector', 'cluster ip', 'external ip', 'external traffic', 'internal traffic'],
    why: 'a Service with an external name is an alias and takes no traffic itself',
  },
};

function refuseWithoutEffect(row: ServiceRow, kind: Kind): void {
  const { columns: useless = [], why = '' } = withoutEffect[kind] ?? {};
  const filled = useless.find(column => !/^(none|cluster)?$/i.test(row[column]));
  if (filled) throw new Refusal(`"${row[filled]}" has no effect: ${why}; leave the cell "${filled}" empty.`);
}

/** Nothing means the label that a pod without labels bears. */
function readSelector(text: string, name: string): Labels | undefined {
  if (isNone(text)) return undefined;
  return text === '' ? { app: name } : readSomeLabels(text);
}

function isNone(text: string): boolean {
  return /^none$/i.test(text);
}

function readClusterIPs(text: string): readonly Address[] {
  const addresses = listed(text).map(readAddress);
  if (new Set(addresses.map(({ family }) => family)).size < addresses.length)
    throw new Refusal(`"${text}": a Service has one cluster IP of each family.`);
  return addresses;
}

const trafficPolicies: readonly TrafficPolicy[] = ['Cluster', 'Local'];

function readTrafficPolicy(text: string): TrafficPolicy {
  const policy = trafficPolicies.find(known => known.toLowerCase() === (text.toLowerCase() || 'cluster'));
  if (policy) return policy;
  throw new Refusal(
    `"${text}" is no traffic policy. ${didYouMean(text, trafficPolicies)}There are: ${trafficPolicies.join(', ')}.`,
  );
}

/** Traffic from outside has a policy where some can come (core `validateServiceExternalTrafficPolicy`). */
function readExternalTraffic(row: ServiceRow, kind: Kind): TrafficPolicy {
  const policy = readTrafficPolicy(row['external traffic']);
  if (policy === 'Local' && kind === 'ClusterIP' && row['external ip'] === '')
    throw new Refusal(
      `"${row['external traffic']}" has no effect: only a Service of type NodePort or LoadBalancer, or one with an external IP, is reached from outside.`,
    );
  return policy;
}

function refuseTwice(what: string, texts: readonly string[], keyOf = (text: string): string => text): void {
  const keys = texts.map(keyOf);
  const twice = texts.find((_, i) => keys.indexOf(keys[i] ?? '') !== i);
  if (twice !== undefined) throw new Refusal(`${sentence} lists the ${what} "${twice}" twice.`);
}

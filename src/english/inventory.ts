import { type Address, parseAddress, width } from '../addresses/address';
import { type AddressSet, addressSetOf } from '../addresses/addressSet';
import { type Block, blockAround, formatBlock, parseBlock } from '../addresses/block';
import type { ExternalEndpoint } from '../cluster/cluster';
import type { Node } from '../cluster/node';
import type { Listening, Pod } from '../cluster/pod';
import type { ContainerPort, Labels } from '../kubernetes/objects';
import { readLabels } from './labels';
import { readPort } from './port';
import { Refusal } from './refusal';
import { inRow, listed, type Row, readTable } from './table';

type Cells = readonly (readonly string[])[];

/** `the pods:` with the columns `pod | labels | ports | ip | node`; a pod without labels bears `app=<its name>`. */
export function readPods(cells: Cells, namespace: string): readonly Pod[] {
  const sentence = 'the pods:';
  const rows = readTable(sentence, cells, ['pod', 'labels', 'ports', 'ip', 'node']);
  const pods = rows.map(row => {
    const key = [namespace, row.pod, row.labels, row.ports, row.ip, row.node].join('|');
    const pod = known.get(key) ?? inRow(sentence, row, () => readPod(row, namespace));
    known.set(key, pod);
    return pod;
  });
  refuseTwice(
    sentence,
    pods.map(pod => `${pod.namespace}/${pod.name}`),
    'pod',
  );
  refuseTwice(
    sentence,
    rows.flatMap(row => listed(row.ip)),
    'address',
  );
  return pods;
}

/** Pods never change, and the Background of a feature lists the same ones for every scenario. */
const known = new Map<string, Pod>();

function readPod(row: Row<'pod' | 'labels' | 'ports' | 'ip' | 'node'>, namespace: string): Pod {
  const at = readNamespaced(row.pod, namespace);
  return {
    ...at,
    labels: row.labels === '' ? { app: at.name } : readLabels(row.labels),
    listening: readListening(row.ports),
    addresses: listed(row.ip).map(readAddress),
    ...(row.node !== '' && { node: row.node }),
    hostNetwork: false,
    finished: false,
    terminating: false,
  };
}

/** `the namespaces:` with the columns `namespace | labels`. */
export function readNamespaces(cells: Cells): readonly (readonly [string, Labels])[] {
  return readNamed('the namespaces:', cells, ['namespace', 'labels'], row => [
    readName(row.namespace, 'namespace'),
    readLabels(row.labels),
  ]);
}

/** `the nodes:` with the columns `node | ip | labels`. */
export function readNodes(cells: Cells): readonly Node[] {
  return readNamed('the nodes:', cells, ['node', 'ip', 'labels'], row => ({
    name: readName(row.node, 'node'),
    labels: readLabels(row.labels),
    addresses: listed(row.ip).map(readAddress),
  }));
}

/** `the external endpoints:` with the columns `name | addresses`; addresses are single ones, blocks or both. */
export function readExternals(cells: Cells): readonly ExternalEndpoint[] {
  return readNamed('the external endpoints:', cells, ['name', 'addresses'], row => ({
    name: readExternalName(row.name),
    addresses: readAddressSet(row.name, row.addresses),
  }));
}

/** A table of things that its first column names, each once. */
function readNamed<Column extends string, Thing>(
  sentence: string,
  cells: Cells,
  columns: readonly [Column, ...Column[]],
  read: (row: Row<Column>) => Thing,
): readonly Thing[] {
  const [first] = columns;
  const rows = readTable(sentence, cells, columns);
  refuseTwice(
    sentence,
    rows.map(row => row[first]),
    first,
  );
  return rows.map(row => inRow(sentence, row, () => read(row)));
}

/** Whatever does not mean something else already. */
function readExternalName(name: string): string {
  const isTaken =
    /^the internet$/i.test(name) || parseAddress(name) || parseBlock(name) || /→|->|=>/.test(name);
  if (isTaken)
    throw new Refusal(`"${name}" is no name for an external endpoint: it means something else in a flow.`);
  return name;
}

/** `backend` or `shop/backend`. */
function readNamespaced(text: string, namespace: string): { namespace: string; name: string } {
  const [first = '', second, ...rest] = text.trim().split('/');
  if (rest.length > 0 || second === '')
    throw new Refusal(`"${text}" is no name: write a name, or namespace/name.`);
  return second === undefined
    ? { namespace, name: readName(first, 'pod') }
    : { namespace: readName(first, 'namespace'), name: readName(second, 'pod') };
}

/** Objects have names that DNS can bear (Kubernetes documentation, Object Names and IDs). */
export function readName(text: string, what: string): string {
  const dot = what === 'namespace' ? '' : '.';
  if (parseAddress(text)) throw new Refusal(`"${text}" is no name for a ${what}: it is an address.`);
  if (
    !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(text) ||
    (dot === '' && text.includes('.')) ||
    text.length > 253
  )
    throw new Refusal(
      `"${text}" is no name for a ${what}: names have lower-case letters, digits${dot && ', dots'} and hyphens, with a letter or digit at both ends.`,
    );
  return text;
}

export function readAddress(text: string): Address {
  const address = parseAddress(text);
  if (!address) throw new Refusal(`"${text}" is no IP address: write one like 10.1.2.3 or 2001:db8::1.`);
  return address;
}

/** A block in strict CIDR notation, as the API server takes it. */
export function readBlock(text: string): Block {
  const read = parseBlock(text);
  if (!read) throw new Refusal(`"${text}" is no address block: write one like 10.0.0.0/8 or 2001:db8::/32.`);
  if (read.lax.length > 0)
    throw new Refusal(`"${text}" is no exact address block: write ${formatBlock(read.block)}.`);
  return read.block;
}

/** A block, or a single address as a block of one. */
export function readBlockOrAddress(text: string): Block {
  if (text.includes('/')) return readBlock(text);
  const address = readAddress(text);
  return blockAround(address, width[address.family]);
}

function readAddressSet(name: string, cell: string): AddressSet {
  const texts = listed(cell);
  if (texts.length === 0)
    throw new Refusal(`"${name}" needs an address or a block in the column "addresses".`);
  return addressSetOf(texts.map(readBlockOrAddress));
}

/** An empty cell means that the pod listens on everything. */
function readListening(cell: string): Listening {
  const ports = listed(cell).map(readContainerPort);
  return ports.length === 0 ? { kind: 'everything' } : { kind: 'only', ports };
}

/** `8080`, `53/UDP` or `http=8080/TCP`. */
function readContainerPort(text: string): ContainerPort {
  const [, name, port = ''] = /^(?:([^=]+)=)?(.*)$/.exec(text) ?? [];
  const written = readPort(port);
  if (written.kind === 'name' || written.span[1] - written.span[0] !== 1)
    throw new Refusal(`"${text}" is no port to listen on: write 8080, 53/UDP or http=8080/TCP.`);
  return {
    port: written.span[0],
    protocol: written.protocol,
    ...(name !== undefined && { name: name.trim() }),
  };
}

function refuseTwice(sentence: string, names: readonly string[], what: string): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Refusal(`${sentence} lists the ${what} "${twice}" twice.`);
}

import { type Family, families, width } from '../addresses/address';
import { type AddressSet, addressSetOf, everything } from '../addresses/addressSet';
import { blockAround, parseBlock } from '../addresses/block';
import { subtract, union } from '../addresses/spans';
import type { Endpoint } from '../cluster/endpoint';
import { type Pod, podKey } from '../cluster/pod';
import { selectedBy } from '../services/endpoints';
import { knownNamespace, resolveEndpoint } from './endpoint';
import { enumerated, list } from './enumeration';
import { readBlockOrAddress } from './inventory';
import { readSomeLabels } from './labels';
import { Refusal } from './refusal';
import type { Surroundings } from './surroundings';

/** Pods, and addresses outside the cluster, that a sentence is about. */
export interface Ends {
  readonly pods: ReadonlySet<Pod>;
  readonly addresses: AddressSet;
}

const noAddresses: AddressSet = { IPv4: [], IPv6: [] };
const everyAddress = addressSetOf(families.flatMap(family => parseBlock(everything[family])?.block ?? []));

/** Everybody: all pods, and every address outside. */
export function everybody(surroundings: Surroundings): Ends {
  const { cluster } = surroundings;
  return { pods: new Set(cluster.pods.values()), addresses: outsideOf(surroundings, everyAddress) };
}

/** Whoever has an address that a pod was given is that pod. */
export function outsideOf({ cluster }: Pick<Surroundings, 'cluster'>, addresses: AddressSet): AddressSet {
  const given = [...cluster.pods.values()].flatMap(pod => pod.addresses);
  const owned = addressSetOf(given.map(address => blockAround(address, width[address.family])));
  return byFamily(family => subtract(addresses[family], owned[family]));
}

export function without(ends: Ends, others: Ends): Ends {
  return {
    pods: new Set([...ends.pods].filter(pod => !others.pods.has(pod))),
    addresses: byFamily(family => subtract(ends.addresses[family], others.addresses[family])),
  };
}

/** `frontend and backend`, `namespace shop`, `pods labelled tier=web in namespace shop`, `the Internet`, `10.0.0.0/8`. */
export function readEnds(text: string, surroundings: Surroundings): Ends {
  const parts = splitEnds(oneBlank(text)).map(part => readEnd(part, surroundings));
  return {
    pods: new Set(parts.flatMap(({ pods }) => [...pods])),
    addresses: byFamily(family => parts.map(({ addresses }) => addresses[family]).reduce(union, [])),
  };
}

/** Whoever leaves somebody out is to leave out somebody. */
export function readSomebody(text: string, surroundings: Surroundings): Ends {
  const ends = readEnds(text, surroundings);
  if (ends.pods.size === 0 && families.every(family => ends.addresses[family].length === 0))
    throw new Refusal(`"but ${text}" leaves out nobody: no pod is described so.`);
  return ends;
}

/** However many blanks there are between two words, they are one. */
export function oneBlank(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** Commas and "and" separate ends; what follows "but" or "except" belongs to them, and so do further labels. */
function splitEnds(text: string): readonly string[] {
  const [first = '', ...rest] = text.split(/(\s*,\s*(?:and\s+)?|\s+and\s+)/);
  const ends = [first];
  for (let i = 0; i < rest.length; i += 2) {
    const [separator = '', part = ''] = [rest[i], rest[i + 1]];
    const last = ends.at(-1) ?? '';
    if (goesOn(last, part)) ends.splice(-1, 1, `${last}${separator}${part}`);
    else ends.push(part);
  }
  return ends;
}

const aName = '(?!(?:not|labelled|in|outside|but|except|pods?|namespaces?)(?![a-z0-9-]))[a-z0-9-]+';
/** `shop, payments and monitoring`. */
const someNames = `${aName}(?:(?:, ?(?:and )?| and )${aName})*`;
const goesOnNaming = new RegExp(`^${aName}(?:$| (?:not |labelled |outside |but |except ))`, 'i');

function goesOn(before: string, part: string): boolean {
  if (
    /^(every pod|each pod|all pods|any pod|pods?|anywhere|any address|outside)\b.* (but|except) /i.test(
      before,
    )
  )
    return true;
  if (new RegExp(`(^| )namespaces ${someNames}$`, 'i').test(before) && goesOnNaming.test(part)) return true;
  return / labelled /i.test(` ${before}`) && /^(not )?labelled |^[^\s=]+=/i.test(part);
}

const namespaces = new RegExp(`^namespaces ${someNames}$`, 'i');

function readEnd(text: string, surroundings: Surroundings): Ends {
  const outside = readOutside(text);
  if (outside) return { pods: new Set(), addresses: outsideOf(surroundings, outside) };
  if (/^namespace \S+$/i.test(text) || namespaces.test(text)) return readPods(`in ${text}`, surroundings);
  const pods = /^(?:every pod|each pod|all pods|any pod|pods?)(?: (.+))?$/i.exec(text);
  if (pods) return readPods(pods[1] ?? '', surroundings);
  if (/^(every|any)(one|body)$|^anything$/i.test(text)) return everybody(surroundings);
  refusePort(text, surroundings);
  const endpoint = resolveEndpoint(text, surroundings);
  const literal = addressMeant(text, endpoint, surroundings);
  if (literal) return { pods: new Set(), addresses: literal };
  if (endpoint.kind === 'pods') return { pods: new Set(endpoint.pods), addresses: noAddresses };
  if (endpoint.kind === 'external')
    return { pods: new Set(), addresses: outsideOf(surroundings, endpoint.addresses) };
  const behind = endpoint.kind === 'service' ? selectedBy(surroundings.cluster, endpoint.service) : [];
  throw new Refusal(
    behind.length > 0
      ? `"${text}" is a Service, and policies know pods: name those behind it, ${list(behind.map(podKey))}.`
      : `"${text}" is no end of these sentences: name pods, workloads, namespaces, addresses, blocks or the Internet.`,
  );
}

/**
 * An address of a node is outside, and so is a block of one address, save that of a pod which it was given; policies know no
 * other owners. `undefined` where no address is meant.
 */
function addressMeant(text: string, endpoint: Endpoint, surroundings: Surroundings): AddressSet | undefined {
  if (!('address' in endpoint) || !endpoint.address) return undefined;
  if (endpoint.kind !== 'node' && !text.includes('/')) return undefined;
  const { address } = endpoint;
  const addresses = outsideOf(surroundings, addressSetOf([blockAround(address, width[address.family])]));
  return addresses[address.family].length > 0 ? addresses : undefined;
}

const outsideWords =
  /^(?:(?:anywhere|any address|(?:any|every)(?:one|body)) )?(?:from )?outside(?: the cluster)?(?: except (.+))?$/i;

/** `outside the cluster`, `outside the cluster except 10.0.0.0/8`: every address but these, those of pods among them. */
export function readOutside(text: string): AddressSet | undefined {
  const outside = outsideWords.exec(oneBlank(text));
  if (!outside) return undefined;
  const blocks = outside[1] === undefined ? [] : enumerated(outside[1]).map(readBlockOrAddress);
  const excepted = addressSetOf(blocks);
  return byFamily(family => subtract(everyAddress[family], excepted[family]));
}

/** A flow has its port here, and these sentences at their end. */
function refusePort(text: string, { cluster }: Surroundings): void {
  const [, name, port] = /^([^:[\]]+):([a-z0-9-]+(?:\/[a-z]+)?)$/i.exec(text) ?? [];
  if (name !== undefined && port !== undefined && !cluster.externals.has(text))
    throw new Refusal(`"${text}" has a port, which stands at the end here: "can reach ${name} on ${port}".`);
}

const someLabels = String.raw`[^\s,=]+=[^\s,]*(?:(?:, ?(?:and )?| and )[^\s,=]+=[^\s,]*)*`;

type Part = readonly [
  pattern: RegExp,
  read: (found: string, surroundings: Surroundings) => (pod: Pod) => boolean,
];

/** What may follow "pods", in any order. */
const parts: readonly Part[] = [
  [new RegExp(`^in namespaces (${someNames})(?= |$)`, 'i'), (names, around) => inSome(names, around)],
  [
    new RegExp(`^outside namespaces (${someNames})(?= |$)`, 'i'),
    (names, around) => not(inSome(names, around)),
  ],
  [/^in namespace (\S+)/i, (name, surroundings) => inNamespace(name, surroundings)],
  [/^outside namespace (\S+)/i, (name, surroundings) => not(inNamespace(name, surroundings))],
  [new RegExp(`^(?:and )?not labelled (${someLabels})`, 'i'), labels => not(labelled(labels))],
  [new RegExp(`^(?:and )?labelled (${someLabels})`, 'i'), labels => labelled(labels)],
  [
    /^(?:but|except) (.+)/i,
    (others, surroundings) => {
      const { pods } = readSomebody(others, surroundings);
      return pod => !pods.has(pod);
    },
  ],
];

/** `in namespace shop labelled tier=web but frontend`: what tells pods apart. */
export function readPods(text: string, surroundings: Surroundings): Ends {
  let pods = [...surroundings.cluster.pods.values()];
  let rest = oneBlank(text);
  while (rest !== '') {
    const found = parts
      .map(([pattern, read]) => ({ match: pattern.exec(rest), read }))
      .find(({ match }) => match !== null);
    if (!found?.match)
      throw new Refusal(
        `"pods ${text}" describes no pods: after "pods" comes "in namespace shop", "outside namespace shop", "labelled tier=web", "not labelled tier=web" or "but frontend".`,
      );
    const [whole, words = ''] = found.match;
    pods = pods.filter(found.read(words, surroundings));
    rest = rest.slice(whole.length).trim();
  }
  return { pods: new Set(pods), addresses: noAddresses };
}

function inSome(names: string, surroundings: Surroundings): (pod: Pod) => boolean {
  const known = enumerated(names).map(name => knownNamespace(name, surroundings));
  return ({ namespace }) => known.includes(namespace);
}

function inNamespace(name: string, surroundings: Surroundings): (pod: Pod) => boolean {
  const known = knownNamespace(name, surroundings);
  return ({ namespace }) => namespace === known;
}

function labelled(text: string): (pod: Pod) => boolean {
  const wanted = Object.entries(readSomeLabels(text.replace(/ and /g, ', ')));
  return ({ labels }) => wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function not(holds: (pod: Pod) => boolean): (pod: Pod) => boolean {
  return pod => !holds(pod);
}

function byFamily(of: (family: Family) => AddressSet[Family]): AddressSet {
  return { IPv4: of('IPv4'), IPv6: of('IPv6') };
}

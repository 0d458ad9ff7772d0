import { addressKey, families } from '../addresses/address';
import { dnsOf } from '../cluster/dns';
import { absoluteName } from '../kubernetes/names';
import type { Inventory } from '../services/endpoints';
import { type Alias, addressesIn, type DnsAnswer, isFound } from './dnsAnswer';
import { isOfCluster } from './names';
import { replySize, udpLimit } from './replySize';
import { candidatesFor, isTriedBareFirst, type ResolvConf } from './resolvConf';
import { answerOf, answerOutside } from './zone';

/** One name that a resolver asks for: a question for each family. */
export interface Query {
  readonly name: string;
  /** Aliases are followed by the server, so it is never one. */
  readonly answer: DnsAnswer;
  /** What the server followed on the way to it. */
  readonly aliases: readonly Alias[];
  /** In a family, it is too long for UDP: it is asked for again over TCP. */
  readonly truncated: boolean;
  /** The DNS pods had to ask their forwarder. */
  readonly forwarded: boolean;
}

/**
 * What becomes of a name as somebody wrote it, as long as every question is answered. A forwarder that does not answer the
 * DNS pods makes SERVFAIL of a name that was forwarded itself, after which glibc goes on; of an alias, NODATA.
 */
export interface Lookup {
  readonly queries: readonly Query[];
  readonly result: DnsAnswer;
  readonly written: string;
  /** The absolute name that was found; where none was, the name as it was written. */
  readonly name: string;
}

/** Asks for the candidates one after the other until one is found, as glibc does. */
export function lookUp(inventory: Inventory, conf: ResolvConf, written: string): Lookup {
  const queries: Query[] = [];
  for (const candidate of candidatesFor(written, conf)) {
    const query = ask(inventory, conf, absoluteName(candidate));
    queries.push(query);
    if (isFound(query.answer)) return { queries, result: query.answer, written, name: query.name };
  }
  return { queries, result: failureOf(queries, written, conf), written, name: absoluteName(written) };
}

/**
 * Of a name that stood first as it was written, its own failure counts; else that a name had no data, before that there
 * is none (res_search in resolv/res_query.c). Of several NXDOMAIN, one that says more.
 */
function failureOf(queries: readonly Query[], written: string, { ndots }: ResolvConf): DnsAnswer {
  const answers = queries.map(({ answer }) => answer);
  const [first] = answers;
  if (first && isTriedBareFirst(written, ndots)) return first;
  return (
    answers.find(({ kind }) => kind === 'NODATA') ??
    answers.find(answer => answer.kind === 'NXDOMAIN' && answer.unready) ?? { kind: 'NXDOMAIN' }
  );
}

function ask(inventory: Inventory, conf: ResolvConf, name: string): Query {
  if (!asksCluster(inventory, conf))
    return { name, answer: answerOutside(inventory, name), aliases: [], truncated: false, forwarded: false };
  const { answer, aliases } = follow(inventory, name);
  const targets = aliases.map(({ of }) => absoluteName(of));
  return {
    name,
    answer,
    aliases,
    truncated: families.some(
      family => replySize(name, targets, addressesIn(inventory, answer, family).length, family) > udpLimit,
    ),
    forwarded: [name, ...targets].some(asked => !isOfCluster(asked)),
  };
}

/** Servers that a pod names itself may be those of the cluster after all. */
export function asksCluster({ cluster, addresses }: Inventory, { asks }: ResolvConf): boolean {
  if (asks === 'cluster' || asks === 'node') return asks === 'cluster';
  const dns = dnsOf(cluster);
  const service = dns && cluster.services.get(dns.service);
  const own = [...(service ? addresses.ofService(service) : []), dns?.nodeCache ?? []].flat();
  const [first] = asks;
  return first !== undefined && own.map(addressKey).includes(addressKey(first));
}

/** maxCnameChainLength in coredns plugin/backend_lookup.go. */
const longestChain = 10;

/**
 * The server answers with the alias and what it leads to in one. Where that is a circle or nothing, the answer has no
 * error and no address: NODATA, and not NXDOMAIN (function A in coredns plugin/backend_lookup.go). The target is taken
 * as absolute; search domains are the resolver's.
 */
function follow(
  inventory: Inventory,
  name: string,
): { readonly answer: DnsAnswer; readonly aliases: readonly Alias[] } {
  const aliases: Alias[] = [];
  let answer = answerOf(inventory, name);
  while (answer.kind === 'alias') {
    const { service, of } = answer;
    const isCircle = aliases.some(earlier => earlier.service === service);
    if (isCircle || aliases.length > longestChain) break;
    aliases.push(answer);
    answer = answerOf(inventory, of);
  }
  const isDead = aliases.length > 0 && (answer.kind === 'alias' || !isFound(answer));
  return { answer: isDead ? { kind: 'NODATA', because: 'its alias leads nowhere' } : answer, aliases };
}

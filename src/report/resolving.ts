import { type Address, formatAddress } from '../addresses/address';
import type { Service } from '../cluster/service';
import type { CaseVerdict } from '../dataplane/attempt';
import type { Network } from '../dataplane/network';
import type { DnsAnswer } from '../dns/dnsAnswer';
import type { Lookup, Query } from '../dns/lookup';
import { list } from '../english/enumeration';
import type { Backing } from '../services/endpoints';
import type { Names } from './names';

/** Why a name leads nowhere: `cannot resolve backend: NXDOMAIN`. */
export function unresolvedText(names: Names, { case: { lookup }, isUnanswered }: CaseVerdict): string {
  const reason = !lookup || isUnanswered ? 'nobody answers questions' : answerText(names, lookup.result);
  return `cannot resolve ${lookup?.written ?? 'the name'}: ${reason}`;
}

/** What a server said about a name. */
export function answerText(names: Names, answer: DnsAnswer): string {
  switch (answer.kind) {
    case 'NXDOMAIN':
      return answer.unready ? `NXDOMAIN, ${names.service(answer.unready)} has no ready endpoint` : 'NXDOMAIN';
    case 'NODATA':
      return `NODATA, ${answer.because}`;
    case 'service':
      return names.service(answer.service);
    case 'alias':
      return `an alias of ${answer.of}`;
    case 'backings':
      return backingsText(names, answer.service, answer.backings);
    case 'addresses':
      return list(answer.addresses.map(formatAddress));
    case 'outside':
      return answer.endpoint.name;
  }
}

/** Names with the same answer together: `bakend.shop.svc.cluster.local and bakend: NXDOMAIN`. */
function failuresText(names: Names, queries: readonly Query[]): string {
  const groups = new Map<string, string[]>();
  for (const { name, answer, aliases } of queries) {
    const alias = aliases.at(-1);
    const said = alias ? `an alias of ${alias.of}, which leads to no address` : answerText(names, answer);
    groups.set(said, [...(groups.get(said) ?? []), name]);
  }
  return [...groups].map(([said, asked]) => `${list(asked)}: ${said}`).join('; ');
}

function backingsText(names: Names, service: Service, backings: readonly Backing[]): string {
  const [only, ...others] = backings;
  if (!only || others.length > 0) return `${backings.length} endpoints of ${names.service(service)}`;
  const address = formatAddress(only.address);
  return only.pod
    ? `${names.pod(only.pod)} (${address}), of ${names.service(service)}`
    : `${address}, of ${names.service(service)}`;
}

/** What was asked and what came of it, in a line: `backend.shop.svc.cluster.local is service/backend (10.96.0.11)`. */
export function lookupText(network: Network, names: Names, { queries, result, name }: Lookup): string {
  const asked = queries.length === 1 ? '' : `, after ${queries.length} questions`;
  if (result.kind === 'NXDOMAIN' || result.kind === 'NODATA') return failuresText(names, queries);
  const addresses: readonly Address[] =
    result.kind === 'service' ? network.addresses.ofService(result.service) : [];
  const shown = addresses.length > 0 ? ` (${addresses.map(formatAddress).join(', ')})` : '';
  return `${name} is ${answerText(names, result)}${shown}${asked}`;
}

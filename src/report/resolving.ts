import { type Address, formatAddress } from '../addresses/address';
import type { CaseVerdict } from '../dataplane/attempt';
import type { Network } from '../dataplane/network';
import type { DnsAnswer } from '../dns/dnsAnswer';
import type { Lookup } from '../dns/lookup';
import { list } from '../english/enumeration';
import type { Names } from './names';

/** Why a name leads nowhere: `cannot resolve backend: NXDOMAIN`. */
export function unresolvedText(names: Names, { case: { lookup }, isUnanswered }: CaseVerdict): string {
  const reason = !lookup || isUnanswered ? 'nobody answers questions' : answerText(names, lookup.result);
  return `cannot resolve ${lookup?.name ?? 'the name'}: ${reason}`;
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
      return `${answer.backings.length} endpoint${answer.backings.length === 1 ? '' : 's'} of ${names.service(answer.service)}`;
    case 'addresses':
      return list(answer.addresses.map(formatAddress));
    case 'outside':
      return answer.endpoint.name;
  }
}

/** What was asked and what came of it, in a line: `backend.shop.svc.cluster.local is service/backend (10.96.0.11)`. */
export function lookupText(network: Network, names: Names, { queries, result, name }: Lookup): string {
  const asked = queries.length === 1 ? '' : `, after ${queries.length} questions`;
  if (result.kind === 'NXDOMAIN' || result.kind === 'NODATA')
    return `${list(queries.map(query => query.name))}: ${answerText(names, result)}`;
  const addresses: readonly Address[] =
    result.kind === 'service' ? network.addresses.ofService(result.service) : [];
  const shown = addresses.length > 0 ? ` (${addresses.map(formatAddress).join(', ')})` : '';
  return `${name} is ${answerText(names, result)}${shown}${asked}`;
}

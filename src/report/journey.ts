import { addressKey, formatAddress } from '../addresses/address';
import { formatPorts } from '../addresses/port';
import { nodeOf, type Party } from '../cluster/flow';
import type { CaseVerdict, PortWalk } from '../dataplane/attempt';
import { isOfDns, type Leg, type Purpose } from '../dataplane/leg';
import type { Network } from '../dataplane/network';
import type { Names } from './names';
import { lookupText } from './resolving';
import { traceText } from './trace';

/**
 * The packets of a case, leg by leg: what its name was resolved to, which Service led where, and what each point said. A
 * case of a single leg that nothing rewrites is its trace alone.
 */
export function journeyText(network: Network, names: Names, verdict: CaseVerdict): string {
  const { leg, walks, earlier, case: asked } = verdict;
  const walk = walks.find(({ dropped }) => dropped) ?? walks[0];
  if (!walk) return '';
  if (earlier.length === 0 && !leg.translation && !leg.purpose) return traceText(network, names, walk);
  const legs = [...earlier.map(done => ({ leg: done.leg, walk: done.walks[0] })), { leg, walk }];
  const ofDns = legs.filter(each => isOfDns(each.leg));
  const isAnswered = verdict.kind === 'unresolved' ? !verdict.isUnanswered : ofDns.length < legs.length;
  return [
    ...ofDns.map(each => legText(network, names, each)),
    ...(asked.lookup && isAnswered ? [`  ${lookupText(network, names, asked.lookup)}`] : []),
    ...legs.filter(each => !isOfDns(each.leg)).map(each => legText(network, names, each)),
  ].join('\n\n');
}

function legText(
  network: Network,
  names: Names,
  { leg, walk }: { readonly leg: Leg; readonly walk: PortWalk | undefined },
): string {
  const heading = `  ${headingOf(names, leg)}`;
  return walk ? `${heading}\n${indented(traceText(network, names, walk))}` : heading;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

const purposes: Readonly<Record<Purpose, string>> = {
  DNS: 'DNS: ',
  'DNS over TCP': 'DNS over TCP, as the answer is too long for UDP: ',
  'forwarded DNS': 'DNS, asked on: ',
  'way in': 'the way in: ',
};

/** `DNS: frontend → service/kube-system/kube-dns:53/UDP (10.96.0.10) → kube-system/coredns:53`. */
export function headingOf(names: Names, leg: Leg): string {
  const { source, destination, protocol, ports, translation, purpose, leadTo } = leg;
  const end = `${names.party(destination)}:${formatPorts([ports])}`;
  const start = `${purpose ? purposes[purpose] : ''}${names.party(source)}`;
  if (!translation) {
    const told = leadTo ? `, for ${names.service(leadTo.service)}:${leadTo.port}` : '';
    return `${start} → ${end}/${protocol}${told}`;
  }
  const { service, balancer, dialled, port, masquerade, deadEnd } = translation;
  const balanced = balancer
    ? `${names.service(service)}:${balancer.port} (${formatAddress(balancer.address)}) → `
    : '';
  const door = `${balanced}${names.party(dialled)}:${port}/${protocol} (${formatAddress(dialled.address)})`;
  if (deadEnd === 'no backend') return `${start} → ${names.service(service)}:${port}/${protocol}`;
  if (deadEnd) return `${start} → ${door}`;
  // On the node that hides the client policy still sees it.
  const isHidden = masquerade && !isSame(masquerade, source) && nodeOf(destination) !== masquerade.node;
  const mask = isHidden ? `, masqueraded as ${names.party(masquerade)}` : '';
  return `${start} → ${door} → ${end}${mask}`;
}

function isSame(a: Party, b: Party): boolean {
  return addressKey(a.address) === addressKey(b.address);
}

import type { Block } from '../addresses/block';
import { protocols } from '../addresses/port';
import type { Span } from '../addresses/spans';
import { anyone, protocolsWithPorts, type Traffic, type Way } from '../firewall/rule';
import { readBlockOrAddress } from './inventory';
import { isAnyone } from './peers';
import { readPort } from './port';
import { didYouMean, Refusal } from './refusal';
import { listed } from './table';

// The cells that the tables of network ACLs and of security groups have in common.

const ways: Readonly<Record<string, Way>> = {
  inbound: 'inbound',
  in: 'inbound',
  ingress: 'inbound',
  outbound: 'outbound',
  out: 'outbound',
  egress: 'outbound',
};

/** `inbound` or `outbound`, also `in`, `out` and the words of Kubernetes. */
export function readWay(text: string): Way {
  const word = text.toLowerCase();
  const way = Object.hasOwn(ways, word) ? ways[word] : undefined;
  if (way) return way;
  if (text === '') throw new Refusal('the cell "direction" is empty: write inbound or outbound.');
  throw new Refusal(
    `"${text}" is no direction. ${didYouMean(text, ['inbound', 'outbound', 'ingress', 'egress'])}There are: inbound, outbound.`,
  );
}

/** `allow` or `deny`, the only actions there are. */
export function readAction(text: string): 'allow' | 'deny' {
  const word = text.toLowerCase();
  if (word === 'allow' || word === 'deny') return word;
  if (text === '') throw new Refusal('the cell "action" is empty: write allow or deny.');
  throw new Refusal(`"${text}" is no action. ${didYouMean(text, ['allow', 'deny'])}There are: allow, deny.`);
}

/** One for each range in the cell `ports`; an empty cell, or `all`, means all protocols or all ports. */
export function readTraffic(row: { readonly protocol: string; readonly ports: string }): readonly Traffic[] {
  const protocol = readProtocolOrAll(row.protocol);
  if (isAllPorts(row.ports)) return [{ protocol }];
  if (!protocolsWithPorts.includes(protocol))
    throw new Refusal(
      `"${row.ports}": a row for ${protocol === 'all' ? 'all protocols' : protocol} is for all ports, as AWS reads ports of TCP and UDP only.`,
    );
  const ranges = listed(row.ports);
  return (ranges.length > 0 ? ranges : [row.ports]).map(range => ({ protocol, ports: readSpan(range) }));
}

function readProtocolOrAll(text: string): Traffic['protocol'] {
  if (/^(all)?$/i.test(text)) return 'all';
  if (/^icmp(v6)?$/i.test(text)) return 'ICMP';
  const protocol = protocols.find(known => known === text.toUpperCase());
  if (protocol) return protocol;
  throw new Refusal(
    `"${text}" is no protocol. ${didYouMean(text, protocols)}There are: ${protocols.join(', ')}, ICMP, all.`,
  );
}

/** AWS writes all ports as 0-65535 as well. */
function isAllPorts(cell: string): boolean {
  return /^(all|0\s*-\s*65535)?$/i.test(cell);
}

function readSpan(text: string): Span<number> {
  const port = /^\d+(\s*-\s*\d+)?$/.test(text) ? readPort(text) : undefined;
  if (port?.kind !== 'numbers')
    throw new Refusal(
      `"${text}" is no port of a firewall: write a number like 443, a range like 1024-65535, or all alone.`,
    );
  return port.span;
}

/** A block, an address, or `anyone` for all addresses of both families; `forms` says what may stand here. */
export function readBlocks(text: string, forms: string): readonly Block[] {
  if (text === '') throw new Refusal(`the cell "peer" is empty: write ${forms}.`);
  if (isAnyone(text)) return anyone;
  if (text.includes(',')) throw new Refusal(`"${text}" names several peers: write a row for each.`);
  if (/^\d|[:/]/.test(text)) return [readBlockOrAddress(text)];
  throw new Refusal(`"${text}" is no peer: write ${forms}.`);
}

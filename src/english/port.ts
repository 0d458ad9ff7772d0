import { isPort, lastPort, type Protocol, protocols } from '../addresses/port';
import type { Span } from '../addresses/spans';
import { enumerated } from './enumeration';
import { didYouMean, Refusal } from './refusal';

/** A port as people write it: `8080`, `53/UDP`, `8000-8999/tcp`, `http`. */
export type WrittenPort =
  | { readonly kind: 'numbers'; readonly protocol: Protocol; readonly span: Span<number> }
  | { readonly kind: 'name'; readonly protocol: Protocol; readonly name: string };

const form =
  'a port is a number, a range or a name, with a protocol if it is not TCP: 8080, 8000-8999, http, 53/UDP';

export function readPort(text: string): WrittenPort {
  const [port = '', written, ...rest] = text.trim().split('/');
  if (port.trim() === '' || rest.length > 0) throw new Refusal(`"${text}" is no port: ${form}.`);
  const protocol = written === undefined ? 'TCP' : readProtocol(written);
  if (/^[+-]?[\d.]+$/.test(port)) return { kind: 'numbers', protocol, span: readNumber(port, text) };
  const range = /^(\d+)\s*-\s*(\d+)$/.exec(port);
  if (range) return { kind: 'numbers', protocol, span: readRange(range[1] ?? '', range[2] ?? '', text) };
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(port)) throw new Refusal(`"${text}" is no port: ${form}.`);
  return { kind: 'name', protocol, name: port };
}

/** Several ports separated by commas or "and". */
export function readPorts(text: string): readonly WrittenPort[] {
  return enumerated(text).map(readPort);
}

export function readProtocol(text: string): Protocol {
  const wanted = text.trim().toUpperCase();
  const found = protocols.find(protocol => protocol === wanted);
  if (found) return found;
  if (wanted.startsWith('ICMP'))
    throw new Refusal(`NetworkPolicy does not say what happens to ICMP; ask about TCP, UDP or SCTP.`);
  throw new Refusal(`"${text}" is no protocol. ${didYouMean(wanted, protocols)}There are: TCP, UDP, SCTP.`);
}

function readNumber(port: string, text: string): Span<number> {
  const number = /^[1-9]\d*$/.test(port) ? Number(port) : Number.NaN;
  if (!isPort(number))
    throw new Refusal(`"${text}" is no port: a port number lies between 1 and ${lastPort}.`);
  return [number, number + 1];
}

function readRange(first: string, last: string, text: string): Span<number> {
  const [start] = readNumber(first, text);
  const [, end] = readNumber(last, text);
  if (end <= start) throw new Refusal(`"${text}" is no range of ports: it ends before it begins.`);
  return [start, end];
}

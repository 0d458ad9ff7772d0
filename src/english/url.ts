import { formatAddress, parseAddress } from '../addresses/address';
import { isPort, lastPort, type Protocol, protocols } from '../addresses/port';
import { instead, Refusal } from './refusal';
import { type Scheme, schemeNamed, schemes } from './schemes';

/** A URL as a client reads it before it asks for the address of the host. */
export interface WrittenUrl {
  /** In lower case. */
  readonly scheme: string;
  /** A DNS name in lower case, its last dot kept, or an address; one of IPv6 without its brackets. */
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** What a web server is asked for, without query and fragment: `/` where nothing is written. */
  readonly path: string;
}

/**
 * Reads `http://backend`, `https://shop.example.com:8443/cart?x=1` or `tcp://db.shop:5432`; `undefined` where there
 * is no `://`. A user and a password are let pass and not kept.
 *
 * @throws Refusal where the scheme is unknown, or the host or the port is missing or is none
 */
export function readUrl(text: string): WrittenUrl | undefined {
  const url = text.trim();
  if (!url.includes('://')) return undefined;
  if (/\s/.test(url)) throw new Refusal(`"${url}" is no URL: it has a blank in it.`);
  const [, written = '', authority = '', path = ''] = /^([^:/?#]*):\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
  if (written === '')
    throw new Refusal(`"${url}" is no URL: it begins with its scheme, such as http://backend.`);
  const name = written.toLowerCase();
  const scheme = schemeNamed(name);
  if (!scheme)
    throw new Refusal(
      `"${written}" is no scheme that is known here. ${instead(name, Object.keys(schemes))} Anything else is written with tcp, udp or sctp and its port.`,
    );
  const target = readAuthority(authority.slice(authority.lastIndexOf('@') + 1), url);
  const port = target.port === undefined ? scheme.port : readPortNumber(target.port, url);
  if (port === undefined)
    throw new Refusal(
      `"${url}" needs a port, as ${name} has none of its own: ${name}://${target.shown}:8080.`,
    );
  refuseProtocol(url, path, name, scheme, target);
  return { scheme: name, host: target.host, port, protocol: scheme.protocol, path: path || '/' };
}

/** Other destinations are written with `:80/UDP`; here that would pass for a path, and another protocol be asked. */
function refuseProtocol(url: string, path: string, name: string, scheme: Scheme, target: Authority): void {
  const written = protocols.find(protocol => `/${protocol}` === path.toUpperCase());
  if (!written) return;
  const isOwn = written === scheme.protocol;
  const port = target.port ?? (isOwn ? undefined : scheme.port);
  const right = `${isOwn ? name : written.toLowerCase()}://${target.shown}${port === undefined ? '' : `:${port}`}`;
  throw new Refusal(`"${url}" is no URL: its scheme says which protocol is meant; write ${right}.`);
}

interface Authority {
  readonly host: string;
  /** The host as it stands in a URL. */
  readonly shown: string;
  readonly port?: string;
}

/** `host`, `host:port` or `[IPv6]:port` (RFC 3986, 3.2). */
function readAuthority(text: string, url: string): Authority {
  if (parseAddress(text)?.family === 'IPv6')
    throw new Refusal(`"${url}" is no URL: an IPv6 address stands in brackets, as in [2001:db8::1].`);
  if (text.includes(','))
    throw new Refusal(`"${url}" names several hosts: ask for each with a sentence of its own.`);
  const [, inside, host = '', port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(text) ?? [];
  const withPort = port !== undefined && { port };
  if (inside !== undefined) {
    const address = parseAddress(inside);
    if (address?.family !== 'IPv6')
      throw new Refusal(
        `"${url}" is no URL: what stands in brackets is an IPv6 address, as in [2001:db8::1].`,
      );
    return { host: formatAddress(address), shown: `[${formatAddress(address)}]`, ...withPort };
  }
  if (host === '') throw new Refusal(`"${url}" names no host: write one, such as http://backend.`);
  const name = parseAddress(host) ? host : readName(host, urlLabel);
  return { host: name, shown: name, ...withPort };
}

function readPortNumber(text: string, url: string): number {
  const port = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
  if (isPort(port)) return port;
  const what = text === '' ? 'there is none after the colon' : `"${text}" is no port`;
  throw new Refusal(`"${url}" is no URL: ${what}; a port number lies between 1 and ${lastPort}.`);
}

/**
 * A name as somebody gives it to a client, in lower case; a final dot is kept. Underscores are let pass, as in a URL.
 *
 * @throws Refusal that says what is wrong with it
 */
export function readLookedUp(text: string): string {
  const [, host] = /^\w+:\/\/([^/?#:]+)/.exec(text.trim()) ?? [];
  if (host !== undefined) throw new Refusal(`"${text}" is a URL: write the name alone, ${host}.`);
  return readName(text.trim(), urlLabel);
}

/**
 * A DNS name by itself, in lower case; a final dot is allowed and kept.
 *
 * @throws Refusal that says what is wrong with it
 */
export function readHost(text: string): string {
  return readName(text.trim(), hostLabel);
}

/** What a label of a name may be made of. */
interface LabelForm {
  readonly pattern: RegExp;
  readonly letters: string;
}

/** RFC 1123, 2.1. */
const hostLabel: LabelForm = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  letters: 'letters, digits and hyphens',
};

/** Clients look up names with an underscore too, such as those that Docker Compose makes. */
const urlLabel: LabelForm = {
  pattern: /^[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?$/,
  letters: 'letters, digits, hyphens and underscores',
};

/** Lengths on the wire leave a written name this much (RFC 1035, 2.3.4); its final dot does not count. */
const longest = { name: 253, label: 63 } as const;

function readName(text: string, form: LabelForm): string {
  const name = text.toLowerCase();
  const problem = problemOf(name.replace(/\.$/, ''), form);
  if (problem !== undefined) throw new Refusal(`"${text}" is no DNS name: ${problem}.`);
  return name;
}

function problemOf(name: string, { pattern, letters }: LabelForm): string | undefined {
  if (name === '') return 'it is empty';
  if (parseAddress(name)) return 'it is an IP address';
  if (/[:/]/.test(name)) return 'it stands alone, without a scheme, a port or a path';
  if (/^[\d.]+$/.test(name)) return 'it has digits only, and is no IP address either';
  if (name.length > longest.name) return `it is longer than ${longest.name} characters`;
  for (const label of name.split('.')) {
    if (label === '') return 'a dot stands between two labels, or once at the end';
    if (label.length > longest.label) return `"${label}" is longer than ${longest.label} characters`;
    if (!pattern.test(label))
      return `"${label}" is no label, as labels have ${letters}, with no hyphen at either end`;
  }
  return undefined;
}

import { parseAddress } from '../addresses/address';
import { parseBlock } from '../addresses/block';
import { readPort, type WrittenPort } from './port';
import { Refusal } from './refusal';
import { schemeNamed } from './schemes';
import { readUrl, type WrittenUrl } from './url';

/** A flow as written: the names are not yet looked up. */
export interface WrittenFlow {
  readonly source: string;
  readonly destination: string;
  /** Absent: each port that the destination listens on. */
  readonly port?: WrittenPort;
  /** The destination is a URL; its host is looked up first. */
  readonly url?: WrittenUrl;
}

const arrow = /→|->|=>/;
const form =
  'a flow is written source → destination:port, for instance frontend → backend:8080, frontend → dns:53/UDP or frontend → http://backend';

export function readFlow(text: string): WrittenFlow {
  const ends = text.split(arrow).map(end => end.trim());
  const [source, target, ...rest] = ends;
  if (!source || !target || rest.length > 0) throw new Refusal(`"${text}" is no flow: ${form}.`);
  if (source.includes('://'))
    throw new Refusal(`"${text}" is no flow: a URL can only be its destination; ${form}.`);
  const url = readUrl(target);
  if (url) {
    const { protocol, port } = url;
    return {
      source: unbracketed(source),
      destination: target,
      port: { kind: 'numbers', protocol, span: [port, port + 1] },
      url,
    };
  }
  refuseSlippedUrl(target);
  const { name, port } = readTarget(target);
  if (readTarget(source).port)
    throw new Refusal(`"${text}" is no flow: only the destination has a port; ${form}.`);
  return {
    source: unbracketed(source),
    destination: name,
    ...(port !== undefined && { port: readPort(port) }),
  };
}

/** `http:/backend`, `http//backend`, `http:backend:80`; whether `http:backend` is a pod's port, only its pods can tell. */
function refuseSlippedUrl(target: string): void {
  const [, scheme = '', between, rest = ''] = /^([a-z\d]+)(:\/?|\/\/)([^:/\s].*)$/i.exec(target) ?? [];
  if (!schemeNamed(scheme.toLowerCase())) return;
  const isPort = between === ':' && /^(?:[\w-]+(?:\/(?:tcp|udp|sctp))?|\d.*)$/i.test(rest);
  if (!isPort) throw new Refusal(`"${target}" is no URL: write ${scheme}://${rest}.`);
}

/** Parts `name:port`; the colons of a bare IPv6 address are its own. */
function readTarget(target: string): { name: string; port?: string } {
  if (parseAddress(target) || parseBlock(target)) return { name: target };
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(target);
  if (bracketed)
    return { name: bracketed[1] ?? '', ...(bracketed[2] !== undefined && { port: bracketed[2] }) };
  const colon = target.lastIndexOf(':');
  if (colon < 0) return { name: target };
  return { name: target.slice(0, colon).trim(), port: target.slice(colon + 1) };
}

function unbracketed(text: string): string {
  return /^\[(.*)\]$/.exec(text)?.[1] ?? text;
}

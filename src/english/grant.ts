import type { Grant, Subject } from '../authoring/grant';
import type { Direction, PolicyPort } from '../kubernetes/objects';
import { isAnyone, readPeers } from './peers';
import { readPorts, type WrittenPort } from './port';
import { didYouMean, Refusal } from './refusal';
import type { Surroundings } from './surroundings';

const form =
  'it goes: ingress [from …], egress [to …] or ingress and egress, then [on port 8080] or [on ports 80, 443 and 53/UDP]';

/** Reads what follows "allows" or "has only": `ingress from frontend on port 8080`. */
export function readGrant(text: string, subject: Subject, surroundings: Surroundings): Grant {
  const words = text.trim().replace(/\s+/g, ' ');
  const [, first = '', second, rest = ''] =
    /^(\S+?)(?: and (ingress|egress))?(?:(?= )(.*))?$/i.exec(words) ?? [];
  const directions = [readDirection(first), ...(second ? [readDirection(second)] : [])];
  if (directions[0] === directions[1]) throw new Refusal(`"${text}" says ${directions[0]} twice.`);
  return { directions, ...readNarrowing(rest.trim(), directions, subject, surroundings) };
}

/** Reads `from frontend on port 8080`, either part alone, or nothing. */
export function readNarrowing(
  text: string,
  directions: readonly Direction[],
  subject: Subject,
  surroundings: Surroundings,
): Omit<Grant, 'directions'> {
  if (text === '') return {};
  const parts = /^(?:(from|to) (.+?))?(?: ?on ports? (.+))?$/i.exec(text);
  if (!parts) throw new Refusal(`"${text}" cannot be read: ${form}.`);
  const [, preposition, peers, ports] = parts;
  if (
    preposition &&
    directions.length === 1 &&
    (preposition.toLowerCase() === 'from') !== (directions[0] === 'ingress')
  )
    throw new Refusal(`"${text}": ingress comes from someone, egress goes to someone.`);
  return {
    ...(peers && !isAnyone(peers) && { peers: readPeers(peers, subject, surroundings) }),
    ...(ports && { ports: readPorts(ports).map(asPolicyPort) }),
  };
}

export function readDirection(text: string): Direction {
  const word = text.toLowerCase();
  if (word === 'ingress' || word === 'egress') return word;
  throw new Refusal(
    `"${text}" is no direction. ${didYouMean(word, ['ingress', 'egress'])}There are: ingress, egress.`,
  );
}

function asPolicyPort(port: WrittenPort): PolicyPort {
  const protocol = port.protocol;
  if (port.kind === 'name') return { protocol, port: port.name };
  const [first, end] = port.span;
  return end - first === 1 ? { protocol, port: first } : { protocol, port: first, endPort: end - 1 };
}

import type { Protocol } from '../addresses/port';
import type { CaseVerdict } from '../dataplane/attempt';
import { isByProxy, isOfDns } from '../dataplane/leg';
import type { Settings } from '../settings/settings';
import type { Status } from './connection';
import type { SocketError } from './end';
import { answerTo } from './rejection';

/** What a connection comes to; that a host does not resolve is told in src/dns/outcomes.ts. */
const ofConnection = ['an answer', 'a timeout', 'connection refused', 'no route to host', 'a reset'] as const;
export type OfConnection = (typeof ofConnection)[number];

/** What a proxy answers whose own connection came to nothing. */
const ofProxy = ['bad gateway', 'service unavailable', 'gateway timeout'] as const;
type OfProxy = (typeof ofProxy)[number];

/** What whoever connects gets to see. */
export const sights = [...ofConnection, 'could not resolve host', ...ofProxy] as const;
export type Sight = (typeof sights)[number];

const sightOfError: Readonly<Record<SocketError, Sight>> = {
  ETIMEDOUT: 'a timeout',
  ECONNREFUSED: 'connection refused',
  EHOSTUNREACH: 'no route to host',
  ECONNRESET: 'a reset',
};

const sightOfStatuses: Readonly<Record<Status, OfConnection>> = {
  open: 'an answer',
  hanging: 'a timeout',
  refused: 'connection refused',
  unreachable: 'no route to host',
  'half-closed': 'an answer',
  'half-open': 'an answer',
  closed: 'an answer',
  reset: 'a reset',
  'timed out': 'a timeout',
};

export function sightOfStatus(status: Status): OfConnection {
  return sightOfStatuses[status];
}

/** Undefined where it depends on the client's port. Whoever is not told that a packet was dropped sees a timeout. */
export function sightOf(verdict: CaseVerdict, settings: Settings): Sight | undefined {
  const seen = sightAt(verdict, settings);
  return isByProxy(verdict.leg) ? answerOfProxy(verdict, seen) : seen;
}

/** A proxy has the connection to its client by then, and answers with a status of HTTP (RFC 9110, 15.6). */
function answerOfProxy({ leg, kind }: CaseVerdict, seen: Sight | undefined): Sight | undefined {
  if (kind === 'refused') return leg.translation?.deadEnd ? 'service unavailable' : 'bad gateway';
  if (kind !== 'fails') return seen;
  return seen === 'a timeout' ? 'gateway timeout' : 'bad gateway';
}

function sightAt({ kind, walks, leg }: CaseVerdict, settings: Settings): Sight | undefined {
  switch (kind) {
    case 'unresolved':
      return 'could not resolve host';
    case 'succeeds':
      return 'an answer';
    case 'refused':
      return 'connection refused';
    case 'unreliable':
      return undefined;
    case 'fails': {
      if (isOfDns(leg)) return 'could not resolve host';
      const [dropped] = walks.flatMap(walk => walk.dropped ?? []);
      const answer = dropped?.packet.kind.direction === 'original' ? answerTo(dropped, settings) : undefined;
      return answer ? sightOfError[answer.error] : 'a timeout';
    }
  }
}

/** Programs with which people try whether a flow passes. */
export const tools = ['curl', 'nc', 'wget', 'busybox wget'] as const;
export type Tool = (typeof tools)[number];

/**
 * Exit codes with a time limit: curl's are documented (docs/cmdline-opts/_EXITCODES.md), those of OpenBSD nc, GNU wget and
 * busybox were measured; the latter say by their text alone what it was.
 */
const exitCodes: Readonly<Record<Tool, Readonly<Record<OfConnection, number>>>> = {
  curl: { 'an answer': 0, 'a timeout': 28, 'connection refused': 7, 'no route to host': 7, 'a reset': 56 },
  nc: { 'an answer': 0, 'a timeout': 1, 'connection refused': 1, 'no route to host': 1, 'a reset': 1 },
  wget: { 'an answer': 0, 'a timeout': 4, 'connection refused': 4, 'no route to host': 4, 'a reset': 4 },
  'busybox wget': {
    'an answer': 0,
    'a timeout': 1,
    'connection refused': 1,
    'no route to host': 1,
    'a reset': 1,
  },
};

/** An answer is an answer to curl, whatever its status (curl without -f), and to nc; wget tells it from a page. */
const proxyCodes: Readonly<Record<Tool, number>> = { curl: 0, nc: 0, wget: 8, 'busybox wget': 1 };

/** Undefined where the program does not speak the protocol. `nc -zu` takes silence for an open port. */
export function exitCode(tool: Tool, sight: OfConnection | OfProxy, protocol: Protocol): number | undefined {
  if (isOfProxy(sight)) return proxyCodes[tool];
  if (protocol === 'TCP') return exitCodes[tool][sight];
  if (protocol === 'UDP' && tool === 'nc') return sight === 'connection refused' ? 1 : 0;
  return undefined;
}

function isOfProxy(sight: Sight): sight is OfProxy {
  return ofProxy.some(answer => answer === sight);
}

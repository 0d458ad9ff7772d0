import type { ResolvConf } from './resolvConf';

/** How the attempt to resolve a name ends that does not succeed: an answer that says so, or a way to none. */
export const nameFailures = [
  'NXDOMAIN',
  'NODATA',
  'SERVFAIL',
  'REFUSED',
  'no answer',
  'no answer over TCP',
  'port unreachable',
  'administratively prohibited',
] as const;
export type NameFailure = (typeof nameFailures)[number];

/** Programs that resolve a name; `wget` is GNU's, `nc` is OpenBSD's, `nslookup` and `dig` are BIND's. */
export const resolvingPrograms = ['curl', 'getent', 'wget', 'busybox wget', 'nc', 'nslookup', 'dig'] as const;
export type ResolvingProgram = (typeof resolvingPrograms)[number];

interface NameOutcome {
  /** Seconds until glibc gives up: in all, or for each name that it asks for in vain. */
  readonly seconds: { readonly inAll: number } | { readonly forEachName: number };
  readonly exits: Readonly<Record<ResolvingProgram, number>>;
}

/** `timeout:5` and `attempts:2` of resolv.conf(5), with the one server that a pod is given. */
const silence = { forEachName: 5 * 2 };
/** connect(2) gives up after six retries (net.ipv4.tcp_syn_retries); glibc lets it. */
const silenceOfTcp = { inAll: 135 };
const atOnce = { inAll: 0 };

/** curl documents its own (docs/cmdline-opts/_EXITCODES.md), getent(1) too; the others were measured. */
const exits = { curl: 6, getent: 2, wget: 4, 'busybox wget': 1, nc: 1, nslookup: 1 } as const;
/** dig takes any reply for success, and has 9 for none (dig(1), RETURN CODES). */
const answered = { ...exits, dig: 0 };
const unanswered = { ...exits, dig: 9 };

/**
 * Measured with glibc 2.36 on Linux 6.18, a single server and three search domains. Where an ICMP error is the answer, it
 * may be one that the rejecting node does not send, as it limits them (net.ipv4.icmp_ratelimit): after quick attempts
 * one waits for a `timeout` of resolv.conf(5), five seconds.
 */
const outcomes: Readonly<Record<NameFailure, NameOutcome>> = {
  NXDOMAIN: { seconds: atOnce, exits: answered },
  NODATA: { seconds: atOnce, exits: { ...answered, nslookup: 0 } },
  SERVFAIL: { seconds: atOnce, exits: answered },
  REFUSED: { seconds: atOnce, exits: answered },
  'no answer': { seconds: silence, exits: unanswered },
  'no answer over TCP': { seconds: silenceOfTcp, exits: unanswered },
  'port unreachable': { seconds: atOnce, exits: unanswered },
  'administratively prohibited': { seconds: atOnce, exits: unanswered },
};

/**
 * Seconds until glibc gives up on a name. After silence it leaves the other search domains out, and asks for one of
 * them and for the name as it stands, in either order (res_search in resolv/res_query.c).
 */
export function secondsToFail(failure: NameFailure, written: string, { search }: ResolvConf): number {
  const { seconds } = outcomes[failure];
  if ('inAll' in seconds) return seconds.inAll;
  const isAskedAlone = written.endsWith('.') || search.length === 0;
  return seconds.forEachName * (isAskedAlone ? 1 : 2);
}

/**
 * What a program exits with that waits so long for its name. `limit`: the seconds that curl was given with `-m` or
 * `--connect-timeout`, which it tells from a name that does not resolve; no other counts the time of resolving.
 */
export function nameExitCode(
  program: ResolvingProgram,
  failure: NameFailure,
  seconds: number,
  limit = Number.POSITIVE_INFINITY,
): number {
  return program === 'curl' && limit < seconds ? 28 : outcomes[failure].exits[program];
}

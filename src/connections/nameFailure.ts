import type { CaseVerdict } from '../dataplane/attempt';
import { isOfDns, type Purpose } from '../dataplane/leg';
import type { NameFailure } from '../dns/outcomes';
import type { Settings } from '../settings/settings';
import { answerTo } from './rejection';

/** What the client's resolver learns of a name that it gets no address for; undefined where it gets one. */
export function nameFailureOf(verdict: CaseVerdict, settings: Settings): NameFailure | undefined {
  const { kind, leg, walks, case: asked } = verdict;
  if (kind === 'unresolved') {
    const { result } = asked.lookup ?? {};
    const isUnanswered = leg !== asked || walks.some(({ dropped }) => dropped) || isClosed(verdict);
    return isUnanswered || !result ? 'port unreachable' : result.kind === 'NODATA' ? 'NODATA' : 'NXDOMAIN';
  }
  if (kind !== 'fails' || !isOfDns(leg)) return undefined;
  const [drop] = walks.flatMap(({ dropped }) => dropped ?? []);
  const answer = drop?.packet.kind.direction === 'original' ? answerTo(drop, settings) : undefined;
  const purpose: Purpose = leg.purpose ?? 'DNS';
  // The server answers about an alias that it cannot follow without an address (coredns plugin/backend_lookup.go).
  if (purpose === 'forwarded DNS')
    return asked.lookup?.queries.at(-1)?.aliases.length ? 'NODATA' : 'SERVFAIL';
  if (answer) return answer.error === 'EHOSTUNREACH' ? 'administratively prohibited' : 'port unreachable';
  return purpose === 'DNS over TCP' ? 'no answer over TCP' : 'no answer';
}

/** Nothing listens where questions go. */
function isClosed({ walks }: CaseVerdict): boolean {
  return walks.some(({ trace }) => trace.some(({ kind }) => !kind.content));
}

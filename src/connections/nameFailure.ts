import type { CaseVerdict } from '../dataplane/attempt';
import { isOfDns } from '../dataplane/leg';
import type { NameFailure } from '../dns/outcomes';
import type { Settings } from '../settings/settings';
import { answerTo } from './rejection';

/** What the client's resolver learns of a name that it gets no address for; undefined where it gets one. */
export function nameFailureOf(verdict: CaseVerdict, settings: Settings): NameFailure | undefined {
  const { kind, leg, case: asked, isUnanswered } = verdict;
  if (kind === 'unresolved' && !isUnanswered)
    return asked.lookup?.result.kind === 'NODATA' ? 'NODATA' : 'NXDOMAIN';
  const isStopped = kind === 'fails' && isOfDns(leg);
  if (!isStopped && !isUnanswered) return undefined;
  // The server answers about an alias that it cannot follow without an address (coredns plugin/backend_lookup.go).
  if (leg.purpose === 'forwarded DNS')
    return asked.lookup?.queries.at(-1)?.aliases.length ? 'NODATA' : 'SERVFAIL';
  return isUnanswered ? 'port unreachable' : failureAt(verdict, settings);
}

/** By what the point sends back that stopped a question, or the answer to it. */
function failureAt({ walks, leg }: CaseVerdict, settings: Settings): NameFailure {
  const [drop] = walks.flatMap(({ dropped }) => dropped ?? []);
  const answer = drop?.packet.kind.direction === 'original' ? answerTo(drop, settings) : undefined;
  if (answer) return answer.error === 'EHOSTUNREACH' ? 'administratively prohibited' : 'port unreachable';
  return leg.purpose === 'DNS over TCP' ? 'no answer over TCP' : 'no answer';
}

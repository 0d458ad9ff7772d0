import { formatPorts } from '../addresses/port';
import { type Span, spansOf } from '../addresses/spans';
import { podOf } from '../cluster/flow';
import { portsOf } from '../cluster/pod';
import type { Answer } from '../dataplane/answer';
import { kindOf } from '../dataplane/answer';
import type { CaseVerdict, PortWalk } from '../dataplane/attempt';
import type { Case } from '../dataplane/cases';
import type { Drop } from '../dataplane/check';
import { isOfDns, type Leg } from '../dataplane/leg';
import { list } from '../english/enumeration';
import type { Names } from './names';
import { unresolvedText } from './resolving';

/** `succeeds`, `fails at backend egress for the reply`, … for cases that agree; else what happens to how many. */
export function verdictText(
  names: Names,
  { cases, kind: whole }: Pick<Answer, 'cases'> & Partial<Pick<Answer, 'kind'>>,
): string {
  const outcomes = [...new Set(cases.map(verdict => outcomeText(names, verdict)))];
  const isByChance = whole === 'unreliable' && cases.some(({ kind }) => kind !== 'unreliable');
  if (outcomes.length === 1) return outcomes.join('');
  if (isByChance) return 'is unreliable: it depends on where the client is led';
  const kind = kindOf(cases.map(verdict => verdict.kind));
  return kind === 'mixed' ? 'the cases do not agree' : `${kind}, but not in the same way everywhere`;
}

const mostGroups = 20;

/** Every different outcome with the cases that have it; neighbouring ports are put together. */
export function casesText(names: Names, cases: readonly CaseVerdict[]): string {
  const flowOf = (one: Case): string => names.flow({ ...one, ports: [0, 1] });
  const groups = new Map<string, { first: CaseVerdict; outcome: string; ports: Span<number>[] }>();
  for (const verdict of cases) {
    const outcome = outcomeText(names, verdict);
    const key = [flowOf(verdict.case), names.addresses(verdict.case), outcome].join('\n');
    const group = groups.get(key) ?? { first: verdict, outcome, ports: [] };
    group.ports.push(verdict.case.ports);
    groups.set(key, group);
  }
  const shown = [...groups.values()].slice(0, mostGroups);
  const lines = shown.map(({ first, outcome, ports }) => {
    const flow = flowOf(first.case);
    const isAlike = shown.some(
      other =>
        flowOf(other.first.case) === flow &&
        names.addresses(other.first.case) !== names.addresses(first.case),
    );
    const addresses = isAlike ? ` (${names.addresses(first.case)})` : '';
    return `  ${flow.replace(/:0\//, `:${formatPorts(spansOf(ports))}/`)}${addresses} ${outcome}`;
  });
  const rest = groups.size - shown.length;
  return [...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
}

export function outcomeText(names: Names, verdict: CaseVerdict): string {
  const { kind, walks, leg } = verdict;
  switch (kind) {
    case 'succeeds':
      return 'succeeds';
    case 'refused':
      return refusedText(names, walks);
    case 'unresolved':
      return unresolvedText(names, verdict);
    case 'unreliable':
      return `is unreliable: it depends on the client's source port (works from ${portsWhere(walks, false)}, not from ${portsWhere(walks, true)})`;
    case 'fails': {
      const places = new Set(walks.flatMap(({ dropped }) => (dropped ? placeText(names, dropped, leg) : [])));
      return `fails at ${list([...places], 'or')}`;
    }
  }
}

/** Nobody answers: no process on the port, or no endpoint behind the Service. */
function refusedText(names: Names, walks: readonly PortWalk[]): string {
  const service = walks[0]?.trace[0]?.header.translation?.service;
  if (service && walks.some(({ dropped }) => dropped))
    return `is refused: ${names.service(service)} has no endpoints`;
  const { header } = walks[0]?.trace[0] ?? {};
  const led = header?.translation;
  if (!header || !led) return `is refused: nothing listens there${listeningText(walks)}`;
  const door = `${names.party(led.dialled)}:${led.port}`;
  return `is refused: ${door} leads to port ${header.destinationPort} of ${names.party(header.destination)}, where nothing listens${listeningText(walks)}`;
}

/** What the destination does listen on. */
function listeningText(walks: readonly PortWalk[]): string {
  const destination = walks[0]?.trace[0]?.header.destination;
  const pod = destination && podOf(destination);
  if (!pod) return '';
  return `, it listens on ${list(portsOf(pod).map(({ port, protocol }) => `${port}/${protocol}`))}`;
}

/** `backend egress`, `backend egress for the reply`, `frontend egress to DNS`. */
export function placeText(names: Names, { at, packet }: Drop, leg: Leg): string {
  const reply = packet.kind.direction === 'reply' ? ' for the reply' : '';
  return `${names.point(at)}${reply}${isOfDns(leg) ? ' to DNS' : ''}`;
}

/** What an answer says, whatever was asked. */
export type Judged = Pick<Answer, 'cases' | 'model' | 'upstream'> &
  Partial<Pick<Answer, 'kind' | 'question'>>;

/** One line that says where upstream Kubernetes parts from the verdict; nothing where it does not. */
export function upstreamText(names: Names, { upstream, cases, model }: Judged): string | undefined {
  if (!upstream) return undefined;
  const [other] = upstream.filter((verdict, i) => verdict.kind !== cases[i]?.kind);
  if (!other) return undefined;
  const verdict = outcomeText(names, other);
  if (model === 'unenforced')
    return `Upstream Kubernetes (stateful) enforces policy: there this flow ${verdict}.`;
  if (other.kind === 'succeeds')
    return 'Upstream Kubernetes (stateful) lets this reply through: replies of an allowed connection are tracked.';
  return `Upstream Kubernetes (stateful) tracks replies of an allowed connection: there this flow ${verdict}.`;
}

function portsWhere(walks: readonly PortWalk[], dropped: boolean): string {
  return formatPorts(
    spansOf(walks.filter(walk => (walk.dropped !== undefined) === dropped).map(w => w.sourcePorts)),
  );
}

/** The case that is explained: one that does not succeed, if there is one. */
export function tellingCase({ cases, kinds }: Answer): CaseVerdict | undefined {
  return cases.find((_, i) => kinds[i] !== 'succeeds') ?? cases[0];
}

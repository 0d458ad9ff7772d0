import { formatPorts, type Protocol } from '../addresses/port';
import { intersect, type Spans, spansOf, subtract } from '../addresses/spans';
import { type Endpoint, isSameEndpoint } from '../cluster/endpoint';
import type { Answer } from '../dataplane/answer';
import type { CaseVerdict } from '../dataplane/attempt';
import { displayName } from '../english/endpoint';
import { readQuestion } from '../english/question';
import { Refusal } from '../english/refusal';
import { failureText } from '../report/failure';
import type { Scenario } from './scenario';
import { ask, fail } from './verdicts';

/** A row of the table, with what it allows to succeed. */
interface Listed {
  readonly flow: string;
  readonly answer: Answer;
}

/**
 * `only these flows succeed:` Every listed flow succeeds, and nothing else does: between any two pods, and between
 * pods and the external endpoints that are listed in the scenario or in the table, on every port that is listened on.
 */
export async function expectOnly(scenario: Scenario, cells: readonly (readonly string[])[]): Promise<void> {
  const flows = cells.map(row => row.join(' ').trim()).filter(flow => flow !== '');
  const listed: Listed[] = [];
  for (const flow of flows) {
    const question = readQuestion(flow, scenario.surroundings);
    const answer = await ask(scenario, question);
    const offending = answer.cases.find(({ kind }) => kind !== 'succeeds');
    if (offending) fail(scenario, failureText(scenario, { flow, expected: 'succeed', answer }, offending));
    listed.push({ flow, answer });
  }
  const endpoints = everyEndpoint(scenario, listed);
  if (endpoints.length < 2) throw new Refusal('only these flows succeed: needs two endpoints at least.');

  const surplus: string[] = [];
  let first: string | undefined;
  for (const source of endpoints)
    for (const destination of endpoints) {
      if (isSameEndpoint(source, destination) || (source.kind !== 'pods' && destination.kind !== 'pods'))
        continue;
      const allowed = listed.filter(
        ({ answer: { question } }) =>
          covers(question.source, source) && covers(question.destination, destination),
      );
      const { cases } = await ask(scenario, { source, destination, ports: { kind: 'listening' } });
      for (const verdict of cases) {
        if (verdict.kind !== 'succeeds') continue;
        const { protocol, ports } = verdict.case;
        const rest = subtract([ports], portsOf(allowed, protocol));
        if (rest.length === 0) continue;
        surplus.push(`  ${source.name} → ${destination.name}:${formatPorts(rest)}/${protocol}`);
        first ??= explain(scenario, source, destination, verdict);
      }
    }
  if (surplus.length === 0) return;
  const lines = [...new Set(surplus)];
  fail(
    scenario,
    [
      `${lines.length} flow${lines.length === 1 ? '' : 's'} succeed${lines.length === 1 ? 's' : ''} that the table does not list (${scenario.state.model}).`,
      lines.join('\n'),
      first,
    ].join('\n\n'),
  );
}

function explain(scenario: Scenario, source: Endpoint, destination: Endpoint, verdict: CaseVerdict): string {
  const { model } = scenario.state;
  const answer: Answer = {
    question: { source, destination, ports: { kind: 'listening' } },
    model,
    cases: [verdict],
    kind: verdict.kind,
  };
  return failureText(
    scenario,
    { flow: scenario.names.flow(verdict.case), expected: 'fail', answer },
    verdict,
  );
}

/** The ports on which the listed flows may succeed. */
function portsOf(listed: readonly Listed[], protocol: Protocol): Spans<number> {
  const spans = listed
    .flatMap(({ answer }) => answer.cases)
    .filter(verdict => verdict.case.protocol === protocol);
  return spansOf(spans.map(verdict => verdict.case.ports));
}

/** Whether what a row names includes an endpoint: the same one, a workload its pod, a block its addresses. */
function covers(named: Endpoint, endpoint: Endpoint): boolean {
  if (named.kind === 'pods' && endpoint.kind === 'pods')
    return endpoint.pods.every(pod => named.pods.includes(pod));
  if (named.kind === 'external' && endpoint.kind === 'external')
    return (['IPv4', 'IPv6'] as const).every(
      family =>
        subtract(endpoint.addresses[family], named.addresses[family]).length === 0 &&
        (endpoint.addresses[family].length === 0 ||
          intersect(endpoint.addresses[family], named.addresses[family]).length > 0),
    );
  return isSameEndpoint(named, endpoint);
}

/** Workloads count once, and so do the nodes and external endpoints that the table names. */
function everyEndpoint(scenario: Scenario, listed: readonly Listed[]): readonly Endpoint[] {
  const { cluster } = scenario.network;
  const groups = new Map<string, Endpoint & { kind: 'pods' }>();
  for (const pod of cluster.pods.values()) {
    const name =
      pod.namespace === scenario.namespace ? displayName(pod) : `${pod.namespace}/${displayName(pod)}`;
    const key = `${pod.owner?.kind ?? ''} ${name}`;
    groups.set(key, { kind: 'pods', name, pods: [...(groups.get(key)?.pods ?? []), pod] });
  }
  const externals = [...cluster.externals.values()].map(
    (external): Endpoint => ({ kind: 'external', ...external }),
  );
  const named = listed
    .flatMap(({ answer }) => [answer.question.source, answer.question.destination])
    .filter(endpoint => endpoint.kind !== 'pods');
  const others = [...externals, ...named];
  return [
    ...groups.values(),
    ...others.filter((one, i) => others.findIndex(other => isSameEndpoint(one, other)) === i),
  ];
}

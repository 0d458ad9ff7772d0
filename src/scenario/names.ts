import { families, formatAddress } from '../addresses/address';
import type { Endpoint } from '../cluster/endpoint';
import { addressesOf } from '../cluster/endpointAddresses';
import { podOf } from '../cluster/flow';
import { nameFailureOf } from '../connections/nameFailure';
import type { CaseVerdict } from '../dataplane/attempt';
import type { Question } from '../dataplane/cases';
import { addressesIn, type DnsAnswer } from '../dns/dnsAnswer';
import { type NameFailure, nameFailures, secondsToFail } from '../dns/outcomes';
import { nodeResolvConf, resolvConfOf } from '../dns/resolvConf';
import { readDuration } from '../english/duration';
import { resolveEndpoint } from '../english/endpoint';
import { questionOf, readQuestion } from '../english/question';
import { instead, Refusal } from '../english/refusal';
import { readTable } from '../english/table';
import { readLookedUp } from '../english/url';
import { absoluteName } from '../kubernetes/names';
import { failureText } from '../report/failure';
import { timeText } from '../report/history';
import { pipes } from '../report/pipes';
import { answerText } from '../report/resolving';
import type { ModelName } from '../settings/models';
import { ask } from './ask';
import type { Scenario } from './scenario';
import { attachDifference, expectEveryCase, fail, failWithPackets } from './verdicts';

/** How a name is to fail: `NXDOMAIN`, `no answer after 20 seconds`. */
interface WantedFailure {
  readonly failure: NameFailure;
  readonly seconds?: number;
}

/** Who looks up which name. */
interface Lookedup {
  readonly client: string;
  readonly host: string;
  readonly model?: ModelName;
}

interface Unresolved {
  readonly model?: ModelName;
  /** As written; absent: whatever the reason. */
  readonly how?: string;
}

/** `frontend → http://backend cannot resolve`: the client gets no address. */
export async function expectFlowUnresolved(
  scenario: Scenario,
  flow: string,
  { model, how }: Unresolved = {},
): Promise<void> {
  const question = readQuestion(flow, scenario.surroundings);
  if (question.destination.kind !== 'name')
    throw new Refusal(`${flow} names nothing to resolve: write a URL, for instance http://backend.`);
  await expectUnresolved(scenario, { flow, question }, { ...(model && { model }), ...(how && { how }) });
}

/** `frontend cannot resolve backend`, `frontend cannot resolve backend: NXDOMAIN`. */
export async function expectNameUnresolved(
  scenario: Scenario,
  { client, host }: Lookedup,
  wanted: Unresolved = {},
): Promise<void> {
  const question = nameQuestion(scenario, client, host);
  await expectUnresolved(scenario, { flow: `${client.trim()} → ${host.trim()}`, question }, wanted);
}

async function expectUnresolved(
  scenario: Scenario,
  { flow, question }: { readonly flow: string; readonly question: Question },
  { model, how }: Unresolved,
): Promise<void> {
  const wanted = how === undefined ? undefined : readFailure(how);
  const { settings } = scenario.state;
  await expectEveryCase(
    scenario,
    { flow, ...(model && { model }) },
    {
      words: `find no address${how === undefined ? '' : `: ${how.trim()}`}`,
      actually: verdict => {
        const failure = nameFailureOf(verdict, settings);
        const { lookup } = verdict.case;
        if (verdict.kind === 'succeeds' && lookup)
          return `: it is ${answerText(scenario.names, lookup.result)}`;
        if (!wanted || !failure) return '';
        return `, which the client sees as ${failure} after ${timeText(secondsOf(question, verdict, failure) * 1000)}`;
      },
      holds: verdict => {
        const failure = nameFailureOf(verdict, settings);
        if (failure === undefined) return false;
        if (!wanted) return true;
        const actual = secondsOf(question, verdict, failure);
        return failure === wanted.failure && (wanted.seconds ?? actual) === actual;
      },
    },
    question,
  );
}

/** `frontend resolves backend`, `frontend resolves backend to service/backend`. */
export async function expectResolves(
  scenario: Scenario,
  { client, host, model }: Lookedup,
  target?: string,
): Promise<void> {
  const { network, names, surroundings } = scenario;
  const wanted = target === undefined ? undefined : resolveEndpoint(target, surroundings);
  const flow = `${client.trim()} → ${host.trim()}`;
  await expectEveryCase(
    scenario,
    { flow, ...(model && { model }) },
    {
      words: `resolve${target === undefined ? '' : ` to ${target.trim()}`}`,
      actually: ({ kind, case: { lookup } }) =>
        kind === 'succeeds' && lookup ? `: it is ${answerText(names, lookup.result)}` : '',
      holds: ({ kind, case: { lookup } }) =>
        kind === 'succeeds' && lookup !== undefined && (!wanted || isAnswer(lookup.result, wanted)),
    },
    nameQuestion(scenario, client, host),
  );

  /** The Service itself, or addresses that are all of one whom the answer names. */
  function isAnswer(answer: DnsAnswer, endpoint: Endpoint): boolean {
    if (answer.kind === 'outside')
      return endpoint.kind === 'external' && endpoint.name === answer.endpoint.name;
    const found = families.flatMap(family => addressesIn(network, answer, family)).map(formatAddress);
    const own = addressesOf(network.addresses, endpoint).map(formatAddress);
    return found.length > 0 && found.every(address => own.includes(address));
  }
}

const askedColumns = ['name', 'answer'] as const;

/** `frontend looks up backend by asking:` the names that its resolver asks for, in order, and what is said of each. */
export async function expectQuestions(
  scenario: Scenario,
  client: string,
  host: string,
  cells: readonly (readonly string[])[],
): Promise<void> {
  const rows = readTable('… looks up … by asking:', cells, askedColumns);
  const question = nameQuestion(scenario, client, host);
  const answer = await ask(scenario, question);
  const [first] = answer.cases;
  const { settings } = scenario.state;
  const stopped = answer.cases.find(verdict => {
    const failure = nameFailureOf(verdict, settings);
    return verdict.kind === 'unreliable' || (failure && failure !== 'NXDOMAIN' && failure !== 'NODATA');
  });
  const flow = `${client.trim()} → ${host.trim()}`;
  if (stopped)
    failWithPackets(
      scenario,
      { verdict: stopped, model: answer.model },
      failureText(scenario, { flow, expected: 'get answers', answer }, stopped),
    );
  const lookup = first?.case.lookup;
  if (!lookup) throw new Refusal(`${client} has no resolver.`);
  const { names } = scenario;
  const actual = lookup.queries.map(query => [query.name, answerText(names, query.answer)]);
  const isRight =
    actual.length === rows.length &&
    rows.every(
      ({ name, answer: said }, i) =>
        absoluteName(name) === actual[i]?.[0] &&
        (said === '' || said === actual[i]?.[1] || `${actual[i]?.[1]}`.startsWith(`${said},`)),
    );
  if (!isRight)
    fail(
      scenario,
      `${client} was to look ${host} up by other questions; its resolver asks for\n\n${pipes([askedColumns, ...actual])}`,
    );
  attachDifference(scenario, flow, answer);
}

function nameQuestion(scenario: Scenario, client: string, host: string): Question {
  const source = resolveEndpoint(client, scenario.surroundings);
  const name = readLookedUp(host);
  return questionOf(source, { kind: 'name', name: host.trim(), host: name, isOnlyResolved: true }, undefined);
}

/** How long the client's resolver takes to give a name up. */
export function secondsOf(
  { destination }: Question,
  { case: asked }: CaseVerdict,
  failure: NameFailure,
): number {
  const first = asked.before?.[0] ?? asked;
  const pod = podOf(first.source);
  const host = destination.kind === 'name' ? destination.host : '';
  return secondsToFail(failure, host, pod ? resolvConfOf(pod) : nodeResolvConf);
}

function readFailure(text: string): WantedFailure {
  const [, words = '', duration] = /^(.+?)(?: after (.+))?$/.exec(text.trim()) ?? [];
  const failure = nameFailures.find(known => known.toLowerCase() === words.toLowerCase());
  if (!failure) throw new Refusal(`"${words}" is no way for a name to fail. ${instead(words, nameFailures)}`);
  if (failure === 'SERVFAIL' && duration !== undefined)
    throw new Refusal('How soon SERVFAIL comes is up to the server: leave the time out.');
  return { failure, ...(duration !== undefined && { seconds: readDuration(duration) / 1000 }) };
}

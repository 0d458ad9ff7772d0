import { isParty } from '../cluster/endpoint';
import type { Answer } from '../dataplane/answer';
import { dropsOf } from '../dataplane/answer';
import type { CaseVerdict, VerdictKind } from '../dataplane/attempt';
import { casesOf, type Question } from '../dataplane/cases';
import type { Drop } from '../dataplane/check';
import { legsOf } from '../dataplane/leg';
import type { Network } from '../dataplane/network';
import { isAt, readPoint, type WrittenPoint } from '../english/enforcementPoint';
import { enumerated, list } from '../english/enumeration';
import { readQuestion } from '../english/question';
import { Refusal } from '../english/refusal';
import type { CompiledPolicy } from '../policy/compiledPolicy';
import { allowingPolicies } from '../policy/judge';
import { failureText, VerdictError } from '../report/failure';
import { outcomeText, upstreamText } from '../report/verdict';
import { whyEmpty } from '../services/emptiness';
import type { ModelName } from '../settings/models';
import { ask } from './ask';
import { attachAuthored } from './authored';
import { attachPackets } from './packets';
import { policyKeyNamed } from './policies';
import type { Scenario } from './scenario';
import { suggestion, type Wanted } from './suggestion';
import { difference } from './tally';

/** What a sentence wants of every case, in words that follow "was to". */
export interface Expectation {
  readonly words: string;
  /** What to add to the verdict where it does not hold. */
  readonly actually?: (verdict: CaseVerdict) => string;
  /** What a change of policies is to bring about, if any can. */
  readonly wanted?: Wanted;
  /** `kind` is the verdict as the client has it, who does not choose where a Service leads. */
  readonly holds: (verdict: CaseVerdict, kind: VerdictKind) => boolean;
}

/** Where a sentence names no model, the scenario's is asked. */
export interface Asked {
  readonly flow: string;
  readonly model?: ModelName;
}

const kinds: Readonly<Record<VerdictKind, string>> = {
  succeeds: 'succeed',
  fails: 'fail',
  unreliable: 'be unreliable',
  refused: 'be refused',
  unresolved: 'be unresolved',
};

export async function expectKind(scenario: Scenario, asked: Asked, kind: VerdictKind): Promise<void> {
  const wanted = kind === 'succeeds' || kind === 'fails' ? { wanted: kind } : {};
  await expectEveryCase(scenario, asked, {
    words: kinds[kind],
    holds: (_, actual) => actual === kind,
    ...wanted,
  });
}

/** `fails at backend egress`: the first point that stops it, in every case. */
export async function expectFailsAt(scenario: Scenario, asked: Asked, place: string): Promise<void> {
  const point = readPoint(place, scenario.surroundings);
  const question = readQuestion(asked.flow, scenario.surroundings);
  refuseStranger(scenario, question, point, asked.flow, place);
  await expectEveryCase(
    scenario,
    asked,
    {
      words: `fail at ${place.trim()}`,
      holds: ({ kind, walks, leg }) =>
        kind === 'fails' && walks.every(({ dropped }) => dropped !== undefined && isAt(point, dropped, leg)),
    },
    question,
  );
}

/** `is blocked by deny-all and allow-web`: it fails, and just these policies isolate the pod where it fails. */
export async function expectBlockedBy(scenario: Scenario, asked: Asked, policies: string): Promise<void> {
  const wanted = policyKeys(scenario, policies);
  await expectEveryCase(scenario, asked, {
    words: `be blocked by ${policies}`,
    actually: verdict => {
      const [first] = dropsOf([verdict]);
      const isolating = first && isolatingAt(first);
      return isolating ? `, isolated by ${list(isolating.map(policy => scenario.names.policy(policy)))}` : '';
    },
    holds: verdict =>
      verdict.kind === 'fails' &&
      dropsOf([verdict]).every(drop => isSame((isolatingAt(drop) ?? []).map(keyOf), wanted)),
  });
}

/** `is allowed by web-to-api and allow-web`: it succeeds, and rules of just these policies let it through. */
export async function expectAllowedBy(scenario: Scenario, asked: Asked, policies: string): Promise<void> {
  const wanted = policyKeys(scenario, policies);
  await expectEveryCase(scenario, asked, {
    words: `be allowed by ${policies}`,
    holds: verdict => verdict.kind === 'succeeds' && isSame(allowing(scenario.network, verdict), wanted),
  });
}

export async function expectEveryCase(
  scenario: Scenario,
  { flow, model }: Asked,
  expectation: Expectation,
  question: Question = readQuestion(flow, scenario.surroundings),
): Promise<void> {
  const answer = await ask(scenario, question, model, flow);
  const fallen = answer.cases.filter(
    (verdict, i) => !expectation.holds(verdict, answer.kinds[i] ?? verdict.kind),
  );
  // Where chance decides, that case is shown first which is not as expected by itself.
  const offending = fallen.find(verdict => !expectation.holds(verdict, verdict.kind)) ?? fallen[0];
  if (offending)
    failWithPackets(
      scenario,
      { verdict: offending, model: answer.model },
      failureText(
        scenario,
        {
          flow,
          expected: expectation.words,
          answer,
          actually: expectation.actually?.(offending) ?? '',
          fix: suggestion(scenario, answer, expectation.wanted),
        },
        offending,
      ),
    );
  attachDifference(scenario, flow, answer);
}

/** Fails the sentence; the packets of an attempt that is not as expected go into the report. */
export function failWithPackets(
  scenario: Scenario,
  { verdict, model }: { readonly verdict: CaseVerdict; readonly model: ModelName },
  message: string,
): never {
  attachPackets(scenario, verdict, model);
  fail(scenario, message);
}

/** Fails the sentence; the policies that sentences made go into the report. */
export function fail(scenario: Scenario, message: string): never {
  attachAuthored(scenario);
  throw new VerdictError(message);
}

/** No verdict hides that upstream Kubernetes would say otherwise. */
export function attachDifference(scenario: Scenario, flow: string, answer: Answer): void {
  const upstream = upstreamText(scenario.names, answer);
  const [first] = answer.cases;
  if (!upstream || !first) return;
  scenario.edge.attach(
    `${flow} ${outcomeText(scenario.names, first)} (${answer.model}). ${upstream}`,
    difference,
  );
}

/** A point that is on neither end could never stop the flow: more likely a slip than a question. */
function refuseStranger(
  { network, names }: Scenario,
  question: Question,
  { endpoint, isOfDns }: WrittenPoint,
  flow: string,
  place: string,
): void {
  if (isOfDns && question.destination.kind !== 'name')
    throw new Refusal(`${flow} names nothing to resolve: write a URL, for instance http://backend.`);
  if (endpoint?.kind !== 'pods') return;
  const { source, destination } = question;
  const ends = [source, destination].flatMap(end => (end.kind === 'pods' ? end.pods : []));
  if (endpoint.pods.some(pod => ends.includes(pod))) return;
  const legs = casesOf(network, question).flatMap(legsOf);
  const parties = legs.flatMap(leg => [leg.source, leg.destination]);
  if (parties.some(party => isParty(endpoint, party))) return;
  const empty = legs.find(
    ({ translation }) => translation?.deadEnd === 'no endpoints' || translation?.deadEnd === 'no backend',
  )?.translation?.service;
  const reason = empty && whyEmpty(network, empty);
  if (empty && reason)
    throw new Refusal(`${flow} does not pass ${place}: ${names.service(empty)} has no endpoints, ${reason}.`);
  const passed = [...new Set(parties.map(party => names.party(party)))];
  const between = destination.kind === 'pods' ? [source.name, destination.name] : passed;
  throw new Refusal(`${flow} does not pass ${place}: its ends are ${list(between)}.`);
}

/** The policies that isolate the pod where a packet was dropped; none where something else dropped it. */
function isolatingAt({ check }: Drop): readonly CompiledPolicy[] | undefined {
  return check.by === 'policy' && !check.decision.allowed ? check.decision.isolatedBy : undefined;
}

function policyKeys(scenario: Scenario, text: string): readonly string[] {
  return enumerated(text).map(name => policyKeyNamed(scenario, name));
}

/** The policies of which a rule let some packet pass, by `namespace/name`; one that let several is there as often. */
export function allowing({ policies, settings }: Network, { walks }: CaseVerdict): readonly string[] {
  return walks.flatMap(({ trace }) =>
    trace.flatMap(({ header, checks }) =>
      checks
        .filter(
          check =>
            check.judged &&
            check.by === 'policy' &&
            check.decision.allowed &&
            check.decision.reason === 'rule',
        )
        .flatMap(({ point, header: read = header }) =>
          allowingPolicies({ set: policies, settings, direction: point.direction, flow: read }).map(keyOf),
        ),
    ),
  );
}

function keyOf({ namespace, name }: CompiledPolicy): string {
  return `${namespace}/${name}`;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.every(key => b.includes(key)) && b.every(key => a.includes(key));
}

import { formatAddress } from '../addresses/address';
import { type Protocol, protocols } from '../addresses/port';
import { contains } from '../addresses/spans';
import { podKey, portsOf } from '../cluster/pod';
import { list } from '../english/enumeration';
import { readQuestion } from '../english/question';
import { isEvery, type PortSets } from '../policy/portSets';
import { portSetTexts } from '../policy/words';
import type { One } from '../reachability/someReached';
import { failureText } from '../report/failure';
import { type ModelName, upstreamModel } from '../settings/models';
import { ask } from './ask';
import { attachPackets } from './packets';
import { isPod, type Offence } from './reachDemands';
import type { Scenario } from './scenario';
import { suggestion } from './suggestion';
import { countAgainstUpstream } from './tally';
import { fail } from './verdicts';

/** Nobody reads on. */
export const mostShown = 20;

/** The sentence under the model that is asked; what upstream would say goes into the report. */
export async function expectNoOffence(
  scenario: Scenario,
  text: string,
  find: (model: ModelName) => readonly Offence[],
  model: ModelName = scenario.state.model,
): Promise<void> {
  scenario.noticeState();
  const offences = find(model);
  const upstream = model === upstreamModel ? offences : find(upstreamModel);
  const isOther = upstream.length > 0 !== offences.length > 0;
  countAgainstUpstream(
    scenario,
    isOther
      ? `${text}: this ${offences.length > 0 ? 'does not hold' : 'holds'} (${model}). Under upstream Kubernetes (${upstreamModel}) it ${upstream.length > 0 ? 'does not' : 'does'}.`
      : undefined,
  );
  const [first] = offences;
  if (first) fail(scenario, await offenceText(scenario, text, offences, first, model));
}

async function offenceText(
  scenario: Scenario,
  text: string,
  offences: readonly Offence[],
  first: Offence,
  model: ModelName,
): Promise<string> {
  const shown = offences.slice(0, mostShown).map(offence => `  ${offenceLine(scenario, offence)}`);
  const more = offences.length - shown.length;
  return [
    `${text}: this does not hold (${model}).`,
    [...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n'),
    ...(first.said === undefined ? [await packetsOf(scenario, first, model, offences.length)] : []),
  ].join('\n\n');
}

async function packetsOf(
  scenario: Scenario,
  offence: Offence,
  model: ModelName,
  count: number,
): Promise<string> {
  const flow = flowOf(scenario, offence);
  const answer = await ask(scenario, readQuestion(flow, scenario.surroundings), model);
  const [verdict] = answer.cases;
  if (!verdict) throw new Error(`${flow} has no case`);
  const wanted =
    offence.was === 'to reach' ? 'succeeds' : offence.was === 'not to reach' ? 'fails' : undefined;
  const ofFirst = count > 1 ? [`This is for ${flow} alone, the first of ${count}:`] : [];
  const suggested = suggestion(scenario, answer, wanted);
  const fix = suggested.length > 0 ? [...ofFirst, ...suggested] : [];
  attachPackets(scenario, verdict, model);
  return failureText(scenario, { flow, expected: expectations[offence.was], answer, fix }, verdict);
}

const expectations: Readonly<Record<Offence['was'], string>> = {
  'to reach': 'succeed',
  'not to reach': 'fail',
  'to be unreliable': 'be unreliable',
};

const verbs = { 'to reach': 'cannot reach', 'not to reach': 'can reach' };

/** `frontend can reach database on 5432/TCP`. */
function offenceLine(scenario: Scenario, { from, to, was, ports, said }: Offence): string {
  const [source, target] = [from, to].map(one => endText(scenario, one));
  if (said !== undefined) return `${source} → ${target} on ${portsText(ports, 'not to reach')}: ${said}`;
  return was === 'to be unreliable'
    ? `${source} → ${target} on ${portsText(ports, was)}: does not depend on the client's port`
    : `${source} ${verbs[was]} ${target} on ${portsText(ports, was)}`;
}

/** One port of the offence, one that is listened on if there is one. */
function flowOf(scenario: Scenario, { from, to, ports }: Offence): string {
  const listening = isPod(to) ? portsOf(to).map(({ port, protocol }) => ({ port, protocol })) : [];
  const known = listening.find(({ port, protocol }) => contains(ports[protocol], port));
  const lowest = protocols.flatMap(protocol => {
    const [span] = ports[protocol];
    return span ? [{ port: span[0], protocol }] : [];
  })[0];
  const { port, protocol } = known ?? lowest ?? { port: 1, protocol: 'TCP' as Protocol };
  const [source, target] = [from, to].map(one => oneText(scenario, one));
  const end = !isPod(to) && to.family === 'IPv6' ? `[${target}]` : target;
  return `${source} → ${end}:${port}/${protocol}`;
}

/** Others outside are like the one that is named. */
function endText(scenario: Scenario, one: One): string {
  return isPod(one) ? oneText(scenario, one) : `outside (for instance ${oneText(scenario, one)})`;
}

export function oneText({ namespace }: Scenario, one: One): string {
  if (!isPod(one)) return formatAddress(one);
  return one.namespace === namespace ? one.name : podKey(one);
}

function portsText(sets: PortSets, was: Offence['was']): string {
  if (isEvery(sets)) return was === 'to reach' ? 'any port' : 'every port';
  return list(portSetTexts(sets));
}

import type { Family } from '../addresses/address';
import { allPorts, formatPorts, type Protocol, protocols } from '../addresses/port';
import { intersect, type Span, type Spans, spansOf, subtract } from '../addresses/spans';
import { type Endpoint, isParty, isSameEndpoint } from '../cluster/endpoint';
import { isToItself, type Party } from '../cluster/flow';
import type { Pod } from '../cluster/pod';
import { displayName } from '../cluster/pod';
import type { Answer } from '../dataplane/answer';
import type { CaseVerdict } from '../dataplane/attempt';
import type { Case, Question } from '../dataplane/cases';
import { isOfDns, legsOf } from '../dataplane/leg';
import { readQuestion } from '../english/question';
import { Refusal } from '../english/refusal';
import { failureText } from '../report/failure';
import { ask } from './ask';
import { isBroughtByKubeDns } from './broughtByKubeDns';
import type { Scenario } from './scenario';
import { failWithPackets } from './verdicts';

/** Nobody reads on; a thousand open pods have a million flows between them. */
const mostShown = 100;
const mostCounted = 1000;

/**
 * `only these flows succeed:` Every listed flow succeeds, and nothing else does: between any two pods, and between
 * pods and the external endpoints that are listed in the scenario or in the table, on every port that is listened on.
 * Where nothing is known of the ports, all are asked, of TCP and of whatever protocol a rule or the table names.
 */
export async function expectOnly(scenario: Scenario, cells: readonly (readonly string[])[]): Promise<void> {
  const flows = cells.map(row => row.join(' ').trim()).filter(flow => flow !== '');
  const listed: Answer[] = [];
  for (const flow of flows) {
    const answer = await ask(scenario, readQuestion(flow, scenario.surroundings));
    const offending = answer.cases.find(({ kind }) => kind !== 'succeeds');
    if (offending)
      failWithPackets(
        scenario,
        { verdict: offending, model: answer.model },
        failureText(scenario, { flow, expected: 'succeed', answer }, offending),
      );
    listed.push(answer);
  }
  const endpoints = everyEndpoint(scenario, listed);
  if (endpoints.length < 2) throw new Refusal('only these flows succeed: needs two endpoints at least.');

  const named = protocolsNamed(scenario, listed);
  const surplus = new Map<string, CaseVerdict>();
  for (const source of endpoints)
    for (const destination of endpoints) {
      if (surplus.size >= mostCounted) break;
      if (source.kind !== 'pods' && destination.kind !== 'pods') continue;
      if (isOfDnsAlone(scenario, source) && isOfDnsAlone(scenario, destination)) continue;
      if (isSameEndpoint(source, destination) && !(source.kind === 'pods' && source.pods.length > 1))
        continue;
      for (const question of questionsOf(source, destination, named)) {
        const { cases } = await ask(scenario, question);
        for (const verdict of cases) {
          const rest = unlistedPorts(question, verdict, listed);
          if (rest.length === 0) continue;
          const { protocol } = verdict.case;
          surplus.set(`  ${source.name} → ${destination.name}:${formatPorts(rest)}/${protocol}`, verdict);
        }
      }
    }
  refuseSurplus(scenario, surplus);
}

/** Nobody wrote the pods that `kube-dns` brings, nor what they may say to each other. */
function isOfDnsAlone({ network }: Scenario, endpoint: Endpoint): boolean {
  return endpoint.kind === 'pods' && endpoint.pods.every(pod => isBroughtByKubeDns(network.cluster, pod));
}

function refuseSurplus(scenario: Scenario, surplus: ReadonlyMap<string, CaseVerdict>): void {
  const [first] = surplus.values();
  if (!first) return;
  const { model } = scenario.state;
  const count =
    surplus.size === 1
      ? '1 flow succeeds'
      : `${surplus.size}${surplus.size >= mostCounted ? ' or more' : ''} flows succeed`;
  const shown = [...surplus.keys()].slice(0, mostShown);
  const flow = scenario.names.flow(first.case);
  failWithPackets(
    scenario,
    { verdict: first, model },
    [
      `${count} that the table does not list (${model}).`,
      [...shown, ...(surplus.size > mostShown ? ['  …'] : [])].join('\n'),
      failureText(scenario, { flow, expected: 'fail', answer: { cases: [first], model } }, first),
    ].join('\n\n'),
  );
}

/** The ports of a case on which it succeeds although no row lists it, for any of its addresses. */
function unlistedPorts(
  asked: Question,
  { kind, case: one }: CaseVerdict,
  listed: readonly Answer[],
): Spans<number> {
  if (kind !== 'succeeds' || isToItself(one)) return [];
  const relevant = listed
    .filter(({ question }) => coversPods(question.source, asked.source, one.source))
    .filter(({ question }) => coversPods(question.destination, asked.destination, one.destination));
  const pieces = addressPieces(one, relevant);
  const onTheWay = legsListed(asked, one, listed);
  return spansOf(
    pieces.flatMap(piece => {
      const covering = relevant.filter(({ question }) => holds(question, piece));
      const named = [...onTheWay, ...covering.flatMap(answer => portsListed(answer, one))];
      return subtract([one.ports], spansOf(named));
    }),
  );
}

/** Ports that a row needs on its way to a Service or a name: questions for the name, the endpoint's own port. */
function legsListed(
  { source, destination }: Question,
  { protocol }: Case,
  listed: readonly Answer[],
): readonly Span<number>[] {
  const isLed = ({ question }: Answer): boolean =>
    ['service', 'name', 'site'].includes(question.destination.kind);
  return (
    listed
      .filter(isLed)
      .flatMap(({ cases }) => cases.flatMap(verdict => legsOf(verdict.case)))
      .filter(leg => isParty(source, leg.source) && isParty(destination, leg.destination))
      // Who may ask over UDP is to ask again over TCP.
      .flatMap(leg => (leg.protocol === protocol || (isOfDns(leg) && protocol === 'TCP') ? [leg.ports] : []))
  );
}

/** What a row says of the ports of a case: those it names, or all where it names none. */
function portsListed({ question, cases }: Answer, { protocol, ports }: Case): Spans<number> {
  if (question.ports.kind === 'listening') return [ports];
  return spansOf(
    cases.filter(verdict => verdict.case.protocol === protocol).map(verdict => verdict.case.ports),
  );
}

/** Whether a named endpoint includes the pods of another, at the address that was asked. */
function coversPods(named: Endpoint, asked: Endpoint, party: Party): boolean {
  if (named.kind === 'external' || asked.kind === 'external') return named.kind === asked.kind;
  // What a name or a Service leads to is covered leg by leg.
  if (named.kind !== 'pods' && named.kind !== 'node') return false;
  if (named.address && named.address.value !== party.address.value) return false;
  if (named.kind === 'pods' && asked.kind === 'pods')
    return asked.pods.every(pod => named.pods.includes(pod));
  return isSameEndpoint(named, asked);
}

interface Piece {
  readonly family: Family;
  readonly source: Spans<bigint>;
  readonly destination: Spans<bigint>;
}

/** The addresses of a case, cut so that each row names all of a piece or nothing of it. */
function addressPieces({ source, ranges }: Case, relevant: readonly Answer[]): readonly Piece[] {
  const { family } = source.address;
  const cut = (range: Spans<bigint> | undefined, end: 'source' | 'destination'): readonly Spans<bigint>[] =>
    relevant.reduce<readonly Spans<bigint>[]>(
      (pieces, { question }) => {
        const named = question[end];
        if (named.kind !== 'external') return pieces;
        const addresses = named.addresses[family];
        return pieces
          .flatMap(piece => [intersect(piece, addresses), subtract(piece, addresses)])
          .filter(piece => piece.length > 0);
      },
      [range ?? []],
    );
  return cut(ranges.source, 'source').flatMap(from =>
    cut(ranges.destination, 'destination').map(to => ({ family, source: from, destination: to })),
  );
}

function holds({ source, destination }: Question, piece: Piece): boolean {
  const inside = (named: Endpoint, addresses: Spans<bigint>): boolean =>
    named.kind !== 'external' || subtract(addresses, named.addresses[piece.family]).length === 0;
  return inside(source, piece.source) && inside(destination, piece.destination);
}

/** One question on the ports that are listened on; where none is known, one on all ports of each protocol. */
function questionsOf(
  source: Endpoint,
  destination: Endpoint,
  named: readonly Protocol[],
): readonly Question[] {
  const isOpen =
    destination.kind !== 'pods' || destination.pods.some(({ listening }) => listening.kind === 'everything');
  if (!isOpen) return [{ source, destination, ports: { kind: 'listening' } }];
  return named.flatMap(protocol =>
    allPorts.map((span): Question => ({ source, destination, ports: { kind: 'numbers', protocol, span } })),
  );
}

/** TCP, and the protocols that a rule or a row of the table names. */
function protocolsNamed({ network }: Scenario, listed: readonly Answer[]): readonly Protocol[] {
  const inRules = network.policies.policies.flatMap(({ ports }) => ports.map(({ protocol }) => protocol));
  const inTable = listed.flatMap(({ cases }) => cases.map(verdict => verdict.case.protocol));
  return protocols.filter(
    protocol => protocol === 'TCP' || inRules.includes(protocol) || inTable.includes(protocol),
  );
}

/** Workloads count once, and so do the nodes and external endpoints that the table names. */
function everyEndpoint(scenario: Scenario, listed: readonly Answer[]): readonly Endpoint[] {
  const { cluster } = scenario.network;
  const groups = new Map<string, Endpoint & { kind: 'pods'; pods: Pod[] }>();
  for (const pod of cluster.pods.values()) {
    const name =
      pod.namespace === scenario.namespace ? displayName(pod) : `${pod.namespace}/${displayName(pod)}`;
    const key = `${pod.owner?.kind ?? ''} ${name}`;
    const known = groups.get(key);
    if (known) known.pods.push(pod);
    else groups.set(key, { kind: 'pods', name, pods: [pod] });
  }
  const externals = [...cluster.externals.values()].map(
    (external): Endpoint => ({ kind: 'external', ...external }),
  );
  const named = listed
    .flatMap(({ question }) => [question.source, question.destination])
    .filter(({ kind }) => kind === 'node' || kind === 'external');
  const others = [...externals, ...named];
  return [
    ...groups.values(),
    ...others.filter((one, i) => others.findIndex(other => isSameEndpoint(one, other)) === i),
  ];
}

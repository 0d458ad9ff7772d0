import { addressKey } from '../addresses/address';
import type { Endpoint } from '../cluster/endpoint';
import type { ModelName } from '../settings/models';
import { models, upstreamModel } from '../settings/models';
import { attempt, type CaseVerdict, type VerdictKind } from './attempt';
import { type Case, casesOf, type Question } from './cases';
import type { Drop } from './check';
import { legsOf } from './leg';
import type { Network } from './network';

/** The verdict on a question under one model, and whether upstream Kubernetes would say otherwise. */
export interface Answer {
  readonly question: Question;
  readonly model: ModelName;
  readonly cases: readonly CaseVerdict[];
  /** Of each case, as the client has it. */
  readonly kinds: readonly VerdictKind[];
  /** `mixed` when the cases do not agree. */
  readonly kind: VerdictKind | 'mixed';
  /** The same question under the upstream model, where its verdict differs in any case. */
  readonly upstream?: readonly CaseVerdict[];
}

export function answer(network: Network, model: ModelName, question: Question): Answer {
  const asked = casesOf(network, question);
  const verdictsUnder = (name: ModelName) => asked.map(one => attempt(network, models[name], one));
  const cases = verdictsUnder(model);
  const upstream = mayDiffer(model, cases) ? verdictsUnder(upstreamModel) : cases;
  const differs = cases.some((verdict, i) => verdict.kind !== upstream[i]?.kind);
  const kinds = kindsForClient(question, cases);
  return { question, model, cases, kinds, kind: kindOf(kinds), ...(differs && { upstream }) };
}

/**
 * Upstream judges requests alone. A model that judges them alike can differ only where it dropped something else, so
 * there is no need to ask again about what passed, or failed as a request.
 */
function mayDiffer(model: ModelName, cases: readonly CaseVerdict[]): boolean {
  if (model === upstreamModel) return false;
  if (models[model].request.length !== models[upstreamModel].request.length) return true;
  return dropsOf(cases).some(({ packet }) => packet.seen.some(({ phase }) => phase !== 'request'));
}

/** Every drop, one for each walk that was stopped. */
export function dropsOf(cases: readonly CaseVerdict[]): readonly Drop[] {
  return cases.flatMap(({ walks }) => walks.flatMap(({ dropped }) => dropped ?? []));
}

/** The one kind that all are of. */
export function kindOf(kinds: readonly VerdictKind[]): VerdictKind | 'mixed' {
  const [first] = kinds;
  return first !== undefined && kinds.every(kind => kind === first) ? first : 'mixed';
}

/**
 * The verdicts as a client has them. One that dials a Service or a name does not choose the endpoint that it is led to, nor
 * the node that it comes in by: where these decide, it can rely on nothing.
 */
function kindsForClient({ destination }: Question, cases: readonly CaseVerdict[]): readonly VerdictKind[] {
  const isLed = (asked: Case): boolean =>
    asked.translation !== undefined || ledKinds.includes(destination.kind);
  const byDial = new Map<string, Set<VerdictKind>>();
  for (const { case: asked, kind } of cases) {
    const kinds = byDial.get(dialKey(asked)) ?? new Set();
    byDial.set(dialKey(asked), kinds.add(kind));
  }
  return cases.map(({ case: asked, kind }) =>
    isLed(asked) && (byDial.get(dialKey(asked))?.size ?? 0) > 1 ? 'unreliable' : kind,
  );
}

const ledKinds: readonly Endpoint['kind'][] = ['service', 'name', 'site'];

/** The same for cases among which chance decides. */
function dialKey(asked: Case): string {
  const [first = asked] = legsOf(asked);
  const last = asked.leadTo ?? asked.translation;
  const port = last?.port ?? asked.ports[0];
  // Which of its addresses a proxy outside uses is up to the proxy.
  const client = asked.leadTo && first === asked ? undefined : addressKey(first.source.address);
  return [client, asked.protocol, asked.lookup ? undefined : port].join();
}

import type { ModelName } from '../settings/models';
import { models, upstreamModel } from '../settings/models';
import { attempt, type CaseVerdict, type VerdictKind } from './attempt';
import { casesOf, type Question } from './cases';
import type { Drop } from './check';
import type { Network } from './network';

/** The verdict on a question under one model, and whether upstream Kubernetes would say otherwise. */
export interface Answer {
  readonly question: Question;
  readonly model: ModelName;
  readonly cases: readonly CaseVerdict[];
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
  return { question, model, cases, kind: kindOf(cases), ...(differs && { upstream }) };
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

export function kindOf(cases: readonly CaseVerdict[]): VerdictKind | 'mixed' {
  const kinds = new Set(cases.map(({ kind }) => kind));
  const [only = 'mixed'] = kinds;
  return kinds.size === 1 ? only : 'mixed';
}

import type { ModelName } from '../settings/models';
import type { Verdict } from './verdicts';

/** What is said of a state, of which `it` may be a part. */
export interface Spoken {
  readonly flow: string;
  readonly verdict: Verdict;
  /** What follows the verdict: where it fails, or by which policies. */
  readonly rest?: string;
  /** Absent: the model of the scenario. */
  readonly model?: ModelName;
}

/** `it → database:5432 fails at its egress`. */
export function sentenceOf({ flow, verdict, rest }: Spoken): string {
  return [flow, verdict, rest].filter(part => part !== undefined).join(' ');
}

/** `under the stateful model, `, where one is named. */
export function underModel({ model }: Spoken): string {
  return model === undefined ? '' : `under the ${model} model, `;
}

const it = /^(?:it|that pod|the new pod)$/i;
const fromIt = /^(?:it|that pod|the new pod)(?=\s*(?:→|->|=>))/i;
const toIt = /((?:→|->|=>)\s*)(?:it|that pod|the new pod)(?=:|$)/i;

/** Whether an end of a flow is the pod that is added. */
export function isIt(end: string): boolean {
  return it.test(end.trim());
}

export function speaksOfIt({ flow }: Spoken): boolean {
  return fromIt.test(flow.trim()) || toIt.test(flow.trim());
}

/** `it → database:5432 fails at its egress` with a name for it. */
export function naming(said: Spoken, name: string): Spoken {
  const { flow, rest } = said;
  return {
    ...said,
    flow: flow.trim().replace(fromIt, name).replace(toIt, `$1${name}`),
    ...(rest !== undefined && { rest: rest.replace(/^(?:its|it|that pod|the new pod)(?=\s)/i, name) }),
  };
}

import type { ModelName } from '../settings/models';

/** What is said of a state, of which `it` may be a part. */
export interface Spoken {
  readonly flow: string;
  /** `succeeds`, `is blocked by deny-all`; `fails at` with a point that follows. */
  readonly verdict: string;
  /** Where it fails. */
  readonly point?: string;
  /** Absent: the model of the scenario. */
  readonly model?: ModelName;
}

/** `it → database:5432 fails at its egress`. */
export function sentenceOf({ flow, verdict, point }: Spoken): string {
  return [flow, verdict, point].filter(part => part !== undefined).join(' ');
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
export function naming<Said extends Spoken>(said: Said, name: string): Said {
  const { flow, point } = said;
  return {
    ...said,
    flow: flow.trim().replace(fromIt, name).replace(toIt, `$1${name}`),
    ...(point !== undefined && { point: point.replace(/^(?:its|it|that pod|the new pod)(?=\s)/i, name) }),
  };
}

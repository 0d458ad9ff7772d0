import type { Answer } from '../dataplane/answer';
import type { ToldVerdict } from '../page/scenarioSummary';
import type { ModelName } from '../settings/models';

/** What a whole run has asked, for the line at its end. */
export interface Tally {
  verdicts: number;
  differing: number;
  notices: number;
}

export const tally: Tally = { verdicts: 0, differing: 0, notices: 0 };

/** How the report calls what upstream Kubernetes would say. */
export const difference = { mediaType: 'text/plain', fileName: 'differs from upstream Kubernetes' } as const;

/** A scenario. */
interface Claimant {
  readonly edge: {
    readonly attach: (text: string, attachment: { mediaType: string; fileName: string }) => void;
    readonly tell?: (verdict: ToldVerdict) => void;
  };
  readonly state: { readonly model: ModelName };
}

/** Counts a verdict, and puts into the report where upstream Kubernetes parts from it. */
export function countAgainstUpstream({ edge, state: { model } }: Claimant, text: string | undefined): void {
  tally.verdicts += 1;
  edge.tell?.({ model, ...(text !== undefined && { upstream: text }) });
  if (text === undefined) return;
  tally.differing += 1;
  edge.attach(text, difference);
}

export function count({ upstream }: Answer): void {
  tally.verdicts += 1;
  if (upstream) tally.differing += 1;
}

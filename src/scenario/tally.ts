import type { Answer } from '../dataplane/answer';

/** What a whole run has asked, for the line at its end. */
export interface Tally {
  verdicts: number;
  differing: number;
  notices: number;
}

export const tally: Tally = { verdicts: 0, differing: 0, notices: 0 };

export function count({ upstream }: Answer): void {
  tally.verdicts += 1;
  if (upstream) tally.differing += 1;
}

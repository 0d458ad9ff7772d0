import type { Answer } from '../dataplane/answer';
import type { Network } from '../dataplane/network';
import type { Fix } from '../diagnosis/fix/opening';
import { checklistFor } from './checklist';
import { elsewhereLines } from './elsewhere';
import { fixText, noFix } from './fix';
import { furtherText } from './further';
import { hintsOf } from './hints';
import { journeyText } from './journey';
import type { Names } from './names';
import { casesText, tellingCase, upstreamText, verdictText } from './verdict';

/** Everything there is to say of a flow, in words, top to bottom. */
export interface Explained {
  readonly network: Network;
  readonly names: Names;
  readonly flow: string;
  readonly answer: Answer;
  readonly fix?: Fix;
  /** A change was looked for, whether or not there is one. */
  readonly isSought?: boolean;
}

/**
 * A verdict with its reasons: the packets, what came near, where upstream Kubernetes, other models and other readings of the API
 * part from it, the checklist, and a change that would do.
 */
export function explanationText({ network, names, flow, answer, fix, isSought }: Explained): string {
  const telling = tellingCase(answer);
  if (!telling) return `${flow} has nothing to try.`;
  const of = answer.cases.length > 1 ? [`The packets of ${names.flow(telling.case)}:`] : [];
  return [
    `${flow} ${verdictText(names, answer)} (${answer.model}).`,
    ...(answer.cases.length > 1 ? [casesText(names, answer.cases)] : []),
    ...of,
    journeyText(network, names, telling),
    ...furtherText(network, names, answer.model, telling),
    ...hintsOf(network, names, telling),
    ...[upstreamText(names, answer) ?? []].flat(),
    ...blockOf('Others would decide otherwise:', elsewhereLines(network, answer)),
    checklistFor(network, names, answer.model, telling.case),
    ...(fix ? [fixText(names, answer.model, fix)] : isSought ? [noFix] : []),
  ]
    .flat()
    .join('\n\n');
}

function blockOf(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [[heading, ...lines.map(line => `  ${line}`)].join('\n')];
}

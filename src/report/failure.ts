import type { CaseVerdict } from '../dataplane/attempt';
import type { Network } from '../dataplane/network';
import { printable } from '../kubernetes/printable';
import { cornerLines } from './elsewhere';
import { furtherText } from './further';
import { hintsOf } from './hints';
import { journeyText } from './journey';
import type { Names } from './names';
import { casesText, type Judged, upstreamText, verdictText } from './verdict';

/** A verdict that is not the one a sentence named; the message is all that is to be read, so it has no stack. */
export class VerdictError extends Error {
  override readonly name = 'VerdictError';

  constructor(message: string) {
    super(printable(message));
    this.stack = this.message;
  }
}

/**
 * What a failed sentence prints: expected and actual, the cases where they do not agree, the packets of the first
 * case that is not as expected, what came near, where upstream Kubernetes parts from it, and a change that would do.
 *
 * @param expected what the flow was to do, as it reads after "was to"
 */
export function failureText(
  { network, names }: { network: Network; names: Names },
  {
    flow,
    expected,
    answer,
    actually = '',
    fix = [],
  }: { flow: string; expected: string; answer: Judged; actually?: string; fix?: readonly string[] },
  offending: CaseVerdict,
): string {
  const headline = `${flow} was to ${expected}, but ${verdictText(names, answer)}${actually} (${answer.model}).`;
  const cases = answer.cases.length > 1 ? [casesText(names, answer.cases)] : [];
  const of = answer.cases.length > 1 ? [`The packets of ${names.flow(offending.case)}:`] : [];
  const hints = [hintsOf(network, names, offending), upstreamText(names, answer) ?? []].flat();
  const corners = answer.question ? cornerLines(network, { ...answer, question: answer.question }) : [];
  return [
    headline,
    ...cases,
    ...of,
    journeyText(network, names, offending),
    ...furtherText(network, names, answer.model, offending).map(text => `  ${text}`),
    ...[...hints, ...corners.map(capital)].map(line => `  ${line}`),
    ...fix.map(text => text.replace(/^(?=.)/gm, '  ')),
  ].join('\n\n');
}

function capital(line: string): string {
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
}

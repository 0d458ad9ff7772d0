import type { CaseVerdict } from '../dataplane/attempt';
import type { Network } from '../dataplane/network';
import { printable } from '../kubernetes/printable';
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
 * case that is not as expected, and where upstream Kubernetes parts from it.
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
  }: { flow: string; expected: string; answer: Judged; actually?: string },
  offending: CaseVerdict,
): string {
  const headline = `${flow} was to ${expected}, but ${verdictText(names, answer)}${actually} (${answer.model}).`;
  const cases = answer.cases.length > 1 ? [casesText(names, answer.cases)] : [];
  const of = answer.cases.length > 1 ? [`The packets of ${names.flow(offending.case)}:`] : [];
  const hints = [upstreamText(names, answer) ?? [], hintsOf(network, names, offending)].flat();
  return [
    headline,
    ...cases,
    ...of,
    journeyText(network, names, offending),
    ...hints.map(line => `  ${line}`),
  ].join('\n\n');
}

import type { CaseVerdict } from '../dataplane/attempt';
import type { Network } from '../dataplane/network';
import { blockersOf } from '../diagnosis/blockers';
import { list } from '../english/enumeration';
import { printable } from '../kubernetes/printable';
import { type ModelName, models } from '../settings/models';
import { hintsOf } from './hints';
import { journeyText } from './journey';
import type { Names } from './names';
import { casesText, type Judged, placeText, upstreamText, verdictText } from './verdict';

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
  return [
    headline,
    ...cases,
    ...of,
    journeyText(network, names, offending),
    ...furtherText(network, names, answer.model, offending),
    ...hints.map(line => `  ${line}`),
    ...fix.map(text => text.replace(/^(?=.)/gm, '  ')),
  ].join('\n\n');
}

/** Every other point that would stop it, once those before let it pass. */
function furtherText(
  network: Network,
  names: Names,
  model: ModelName,
  { kind, case: asked }: CaseVerdict,
): readonly string[] {
  if (kind !== 'fails') return [];
  const [, ...others] = blockersOf(network, models[model], asked);
  const places = others.map(({ drop, leg }) => placeText(names, drop, leg));
  return places.length === 0 ? [] : [`  Then it would be stopped at ${list([...new Set(places)])}.`];
}

import type { Answer } from '../dataplane/answer';
import { closingOf } from '../diagnosis/fix/closing';
import { openingOf } from '../diagnosis/fix/opening';
import type { Scenario } from './scenario';

/** What a flow was to do. */
export type Wanted = 'succeeds' | 'fails';

/** The change of policies that would make a flow do what it was to do, in words; nothing where policies alone cannot. */
export function suggestion(
  { network, names, edge }: Scenario,
  answer: Answer,
  wanted: Wanted | undefined,
): readonly string[] {
  if (!wanted || edge.isTrial || answer.model === 'unenforced') return [];
  const find = wanted === 'succeeds' ? openingOf : closingOf;
  const fix = find(network, answer.model, answer.question);
  if (!fix) return [];
  const { fixText, fixYaml } = words();
  edge.attach(fixYaml(fix), { mediaType: 'text/yaml', fileName: 'smallest change' });
  return [fixText(names, answer.model, fix)];
}

// Only a failure needs YAML and differences of texts.
function words(): typeof import('../report/fix') {
  return require('../report/fix');
}

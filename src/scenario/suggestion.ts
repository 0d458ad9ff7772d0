import type { Answer } from '../dataplane/answer';
import { closingOf } from '../diagnosis/fix/closing';
import { openingOf } from '../diagnosis/fix/opening';
import { tellingCase } from '../report/verdict';
import type { Scenario } from './scenario';

/** What a flow was to do. */
export type Wanted = 'succeeds' | 'fails';

/**
 * The change of policies that would make a flow do what it was to do, in words; nothing where policies alone cannot. The report
 * has it as YAML, and the checklist of a flow that was to succeed.
 */
export function suggestion(
  { network, names, edge }: Scenario,
  answer: Answer,
  wanted: Wanted | undefined,
): readonly string[] {
  if (!wanted || edge.isTrial) return [];
  const { fixText, fixYaml, noFix, checklistFor } = words();
  const telling = wanted === 'succeeds' ? tellingCase(answer) : undefined;
  if (telling) {
    const checklist = checklistFor(network, names, answer.model, telling.case);
    edge.attach(checklist, { mediaType: 'text/markdown', fileName: 'checklist' });
  }
  if (answer.model === 'unenforced') return [];
  const find = wanted === 'succeeds' ? openingOf : closingOf;
  const fix = find(network, answer.model, answer.question);
  if (!fix) return isOfPolicy(answer) ? [noFix] : [];
  edge.attach(fixYaml(fix), { mediaType: 'text/yaml', fileName: 'smallest change' });
  return [fixText(names, answer.model, fix)];
}

/** Whether it is a matter of who may talk to whom, and not of who is there. */
function isOfPolicy({ kind }: Answer): boolean {
  return kind === 'fails' || kind === 'succeeds' || kind === 'unreliable' || kind === 'mixed';
}

// Only a failure needs YAML and differences of texts.
function words(): Pick<typeof import('../report/fix'), 'fixText' | 'fixYaml' | 'noFix'> &
  Pick<typeof import('../report/checklist'), 'checklistFor'> {
  return { ...require('../report/fix'), ...require('../report/checklist') };
}

import type { Answer } from '../dataplane/answer';
import type { Network } from '../dataplane/network';
import { type Elsewhere, elsewhereOf } from '../diagnosis/elsewhere';
import { list } from '../english/enumeration';
import { choices } from '../settings/settings';

const verbs: Readonly<Record<Answer['kind'], string>> = {
  succeeds: 'succeeds',
  fails: 'fails',
  unreliable: 'is unreliable',
  refused: 'is refused',
  unresolved: 'is unresolved',
  mixed: 'depends on the case',
};

/** A line for every model, CNI and reading of the API that would give another verdict. */
export function elsewhereLines(
  network: Network,
  { model, question }: Pick<Answer, 'model' | 'question'>,
): readonly string[] {
  const elsewhere = elsewhereOf(network, model, question);
  return [
    ...elsewhere.models.map(other => `under the ${other.model} model it ${verbs[other.kind]}`),
    ...cniLines(elsewhere, () => true),
    ...settingLines(elsewhere),
  ];
}

/** The same where it is not plain: models are told of apart, and who enforces nothing is no news. */
export function cornerLines(
  network: Network,
  { model, question }: Pick<Answer, 'model' | 'question'>,
): readonly string[] {
  const elsewhere = elsewhereOf(network, model, question);
  return [...cniLines(elsewhere, ({ cni }) => cni.model !== 'unenforced'), ...settingLines(elsewhere)];
}

function cniLines(
  { cnis }: Elsewhere,
  isWanted: (one: Elsewhere['cnis'][number]) => boolean,
): readonly string[] {
  const byKind = new Map<Answer['kind'], string[]>();
  for (const one of cnis.filter(isWanted))
    byKind.set(one.kind, [...(byKind.get(one.kind) ?? []), one.cni.name]);
  return [...byKind].map(
    ([kind, names]) => `unlike upstream Kubernetes, with ${list(names)} it ${verbs[kind]}`,
  );
}

function settingLines({ settings }: Elsewhere): readonly string[] {
  return settings.map(({ setting, value, kind }) => {
    const meaning = Object.entries(choices[setting]).find(([name]) => name === value)?.[1] ?? '';
    return `the API leaves it open: with ${setting} ${value} it ${verbs[kind]} (${meaning})`;
  });
}

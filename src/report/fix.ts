import { structuredPatch } from 'diff';
import { formatAddress, formatRange } from '../addresses/address';
import { formatPorts, protocols } from '../addresses/port';
import type { Edit } from '../diagnosis/fix/edit';
import type { Fix } from '../diagnosis/fix/opening';
import type { SideEffect, Way } from '../diagnosis/fix/sideEffects';
import { list } from '../english/enumeration';
import { toShortYaml, toYaml } from '../kubernetes/manifestYaml';
import type { NetworkPolicy } from '../kubernetes/objects';
import { writtenAt } from '../kubernetes/writtenAt';
import { isEvery, type PortSets } from '../policy/portSets';
import type { ModelName } from '../settings/models';
import type { Names } from './names';

/** Lines of a policy that are shown around those that change. */
const context = 3;
const mostBeside = 3;

export const noFix = 'No change of policies alone was found that would do.';

/** The change in words and as a diff, with what it does beside; what was shown to be true of it is said. */
export function fixText(names: Names, model: ModelName, fix: Fix): string {
  const heading = fix.isForReplies
    ? `Upstream Kubernetes needs no change. For the ${model} rule alone, the smallest change, ${besideText(names, fix)}:`
    : `The smallest change, ${besideText(names, fix)}:`;
  return [
    heading,
    ...fix.edits.map(edit => editText(names, edit)),
    ...kinText(names, fix),
    ...madeUpText(fix),
  ].join('\n\n');
}

/** Pods that no label tells from those that were asked about are moved with them. */
function kinText(names: Names, { kin }: Fix): readonly string[] {
  const shown = kin.slice(0, mostBeside).map(({ namespace, name }) => names.object(namespace, name));
  const more = kin.length > shown.length ? ` and ${kin.length - shown.length} more` : '';
  return kin.length === 0
    ? []
    : [
        `The same goes for ${more ? shown.join(', ') : list(shown)}${more}, which no label tells apart from ${kin.length > 1 ? 'them' : 'it'}.`,
      ];
}

/** What stands for addresses that manifests do not tell. */
function madeUpText({ madeUpBlocks }: Fix): readonly string[] {
  return madeUpBlocks.length === 0
    ? []
    : [
        `${list(madeUpBlocks)} ${madeUpBlocks.length > 1 ? 'stand' : 'stands'} for addresses that nobody told: put those of your cluster there.`,
      ];
}

/** The policies of a change, as `kubectl apply -f` takes them. */
export function fixYaml({ edits }: Fix): string {
  return toYaml(edits.map(({ after }) => after));
}

function editText(names: Names, { before, after }: Edit): string {
  if (!before) return indented(`add the policy\n${indented(toShortYaml(after).trimEnd())}`);
  const patch = structuredPatch('', '', toShortYaml(before), toShortYaml(after), '', '', { context });
  const lines = patch.hunks.map(({ lines: hunk }) =>
    hunk.map(line => `${line[0]} ${line.slice(1)}`.trimEnd()).join('\n'),
  );
  const place = writtenAt(before);
  const where = place ? `, ${place.file}:${place.line}` : '';
  return indented(`in ${nameOf(names, after)}${where}\n${indented(lines.join('\n  …\n'))}`);
}

function nameOf(names: Names, { metadata: { namespace = 'default', name } }: NetworkPolicy): string {
  return names.object(namespace, name);
}

const verbs: Readonly<Record<Way, string>> = { opened: 'opens', closed: 'closes' };

function besideText(names: Names, { beside, way, madeUpBlocks }: Fix): string {
  const tried = madeUpBlocks.length > 0 ? 'tried with addresses that were made up' : 'tried';
  if (!beside) return `${tried} on this flow, though what else it ${verbs[way]} was not worked out`;
  if (beside.length === 0) return `${tried}, and it ${verbs[way]} nothing else`;
  const all = sideEffectTexts(names, beside);
  const shown = all.slice(0, mostBeside);
  const more = all.length - shown.length;
  return `${tried}; it also ${[...shown, ...(more > 0 ? [`${more} more`] : [])].join('; ')}`;
}

/** `opens frontend → backend on 8080/TCP`, replicas as one. */
export function sideEffectTexts(names: Names, effects: readonly SideEffect[]): readonly string[] {
  return [...new Set(effects.map(effect => sideEffectText(names, effect)))];
}

function sideEffectText(names: Names, { from, to, way, outside, ports }: SideEffect): string {
  const one = (end: SideEffect['from']): string => {
    if ('name' in end) return names.pod(end);
    return outside ? formatRange(end.family, outside) : formatAddress(end);
  };
  return `${verbs[way]} ${one(from)} → ${one(to)} on ${portsText(ports)}`;
}

function portsText(sets: PortSets): string {
  if (isEvery(sets)) return 'every port';
  return protocols
    .filter(protocol => sets[protocol].length > 0)
    .map(protocol =>
      isEvery(sets, protocol) ? `every ${protocol} port` : `${formatPorts(sets[protocol])}/${protocol}`,
    )
    .join(' and ');
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

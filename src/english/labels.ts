import { labelKeyProblems, labelValueProblems } from '../kubernetes/labels';
import type { Labels } from '../kubernetes/objects';
import { Refusal } from './refusal';

/** `app=web, tier=front`: separated by commas, spaces allowed; a value may be empty. */
export function readLabels(text: string): Labels {
  const { merged, removed } = readLabelChanges(text);
  if (removed.length > 0)
    throw new Refusal(`"${removed[0]}-" removes a label; here labels are listed: key=value.`);
  return merged;
}

/** Labels of which there must be one at least: no label at all would select everything. */
export function readSomeLabels(text: string): Labels {
  const labels = readLabels(text);
  if (Object.keys(labels).length === 0) throw new Refusal(`"${text}" names no label.`);
  return labels;
}

/** As `kubectl label` takes them: `key=value` sets, `key-` removes. */
export function readLabelChanges(text: string): { merged: Labels; removed: readonly string[] } {
  const merged: [string, string][] = [];
  const removed: string[] = [];
  for (const part of parts(text)) {
    const [, key, value] = /^([^=\s]+?)\s*=\s*(\S*)$/.exec(part) ?? [];
    const removal = /^([^=\s]+)-$/.exec(part)?.[1];
    if (key !== undefined && value !== undefined) {
      check(part, [...labelKeyProblems(key), ...labelValueProblems(value)]);
      merged.push([key, value]);
    } else if (removal !== undefined) {
      check(part, labelKeyProblems(removal));
      removed.push(removal);
    } else
      throw new Refusal(`"${part}" is no label: a label is written key=value, several with commas between.`);
  }
  const keys = [...merged.map(([key]) => key), ...removed];
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) throw new Refusal(`"${text}" names the label ${twice} twice.`);
  return { merged: Object.fromEntries(merged), removed };
}

function parts(text: string): readonly string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}

function check(label: string, problems: readonly string[]): void {
  if (problems[0] !== undefined) throw new Refusal(`"${label}" is no label: ${problems[0]}.`);
}

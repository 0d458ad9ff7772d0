import type { Findings } from './finding';
import { labelKeyProblems, labelValueProblems } from './labels';
import { dnsLabelProblems } from './names';
import type { Labels } from './objects';
import type { Path } from './problem';
import { apiTexts } from './texts';

/** The metadata that is checked of every kind. */
export interface DecodedMetadata {
  readonly name: string;
  readonly generateName: string;
  readonly namespace: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
}

/**
 * The checks of apimachinery `ValidateObjectMeta`, except that a namespace may be missing: kubectl fills it in.
 * `nameProblems` knows the names of the kind.
 */
export function checkMetadata(
  metadata: DecodedMetadata,
  nameProblems: (name: string) => string[],
  findings: Findings,
): void {
  const { name, generateName, namespace, labels = {}, annotations = {} } = metadata;
  // The generated part follows the prefix, so a hyphen at its end is no end of the name.
  const prefix = generateName.replace(/(?<=.)-$/, 'a');
  if (generateName !== '') {
    for (const problem of nameProblems(prefix)) {
      findings.invalid(['metadata', 'generateName'], generateName, problem);
    }
  }
  if (name !== '') {
    for (const problem of nameProblems(name)) findings.invalid(['metadata', 'name'], name, problem);
  } else if (generateName === '') findings.required(['metadata', 'name'], apiTexts.nameRequired);
  if (namespace !== '') {
    for (const problem of dnsLabelProblems(namespace)) {
      findings.invalid(['metadata', 'namespace'], namespace, problem);
    }
  }
  checkLabels(labels, ['metadata', 'labels'], findings);
  for (const key of Object.keys(annotations)) {
    for (const problem of labelKeyProblems(key.toLowerCase())) {
      findings.invalid(['metadata', 'annotations'], key, problem, ['metadata', 'annotations', key]);
    }
  }
}

/** Checks labels as meta/v1 validation does; the field it names is the whole mapping. */
export function checkLabels(labels: Labels, path: Path, findings: Findings): void {
  for (const [key, value] of Object.entries(labels)) {
    const at = [...path, key];
    for (const problem of labelKeyProblems(key)) findings.invalid(path, key, problem, at);
    for (const problem of labelValueProblems(value)) findings.invalid(path, value, problem, at);
  }
}

import { Document, isCollection, stringify } from 'yaml';
import type { NetworkPolicy } from './objects';

/**
 * Objects as `kubectl apply -f` takes them, documents separated by `---`. Texts that YAML 1.1 would read as a boolean,
 * a number or a date are quoted.
 */
export function toYaml(objects: readonly object[]): string {
  return objects.map(object => stringify(object, dialect)).join('---\n');
}

/**
 * A policy for reading rather than for keeping: selectors, peers and ports each in a line. `kubectl apply -f` takes it as well.
 */
export function toShortYaml(policy: NetworkPolicy): string {
  const document = new Document(policy, dialect);
  const inline = (path: readonly (string | number)[]): void => {
    const node = document.getIn(path, true);
    if (isCollection(node)) node.flow = true;
  };
  for (const path of [['metadata'], ['spec', 'podSelector'], ['spec', 'policyTypes']]) inline(path);
  for (const direction of ['ingress', 'egress'] as const)
    for (const [number, rule] of (policy.spec[direction] ?? []).entries())
      for (const [field, items] of Object.entries(rule))
        for (const item of Object.keys(items ?? [])) inline(['spec', direction, number, field, Number(item)]);
  return document.toString({ ...dialect, flowCollectionPadding: false });
}

const dialect = {
  version: '1.1',
  compat: 'core',
  aliasDuplicateObjects: false,
  lineWidth: 0,
} as const;

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
 * A policy for reading rather than for keeping: selectors, peers and ports each in one line. `kubectl apply -f` takes it as
 * well.
 */
export function toShortYaml(policy: NetworkPolicy): string {
  const document = new Document(policy, dialect);
  const inline = (path: readonly (string | number)[]): void => {
    const node = document.getIn(path, true);
    if (isCollection(node)) node.flow = true;
  };
  inline(['metadata']);
  for (const field of ['podSelector', 'policyTypes']) inline(['spec', field]);
  for (const direction of ['ingress', 'egress'] as const)
    for (const rule of (policy.spec[direction] ?? []).keys())
      for (const field of ['from', 'to', 'ports']) inline(['spec', direction, rule, field]);
  return document.toString(dialect);
}

const dialect = {
  version: '1.1',
  compat: 'core',
  aliasDuplicateObjects: false,
  lineWidth: 0,
} as const;

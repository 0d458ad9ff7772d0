import { stringify } from 'yaml';

/**
 * Objects as `kubectl apply -f` takes them, documents separated by `---`. Texts that YAML 1.1 would read as a boolean,
 * a number or a date are quoted.
 */
export function toYaml(objects: readonly object[]): string {
  return objects.map(object => stringify(object, dialect)).join('---\n');
}

const dialect = {
  version: '1.1',
  compat: 'core',
  aliasDuplicateObjects: false,
  lineWidth: 0,
} as const;

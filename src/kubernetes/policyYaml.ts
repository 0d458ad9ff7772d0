import { stringify } from 'yaml';
import type { NetworkPolicy } from './objects';

/**
 * The policies as `kubectl apply -f` takes them, documents separated by `---`. Texts that YAML 1.1 would read as
 * a boolean, a number or a date are quoted.
 */
export function toYaml(policies: readonly NetworkPolicy[]): string {
  return policies.map(policy => stringify(policy, dialect)).join('---\n');
}

const dialect = {
  version: '1.1',
  compat: 'core',
  aliasDuplicateObjects: false,
  lineWidth: 0,
} as const;

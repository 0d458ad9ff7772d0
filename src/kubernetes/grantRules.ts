import type { Findings } from './finding';
import type { Path } from './problem';
import type { DecodedReferenceGrantSpec } from './routeSchema';
import type { ReferenceGrantManifest } from './routes';
import { checkCount, checkText, formats, requireText } from './schemaRules';

const counts = [1, 16] as const;

/** The schema of the ReferenceGrant's definition. What it returns holds only if nothing was found. */
export function checkGrant(
  { from, to }: DecodedReferenceGrantSpec,
  findings: Findings,
): Pick<ReferenceGrantManifest, 'from' | 'to'> {
  const fromPath = ['spec', 'from'];
  const toPath = ['spec', 'to'];
  return {
    from: requireList(from, fromPath, findings).map(({ namespace, ...kind }, index) => {
      const at = [...fromPath, index];
      const checked = checkKind(kind, at, findings);
      return {
        ...checked,
        namespace: requireText(namespace, formats.Namespace, [...at, 'namespace'], findings),
      };
    }),
    to: requireList(to, toPath, findings).map(({ name, ...kind }, index) => {
      const at = [...toPath, index];
      checkText(name, formats.ObjectName, [...at, 'name'], findings);
      return { ...checkKind(kind, at, findings), ...(name !== undefined && { name }) };
    }),
  };
}

function requireList<Item>(
  list: readonly Item[] | undefined,
  path: Path,
  findings: Findings,
): readonly Item[] {
  if (!list) findings.required(path, '');
  else checkCount(list, counts, path, findings);
  return list ?? [];
}

function checkKind(
  { group, kind }: { readonly group?: string; readonly kind?: string },
  path: Path,
  findings: Findings,
): { readonly group: string; readonly kind: string } {
  return {
    group: requireText(group, formats.Group, [...path, 'group'], findings),
    kind: requireText(kind, formats.Kind, [...path, 'kind'], findings),
  };
}

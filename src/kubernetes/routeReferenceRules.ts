import type { Findings } from './finding';
import type { Path } from './problem';
import type { DecodedBackendRef, DecodedParentRef } from './routeSchema';
import type { RouteBackend, RouteParent } from './routes';
import { checkCount, checkNumber, checkText, formats, portNumbers, requireText } from './schemaRules';
import { gatewayTexts } from './texts';

const weights = [0, 1_000_000] as const;

/** The Gateways that a route wants to be attached to (CommonRouteSpec, standard channel). */
export function checkParents(
  parents: readonly DecodedParentRef[],
  path: Path,
  findings: Findings,
): readonly RouteParent[] {
  checkCount(parents, [0, 32], path, findings);
  const checked = parents.map(({ sectionName, ...reference }, index) => {
    const at = [...path, index];
    checkText(sectionName, formats.SectionName, [...at, 'sectionName'], findings);
    return { ...checkReference(reference, at, findings), ...(sectionName !== undefined && { sectionName }) };
  });
  checkSections(checked, path, findings);
  return checked;
}

/** Of several references to one parent, each names another section. */
function checkSections(parents: readonly RouteParent[], path: Path, findings: Findings): void {
  const before = (index: number) => {
    const parent = parents[index];
    return parents.slice(0, index).filter(other => parent && isSameParent(other, parent));
  };
  const mixed = parents.findIndex(({ sectionName }, index) =>
    before(index).some(other => (other.sectionName === undefined) !== (sectionName === undefined)),
  );
  const again = parents.findIndex(({ sectionName }, index) =>
    before(index).some(other => other.sectionName === sectionName),
  );
  if (mixed >= 0) findings.rule(path, 'array', gatewayTexts.sectionMissing, [...path, mixed]);
  if (again >= 0) findings.rule(path, 'array', gatewayTexts.sameSection, [...path, again]);
}

function isSameParent(one: RouteParent, other: RouteParent): boolean {
  return (
    one.group === other.group &&
    one.kind === other.kind &&
    one.name === other.name &&
    one.namespace === other.namespace
  );
}

/** Where a rule sends its requests (HTTPBackendRef). */
export function checkBackends(
  backends: readonly DecodedBackendRef[],
  path: Path,
  findings: Findings,
): readonly RouteBackend[] {
  checkCount(backends, [0, 16], path, findings);
  return backends.map(({ weight, ...reference }, index) => {
    const at = [...path, index];
    const checked = checkReference(reference, at, findings);
    checkNumber(weight, weights, [...at, 'weight'], findings);
    if (checked.group === '' && checked.kind === 'Service' && checked.port === undefined) {
      findings.rule(at, 'object', gatewayTexts.servicePort);
    }
    return { ...checked, weight };
  });
}

function checkReference(
  { group, kind, namespace, name, port }: Omit<DecodedParentRef, 'sectionName'>,
  path: Path,
  findings: Findings,
): Omit<RouteParent, 'sectionName'> {
  checkText(group, formats.Group, [...path, 'group'], findings);
  checkText(kind, formats.Kind, [...path, 'kind'], findings);
  checkText(namespace, formats.Namespace, [...path, 'namespace'], findings);
  const known = requireText(name, formats.ObjectName, [...path, 'name'], findings);
  checkNumber(port, portNumbers, [...path, 'port'], findings);
  return {
    group,
    kind,
    ...(namespace !== undefined && { namespace }),
    name: known,
    ...(port !== undefined && { port }),
  };
}

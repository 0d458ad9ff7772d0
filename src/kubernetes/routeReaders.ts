import type { ZodType } from 'zod';
import { decode } from './decoding';
import type { Findings } from './finding';
import { checkGateway } from './gatewayRules';
import { checkGrant } from './grantRules';
import { checkIngress, checkIngressClass, checkIngressStatus } from './ingressRules';
import { checkMetadata, type DecodedMetadata } from './metadataRules';
import { subdomainProblems } from './names';
import { schemas } from './objectSchemas';
import { nameOf, type Reading, type ReadObject } from './reading';
import { type CheckedRoute, checkGRPCRoute, checkHTTPRoute } from './routeRules';
import type { RouteKind } from './routes';

const classAnnotation = 'kubernetes.io/ingress.class';

export function readIngress(value: unknown, reading: Reading): ReadObject | undefined {
  const { findings, place } = reading;
  const decoded = decode(schemas.Ingress, value, findings);
  if (!decoded) return undefined;
  const { metadata, spec, status } = decoded;
  checkMetadata(metadata, subdomainProblems, findings);
  const checked = checkIngress(spec, findings);
  checkIngressStatus(status, findings);
  const path = ['metadata', 'annotations', classAnnotation];
  const className = checkIngressClass(spec, metadata.annotations[classAnnotation], path, findings);
  return { is: 'ingress', ingress: { ...nameOf(metadata, reading), ...className, ...checked, place } };
}

export function readGateway(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.Gateway, value, reading.findings);
  if (!decoded) return undefined;
  const { metadata, spec, status } = decoded;
  checkMetadata(metadata, subdomainProblems, reading.findings);
  const checked = checkGateway(spec, status, reading.findings);
  return { is: 'gateway', gateway: { ...nameOf(metadata, reading), ...checked, place: reading.place } };
}

export const readHTTPRoute = routeReader('HTTPRoute', schemas.HTTPRoute, checkHTTPRoute);
export const readGRPCRoute = routeReader('GRPCRoute', schemas.GRPCRoute, checkGRPCRoute);

function routeReader<Spec>(
  kind: RouteKind,
  schema: ZodType<{ readonly metadata: DecodedMetadata; readonly spec: Spec }>,
  check: (spec: Spec, findings: Findings) => CheckedRoute,
) {
  return (value: unknown, reading: Reading): ReadObject | undefined => {
    const decoded = decode(schema, value, reading.findings);
    if (!decoded) return undefined;
    const { metadata, spec } = decoded;
    checkMetadata(metadata, subdomainProblems, reading.findings);
    const checked = check(spec, reading.findings);
    const name = nameOf(metadata, reading);
    return { is: 'route', route: { kind, ...name, ...checked, place: reading.place } };
  };
}

export function readReferenceGrant(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.ReferenceGrant, value, reading.findings);
  if (!decoded) return undefined;
  const { metadata, spec } = decoded;
  checkMetadata(metadata, subdomainProblems, reading.findings);
  const checked = checkGrant(spec, reading.findings);
  return { is: 'grant', grant: { ...nameOf(metadata, reading), ...checked, place: reading.place } };
}

import { decode } from './decoding';
import { checkGateway } from './gatewayRules';
import { checkGrant } from './grantRules';
import { checkIngress, checkIngressClass, ingressAddresses } from './ingressRules';
import { checkMetadata } from './metadataRules';
import { subdomainProblems } from './names';
import { schemas } from './objectSchemas';
import { nameOf, type Reading, type ReadObject } from './reading';
import { checkGRPCRoute, checkHTTPRoute } from './routeRules';

const classAnnotation = 'kubernetes.io/ingress.class';

export function readIngress(value: unknown, reading: Reading): ReadObject | undefined {
  const { findings, place } = reading;
  const decoded = decode(schemas.Ingress, value, findings);
  if (!decoded) return undefined;
  const { metadata, spec, status } = decoded;
  checkMetadata(metadata, subdomainProblems, findings);
  const checked = checkIngress(spec, findings);
  const addresses = ingressAddresses(status, findings);
  const path = ['metadata', 'annotations', classAnnotation];
  const className = checkIngressClass(spec, metadata.annotations[classAnnotation], path, findings);
  return {
    is: 'ingress',
    ingress: { ...nameOf(metadata, reading), ...className, ...checked, addresses, place },
  };
}

export function readGateway(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.Gateway, value, reading.findings);
  if (!decoded) return undefined;
  const { metadata, spec, status } = decoded;
  checkMetadata(metadata, subdomainProblems, reading.findings);
  const checked = checkGateway(spec, status, reading.findings);
  return { is: 'gateway', gateway: { ...nameOf(metadata, reading), ...checked, place: reading.place } };
}

export function readHTTPRoute(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.HTTPRoute, value, reading.findings);
  if (!decoded) return undefined;
  const { metadata, spec } = decoded;
  checkMetadata(metadata, subdomainProblems, reading.findings);
  const checked = checkHTTPRoute(spec, reading.findings);
  const name = nameOf(metadata, reading);
  return { is: 'route', route: { kind: 'HTTPRoute', ...name, ...checked, place: reading.place } };
}

export function readGRPCRoute(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.GRPCRoute, value, reading.findings);
  if (!decoded) return undefined;
  const { metadata, spec } = decoded;
  checkMetadata(metadata, subdomainProblems, reading.findings);
  const checked = checkGRPCRoute(spec, reading.findings);
  const name = nameOf(metadata, reading);
  return { is: 'route', route: { kind: 'GRPCRoute', ...name, ...checked, place: reading.place } };
}

export function readReferenceGrant(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.ReferenceGrant, value, reading.findings);
  if (!decoded) return undefined;
  const { metadata, spec } = decoded;
  checkMetadata(metadata, subdomainProblems, reading.findings);
  const checked = checkGrant(spec, reading.findings);
  return { is: 'grant', grant: { ...nameOf(metadata, reading), ...checked, place: reading.place } };
}

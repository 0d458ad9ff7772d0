import { decode } from './decoding';
import { checkEndpointSlice } from './endpointRules';
import { checkSubsets } from './endpointSubsets';
import { checkMetadata } from './metadataRules';
import { dnsLabelProblems, subdomainProblems } from './names';
import { schemas } from './objectSchemas';
import { nameOf, type Reading, type ReadObject } from './reading';
import { checkService } from './serviceRules';
import { checkSourceRanges } from './sourceRanges';

const serviceName = 'kubernetes.io/service-name';

/** On Endpoints whose writer writes slices as well. */
const skipMirror = 'endpointslice.kubernetes.io/skip-mirror';

export function readService(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.Service, value, reading.findings);
  if (!decoded) return undefined;
  const { metadata, spec, status } = decoded;
  checkMetadata(metadata, dnsLabelProblems, reading.findings);
  const checked = checkService(spec, status, reading.findings);
  const ranges = checkSourceRanges(spec, metadata.annotations, reading.strictCidr, reading.findings);
  return {
    is: 'service',
    service: {
      ...nameOf(metadata, reading),
      ...checked,
      ...(ranges && { loadBalancerSourceRanges: ranges }),
      place: reading.place,
    },
  };
}

export function readEndpointSlice(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.EndpointSlice, value, reading.findings);
  if (!decoded) return undefined;
  const { metadata } = decoded;
  checkMetadata(metadata, subdomainProblems, reading.findings);
  const checked = checkEndpointSlice(decoded, reading.findings);
  const service = metadata.labels[serviceName] ?? '';
  return {
    is: 'endpoint slice',
    slice: {
      ...nameOf(metadata, reading),
      ...(service !== '' && { service }),
      ...checked,
      place: reading.place,
    },
  };
}

export function readEndpoints(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.Endpoints, value, reading.findings);
  if (!decoded) return undefined;
  const { metadata, subsets } = decoded;
  checkMetadata(metadata, subdomainProblems, reading.findings);
  const parts = checkSubsets(subsets, reading.findings);
  const name = nameOf(metadata, reading);
  const mirrored = metadata.labels[skipMirror] === 'true' ? [] : parts;
  const slices = mirrored.map(part => ({ ...name, service: name.name, ...part, place: reading.place }));
  return { is: 'endpoints', ...name, slices };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { parseManifests } from './manifests';
import { BadManifests, type Problem } from './problem';

const fields = z.record(z.string(), z.unknown());
const errors = z.array(
  z.strictObject({
    field: z.string(),
    type: z.string(),
    detail: z.string(),
    value: z.unknown().optional(),
  }),
);
const metadata = fields.default({ name: 'web', namespace: 'shop' });

const services = z
  .array(z.strictObject({ title: z.string(), metadata, spec: fields, errors }))
  .parse(testdata('service-validation.yaml'));
const endpoints = z
  .array(
    z.strictObject({
      title: z.string(),
      metadata,
      EndpointSlice: fields.exactOptional(),
      Endpoints: fields.exactOptional(),
      errors,
    }),
  )
  .parse(testdata('endpoints-validation.yaml'));

const specified = z.array(
  z.strictObject({
    title: z.string(),
    kind: z.string().exactOptional(),
    metadata,
    spec: fields.exactOptional(),
    status: fields.exactOptional(),
    errors,
  }),
);

/** The files whose rows hold a spec, and how their objects are written. */
const files: readonly { readonly of: string; readonly file: string; readonly identity: object }[] = [
  {
    of: 'an Ingress',
    file: 'ingress-validation.yaml',
    identity: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
  },
  {
    of: 'the Gateway API',
    file: 'gateway-validation.yaml',
    identity: { apiVersion: 'gateway.networking.k8s.io/v1' },
  },
  {
    of: "a pod's names and probes",
    file: 'pod-validation.yaml',
    identity: { apiVersion: 'v1', kind: 'Pod' },
  },
];

for (const { of, file, identity } of files) {
  describe(`validation of ${of}`, () => {
    for (const { title, errors, ...given } of specified.parse(testdata(file))) {
      it(title, () => expectErrors({ ...identity, ...given }, errors));
    }
  });
}

describe('validation of a Service', () => {
  for (const { title, errors, ...given } of services) {
    it(title, () => expectErrors({ apiVersion: 'v1', kind: 'Service', ...given }, errors));
  }
});

describe('validation of endpoints', () => {
  for (const { title, errors, metadata, EndpointSlice, Endpoints } of endpoints) {
    const kind = EndpointSlice
      ? { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' }
      : { apiVersion: 'v1', kind: 'Endpoints' };
    it(title, () => expectErrors({ ...kind, metadata, ...EndpointSlice, ...Endpoints }, errors));
  }
});

function testdata(file: string): unknown {
  return parse(readFileSync(join(__dirname, 'testdata', file), 'utf8'));
}

function expectErrors(object: object, expected: z.output<typeof errors>): void {
  const problems = problemsOf(stringify(object, { version: '1.1' }));
  expect(problems.map(({ field, type }) => ({ field, type }))).to.deep.equal(
    expected.map(({ field, type }) => ({ field, type })),
  );
  for (const [index, { detail, value }] of expected.entries()) {
    expect(problems[index]?.detail.slice(0, Math.max(detail.length, 1))).to.equal(detail);
    if (value !== undefined) expect(problems[index]?.value).to.deep.equal(value);
  }
}

function problemsOf(text: string): readonly Problem[] {
  try {
    parseManifests(text, { strictCidr: true, file: 'web.yaml' });
    return [];
  } catch (error) {
    if (error instanceof BadManifests) return error.problems;
    throw error;
  }
}

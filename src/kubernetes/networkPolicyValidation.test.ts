import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { parseManifests } from './manifests';
import { BadManifests, type Problem } from './problem';

const cases = z
  .array(
    z.strictObject({
      title: z.string(),
      metadata: z.record(z.string(), z.unknown()).default({ name: 'web', namespace: 'shop' }),
      spec: z.record(z.string(), z.unknown()),
      errors: z.array(
        z.strictObject({
          field: z.string(),
          type: z.string(),
          detail: z.string(),
          strictOnly: z.boolean().default(false),
        }),
      ),
    }),
  )
  .parse(parse(readFileSync(join(__dirname, 'testdata/networkpolicy-validation.yaml'), 'utf8')));

describe('validation of a NetworkPolicy', () => {
  for (const strictCidr of [true, false]) {
    describe(strictCidr ? 'with StrictIPCIDRValidation' : 'without StrictIPCIDRValidation', () => {
      for (const { title, metadata, spec, errors } of cases) {
        it(title, () => {
          const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
          const expected = errors.filter(error => strictCidr || !error.strictOnly);
          const problems = problemsOf(stringify(policy, { version: '1.1' }), strictCidr);
          expect(problems.map(({ field, type }) => ({ field, type }))).to.deep.equal(
            expected.map(({ field, type }) => ({ field, type })),
          );
          for (const [index, { detail }] of expected.entries()) {
            expect(problems[index]?.detail.slice(0, Math.max(detail.length, 1))).to.equal(detail);
          }
        });
      }
    });
  }

  it('warns of a CIDR that a strict cluster would refuse', () => {
    const policy =
      '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web}, spec: {ingress: [{from: [{ipBlock: {cidr: 10.0.0.5/8}}]}]}}';
    expect(parseManifests(policy, { strictCidr: false, file: 'web.yaml' }).notices).to.deep.equal([
      'NetworkPolicy web: spec.ingress[0].from[0].ipBlock.cidr: "10.0.0.5/8" must not have bits set beyond the prefix length; accepted here, refused by clusters with StrictIPCIDRValidation (the default from 1.36).',
    ]);
  });
});

function problemsOf(text: string, strictCidr: boolean): readonly Problem[] {
  try {
    parseManifests(text, { strictCidr, file: 'web.yaml' });
    return [];
  } catch (error) {
    if (error instanceof BadManifests) return error.problems;
    throw error;
  }
}

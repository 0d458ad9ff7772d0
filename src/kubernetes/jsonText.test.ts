import { expect } from 'chai';
import fc from 'fast-check';
import { readDocuments, type YamlDocument } from './documents';
import { readJson } from './jsonText';
import type { Path } from './problem';

/** Texts, whole numbers and what is made of them, which JSON and YAML 1.1 read alike. */
const { document } = fc.letrec<{ document: object; value: unknown }>(tie => ({
  document: fc.oneof(fc.array(tie('value')), fc.dictionary(fc.string({ unit: 'binary' }), tie('value'))),
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie('document'),
  ),
}));

/** Every path into a value, and one that misses beside each. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const below = steps.flatMap(step => pathsIn(Reflect.get(value, step), [...path, step]));
  return [path, [...path, 'missing'], ...below];
}

/** The only document of a text. */
function read(text: string): YamlDocument {
  const [only, ...others] = readDocuments({ file: 'x', text }, ({ detail }) => expect.fail(detail));
  if (!only || others.length > 0) throw new Error('one document is expected');
  return only;
}

describe('JSON', () => {
  it('is read as YAML reads it, and every field stands where YAML finds it', () => {
    fc.assert(
      fc.property(document, fc.constantFrom('', ' ', '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(readJson(text), 'read as JSON').to.not.equal(undefined);
        // A comment is no JSON.
        const [json, yaml] = [read(text), read(`${text} # comment`)];
        expect(json.value).to.deep.equal(yaml.value);
        for (const path of pathsIn(value))
          for (const part of ['key', 'value'] as const)
            expect(json.place(path, part), `${part} ${path.join('.')}`).to.deep.equal(yaml.place(path, part));
      }),
      { numRuns: 500 },
    );
  });

  it('is a stream: values that follow one another are documents, each in its place', () => {
    fc.assert(
      fc.property(
        fc.array(document, { minLength: 2, maxLength: 4 }),
        fc.constantFrom('', ' ', '\n'),
        (values, between) => {
          const texts = values.map(value => JSON.stringify(value));
          const report = ({ detail }: { detail: string }): never => expect.fail(detail);
          const stream = [...readDocuments({ file: 'x', text: texts.join(between) }, report)];
          const parted = [...readDocuments({ file: 'x', text: texts.join('\n---\n') }, report)];
          expect(stream.map(({ value }) => value)).to.deep.equal(parted.map(({ value }) => value));
          const last = stream.at(-1)?.place([]);
          const lengths = texts.slice(0, -1).map(text => text.length + between.length);
          if (between !== '\n')
            expect(last).to.deep.equal({
              file: 'x',
              line: 1,
              column: 1 + lengths.reduce((a, b) => a + b, 0),
            });
        },
      ),
      { numRuns: 200 },
    );
  });

  const left = {
    'a key that is there twice': '{"a": 1, "a": 2}',
    'a key that is there twice, once with more below': '{"a": {"b": {}}, "a": 1}',
    'a key in two spellings': '{"a": 1, "\\u0061": 2}',
    'a comma too many': '{"a": 1,}',
    'two documents': '{"a": 1}\n---\n{"b": 2}',
    'flow style without quotes': '{a: 1}',
    'nesting beyond measure': '['.repeat(200) + ']'.repeat(200),
    'no list and no mapping': '"a"',
    'a word between two': '{"a": 1} x {"b": 2}',
    'two of which one is none': '{"a": 1} {"b": 2,}',
    'a quote after two': '{"a": 1} {"b": 2} "',
  };
  for (const [what, text] of Object.entries(left))
    it(`leaves to YAML: ${what}`, () => {
      expect(readJson(text)).to.equal(undefined);
    });
});

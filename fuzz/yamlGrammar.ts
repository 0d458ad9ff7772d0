import fc from 'fast-check';
import { hostileYaml, inheritedNames } from './hostile';

// YAML by its grammar, with everything that few people know: anchors, aliases, merge keys, tags, block scalars.

const names = fc.constantFrom('a', 'b', 'c');
const keys = fc.oneof(
  fc.constantFrom(
    'apiVersion',
    'kind',
    'metadata',
    'name',
    'spec',
    'items',
    'podSelector',
    'matchLabels',
    '<<',
    '"<<"',
    '? a',
    '80',
    'null',
    '""',
    '*a',
    '&a k',
    '!!str k',
    '[a]',
    '{a: b}',
  ),
  fc.constantFrom(...inheritedNames),
);
const wordsOfKubernetes = fc.constantFrom(
  'v1',
  'networking.k8s.io/v1',
  'List',
  'NetworkPolicy',
  'Pod',
  'Service',
  'Ingress',
  'Deployment',
  'web',
);

const { node: flow } = fc.letrec<{ node: string }>(tie => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(hostileYaml, wordsOfKubernetes),
    names.map(name => `*${name}`),
    fc.tuple(names, tie('node')).map(([name, value]) => `&${name} ${value}`),
    fc.array(tie('node'), { maxLength: 4 }).map(items => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(keys, tie('node')), { maxLength: 4 })
      .map(pairs => `{${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')}}`),
  ),
}));

interface Block {
  readonly lines: readonly string[];
}

const { block } = fc.letrec<{ block: Block }>(tie => ({
  block: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    flow.map(text => ({ lines: [text] })),
    fc.tuple(keys, tie('block'), fc.boolean()).map(([key, { lines }, anchored]) => ({
      lines: [`${key}:${anchored ? ' &a' : ''}`, ...lines.map(line => `  ${line}`)],
    })),
    fc.array(tie('block'), { maxLength: 3 }).map(blocks => ({ lines: blocks.flatMap(({ lines }) => lines) })),
    fc.array(tie('block'), { maxLength: 3 }).map(blocks => ({
      lines: blocks.flatMap(({ lines }) => lines.map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`))),
    })),
    fc
      .tuple(keys, fc.constantFrom('|', '>', '|-', '>+', '|2', '|9'), hostileYaml)
      .map(([key, style, text]) => ({
        lines: [`${key}: ${style}`, ...text.split('\n').map(line => `  ${line}`)],
      })),
  ),
}));

/** A chain of anchors, each of which repeats the one before it many times. */
const laughs = fc
  .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 2, max: 40 }), fc.boolean())
  .map(([levels, times, asMaps]) =>
    [
      'apiVersion: v1',
      'kind: List',
      'items:',
      '- &a0 {a: b}',
      ...Array.from({ length: levels }, (_, i) => {
        const repeated = Array.from({ length: times }, (_, at) =>
          asMaps ? `k${at}: *a${i}` : `*a${i}`,
        ).join(', ');
        return `- &a${i + 1} ${asMaps ? `{${repeated}}` : `[${repeated}]`}`;
      }),
    ].join('\n'),
  );

/** One thing many times: deep, wide or long. */
const heaps = fc
  .tuple(
    fc.constantFrom(
      '[',
      '{a: ',
      '- ',
      '? ',
      '&a ',
      '!x ',
      '- - ',
      'a:\n',
      '---\n',
      '"',
      '# ',
      '\t',
      '<<: {',
      ': ',
      '{a: 1}\n---\n',
      '- a: b\n',
      '*a ',
      '\\',
      '|\n',
    ),
    fc.constantFrom(50, 500, 5000),
  )
  .map(([text, times]) => text.repeat(times));

const wide = fc
  .tuple(fc.constantFrom(100, 3000), keys)
  .map(([times, key]) => `${key}: {${Array.from({ length: times }, (_, i) => `k${i}: ${i}`).join(', ')}}`);

const mergeChains = fc
  .integer({ min: 2, max: 300 })
  .map(levels =>
    [
      'm0: &m0 {a: 1}',
      ...Array.from({ length: levels }, (_, i) => `m${i + 1}: &m${i + 1} {<<: [*m${i}, *m${i}], k${i}: 1}`),
    ].join('\n'),
  );

export const yamlTexts: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: flow },
  {
    weight: 6,
    arbitrary: fc
      .array(block, { minLength: 1, maxLength: 3 })
      .map(blocks => blocks.map(({ lines }) => lines.join('\n')).join('\n---\n')),
  },
  { weight: 1, arbitrary: laughs },
  { weight: 1, arbitrary: heaps },
  { weight: 1, arbitrary: wide },
  { weight: 1, arbitrary: mergeChains },
);

import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { expectAccepted, expectRejected } from '../../src/scenario/admission';
import { listPods } from '../../src/scenario/inventory';
import { addManifestText } from '../../src/scenario/manifests';
import { addPolicies, replacePolicies } from '../../src/scenario/policies';
import { Scenario, type State } from '../../src/scenario/scenario';
import { expectKind } from '../../src/scenario/verdicts';
import { nowhere } from '../../src/testing/edge';
import type { Edge, Outcome } from '../edge';
import { hostileText, hostileYaml, inheritedNames } from '../hostile';
import { carriedOut } from '../oracle';
import { edited, textEdits } from '../textEdits';
import { editedTree, treeEdits } from '../treeEdits';
import { type WrittenFeature, writtenManifests } from '../written';
import { yamlTexts } from '../yamlGrammar';

/** The sentences that take manifests in a doc string. */
const sentences = {
  'the manifests:': addManifestText,
  'the policies:': addPolicies,
  'the policies are replaced by:': replacePolicies,
  'the API server accepts:': expectAccepted,
  'the API server rejects spec as invalid:': (scenario: Scenario, text: string) =>
    expectRejected(scenario, 'spec as invalid', text),
} as const;

export interface ManifestInput {
  readonly sentence: keyof typeof sentences;
  readonly text: string;
}

/** Manifests in doc strings: those of the repository changed as texts and as objects, and YAML that nobody would write. */
export function manifests(features: readonly WrittenFeature[]): Edge<ManifestInput> {
  const texts = [...writtenManifests(), ...docStrings(features)];
  const start = startingState();
  return {
    inputs: fc.record({ sentence: sentenceNames, text: manifestTexts(texts) }),
    shown: ({ sentence, text }) => [`Given ${sentence}`, '"""', text, '"""'].join('\n'),
    attempt: input => attempt(new Scenario(nowhere, start), input),
    parts: withoutLines,
  };
}

const sentenceNames = fc.oneof(
  { weight: 4, arbitrary: fc.constant('the manifests:' as const) },
  { weight: 3, arbitrary: fc.constantFrom(...(Object.keys(sentences) as (keyof typeof sentences)[])) },
);

/** A cluster that has something to lose. */
function startingState(): State {
  const scenario = new Scenario(nowhere);
  listPods(scenario, [
    ['pod', 'labels', 'ports'],
    ['web', 'app=web', '80, http=8080'],
    ['shop/db', 'app=db,tier=data', '5432'],
  ]);
  addManifestText(
    scenario,
    [
      'apiVersion: networking.k8s.io/v1',
      'kind: NetworkPolicy',
      'metadata: {name: deny-all}',
      'spec: {podSelector: {}}',
    ].join('\n'),
  );
  return scenario.state;
}

async function attempt(scenario: Scenario, { sentence, text }: ManifestInput): Promise<Outcome> {
  const outcome = await carriedOut(scenario, () => sentences[sentence](scenario, text), text);
  if (outcome === 'refused') return outcome;
  await carriedOut(scenario, () => scenario.noticeState(), text);
  for (const flow of flowsIn(scenario.state)) {
    await carriedOut(scenario, () => expectKind(scenario, { flow }, 'succeeds'), text);
  }
  return outcome;
}

/** Questions about what was loaded: between pods, to a Service, and through each way in. */
function flowsIn({ cluster }: State): readonly string[] {
  const pods = [...cluster.pods.keys()];
  const [first = 'default/web', last = first] = [pods[0], pods.at(-1)];
  const [service] = [...cluster.services.values()].reverse();
  const hosts = cluster.routes.ingresses.flatMap(({ rules }) => rules.flatMap(({ host }) => host ?? []));
  return [
    `${first} → ${last}:80`,
    `${last} → ${first}`,
    `the Internet → ${last}`,
    ...(service
      ? [`${first} → service/${service.namespace}/${service.name}:${service.ports[0]?.port ?? 80}`]
      : []),
    ...hosts.slice(0, 1).map(host => `the Internet → http://${host}/`),
  ];
}

function docStrings(features: readonly WrittenFeature[]): readonly string[] {
  const contents = features.flatMap(({ pickles }) =>
    pickles.flatMap(({ steps }) => steps.flatMap(({ argument }) => argument?.docString?.content ?? [])),
  );
  return [...new Set(contents)].filter(text => text.includes('kind:'));
}

/** Texts that come from manifests, and some that do not. */
export function manifestTexts(texts: readonly string[]): fc.Arbitrary<string> {
  const text = fc.constantFrom(...texts);
  const trees = texts.flatMap(written => treesOf(written));
  const keys = [
    ...new Set(texts.flatMap(written => [...written.matchAll(/([\w./-]+):/g)].map(([, key = '']) => key))),
  ];
  const anyKey = fc.oneof(fc.constantFrom(...keys), fc.constantFrom(...inheritedNames), hostileText);
  const insert = fc.oneof(
    hostileYaml,
    fc.tuple(anyKey, hostileYaml).map(([key, value]) => `${key}: ${value}`),
    fc.constantFrom(...keys).map(key => `${key}:`),
  );
  const changed = fc
    .tuple(text, fc.array(textEdits(insert), { minLength: 1, maxLength: 4 }))
    .map(([written, edits]) => edited(written, edits));
  const otherObjects = fc
    .tuple(
      fc.array(
        fc.tuple(
          fc.constantFrom(...trees),
          fc.oneof(
            fc.array(treeEdits(anyKey), { maxLength: 1 }),
            fc.array(treeEdits(anyKey), { maxLength: 5 }),
          ),
        ),
        { minLength: 1, maxLength: 2 },
      ),
      fc.boolean(),
    )
    .map(([objects, asList]) => {
      const made = objects.map(([tree, edits]) => editedTree(tree, edits));
      return asList
        ? JSON.stringify({ apiVersion: 'v1', kind: 'List', items: made })
        : made.map(object => JSON.stringify(object, undefined, 1)).join('\n---\n');
    });
  return fc.oneof(
    { weight: 6, arbitrary: changed },
    { weight: 8, arbitrary: otherObjects },
    { weight: 2, arbitrary: yamlTexts },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  );
}

function treesOf(text: string): readonly unknown[] {
  return parseAllDocuments(text, { logLevel: 'silent' }).flatMap(document => {
    if (document.errors.length > 0) return [];
    const tree: unknown = document.toJS();
    return typeof tree === 'object' && tree !== null ? [tree] : [];
  });
}

function* withoutLines(input: ManifestInput): Generator<ManifestInput> {
  const lines = input.text.split('\n');
  for (let size = lines.length >> 1; size > 0; size >>= 1)
    for (let from = 0; from < lines.length; from += size)
      yield { ...input, text: [...lines.slice(0, from), ...lines.slice(from + size)].join('\n') };
}

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { addManifests } from '../../src/scenario/manifests';
import { Scenario } from '../../src/scenario/scenario';
import { nowhere } from '../../src/testing/edge';
import type { Edge } from '../edge';
import { carriedOut } from '../oracle';
import { writtenManifests } from '../written';
import { manifestTexts } from './manifests';

/** What lies in a folder: bytes, a link, or another folder of the same name as a file would have. */
type Thing =
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'link'; readonly name: string; readonly to: string }
  | { readonly kind: 'folder'; readonly name: string };

/** Folders of files as bytes, in encodings that are not UTF-8 or not whole. */
export function files(): Edge<readonly Thing[]> {
  const texts = manifestTexts(writtenManifests());
  const bytes = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(texts, byteEdits).map(([text, edits]) => withBytes(Buffer.from(text), edits)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(texts, fc.constantFrom('utf16le' as const, 'latin1' as const))
        .map(([text, encoding]) => Buffer.from(`\ufeff${text}`, encoding)),
    },
    { weight: 1, arbitrary: texts.map(text => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`)) },
    { weight: 1, arbitrary: texts.map(text => Buffer.from(text.replaceAll('\n', '\r'))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );
  const things: fc.Arbitrary<Thing> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('bytes' as const), name: names, bytes }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('link' as const),
        name: names,
        to: fc.oneof(names, fc.constantFrom('.', '..', './x.yaml', '/dev/null', 'nothing')),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('folder' as const), name: names }) },
  );
  return {
    inputs: fc.array(things, { minLength: 1, maxLength: 3 }),
    shown: input => input.map(shownThing).join('\n'),
    attempt: input => {
      const folder = mkdtempSync('manifests-');
      try {
        for (const thing of input) make(folder, thing);
        const scenario = new Scenario(nowhere);
        return carriedOut(
          scenario,
          () => addManifests(scenario, `${folder}/`),
          input.map(shownThing).join('\n'),
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    parts: function* (input) {
      if (input.length > 1) for (const thing of input) yield [thing];
    },
  };
}

const names = fc.constantFrom(
  'x.yaml',
  'y.yml',
  'z.json',
  'X.YAML',
  '.yaml',
  'a b.yaml',
  'ü\u202e.yaml',
  'new\nline.yaml',
  '\u001b[31m.yaml',
  'sub/x.yaml',
  'sub.yaml/x.yaml',
  '__proto__.yaml',
  'kustomization.yaml',
  'Chart.yaml',
  'node_modules/x.yaml',
  `${'n'.repeat(200)}.yaml`,
  'x.txt',
  '-rf.yaml',
);

interface ByteEdit {
  readonly at: number;
  readonly byte: number;
  readonly remove: boolean;
}

const byteEdits = fc.array(
  fc.record({
    at: fc.nat(9999),
    byte: fc.oneof(fc.constantFrom(0, 0xff, 0xfe, 0xc0, 0x80, 0xed, 0xef, 0x1b, 0x0d), fc.nat(255)),
    remove: fc.boolean(),
  }),
  { maxLength: 4 },
);

function withBytes(bytes: Buffer, edits: readonly ByteEdit[]): Uint8Array {
  return edits.reduce((before, { at, byte, remove }) => {
    const place = Math.floor((at * before.length) / 10_000);
    return Buffer.concat([
      before.subarray(0, place),
      Buffer.from([byte]),
      before.subarray(place + (remove ? 1 : 0)),
    ]);
  }, bytes);
}

/** What the file system refuses is left out. */
function make(folder: string, thing: Thing): void {
  const path = join(folder, thing.name);
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (thing.kind === 'bytes') writeFileSync(path, thing.bytes);
    else if (thing.kind === 'link') symlinkSync(thing.to, path);
    else mkdirSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

function shownThing(thing: Thing): string {
  const name = JSON.stringify(thing.name);
  if (thing.kind === 'link') return `${name}: a link to ${JSON.stringify(thing.to)}`;
  if (thing.kind === 'folder') return `${name}: a folder`;
  const text = Buffer.from(thing.bytes).toString('utf8');
  const isText = Buffer.from(text).equals(thing.bytes);
  return isText ? `${name}:\n${text}` : `${name}: base64 ${Buffer.from(thing.bytes).toString('base64')}`;
}

import { existsSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GherkinDocument, Pickle } from '@cucumber/messages';
import { dryRun } from '../src/testing/dryRun';

// What is written already, to be changed.

export const repository = join(__dirname, '..');

/** A feature file and its scenarios, Examples filled in. */
export interface WrittenFeature {
  readonly uri: string;
  readonly text: string;
  readonly document: GherkinDocument;
  readonly pickles: readonly Pickle[];
}

/** Every feature of the repository. */
export async function writtenFeatures(): Promise<readonly WrittenFeature[]> {
  const sources = new Map<string, string>();
  const documents = new Map<string, GherkinDocument>();
  const pickles: Pickle[] = [];
  for (const { source, gherkinDocument, pickle } of await dryRun('features/**/*.feature')) {
    if (source) sources.set(source.uri, source.data);
    if (gherkinDocument?.uri !== undefined) documents.set(gherkinDocument.uri, gherkinDocument);
    if (pickle) pickles.push(pickle);
  }
  return [...documents].map(([uri, document]) => ({
    uri,
    document,
    text: sources.get(uri) ?? '',
    pickles: pickles.filter(pickle => pickle.uri === uri),
  }));
}

/** Every manifest file of the repository's features, and of a real project where there is one beside it. */
export function writtenManifests(): readonly string[] {
  return [join(repository, 'features'), join(repository, '..', 'shared', 'real')]
    .filter(folder => existsSync(folder))
    .flatMap(folder =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter(name => /\.(ya?ml|json)$/.test(name))
        .sort()
        .map(name => readFileSync(join(folder, name), 'utf8')),
    );
}

/** A new working directory, in which features are found by the names they have in the repository. */
export function enterWorkplace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-bdd-fuzz-'));
  symlinkSync(join(repository, 'features'), join(folder, 'features'));
  process.chdir(folder);
  return folder;
}

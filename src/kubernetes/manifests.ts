import { type ManifestText, readDocuments } from './documents';
import { findFiles, fromHere, readText } from './files';
import { Load } from './load';
import type { Manifests } from './objects';
import { BadManifests } from './problem';
import { fileTexts } from './texts';

/**
 * Reads the manifests of files and folders. `strictCidr` is the cluster's StrictIPCIDRValidation; `shownAs` is how
 * messages name a file, from the working directory unless told.
 *
 * @throws {BadManifests} with every problem of every file; then nothing is read.
 * @example loadManifests(['shop/'], { strictCidr: true }).policies
 */
export function loadManifests(
  paths: readonly string[],
  options: { readonly strictCidr: boolean; readonly shownAs?: (absolutePath: string) => string },
): Manifests {
  const load = new Load(options);
  const report = (file: string, detail: string) => load.problems.push({ file, line: 0, column: 0, detail });

  const objects = new Map<string, number>();
  for (const path of paths) {
    const before = load.problems.length;
    const { shown, files } = findFiles(path, options.shownAs ?? fromHere, report);
    for (const file of files) {
      if (objects.has(file.path)) continue;
      const text = readText(file, report);
      objects.set(file.path, text === undefined ? 0 : addText(load, { file: file.shown, text }));
    }
    // A folder of nothing would pass every test that expects no policy.
    const isEmpty = files.every(file => objects.get(file.path) === 0);
    if (isEmpty && load.problems.length === before) {
      report(shown, files.length === 0 ? fileTexts.noManifests : fileTexts.noObjects(files.length));
    }
  }
  return finished(load);
}

/**
 * Reads the manifests of a text: YAML or JSON, any number of documents. `file` is how messages name the text,
 * `firstLine` and `firstColumn` are where in the file it starts; `only` makes other kinds an error.
 *
 * @throws {BadManifests} with every problem of the text.
 */
export function parseManifests(
  text: string,
  options: {
    readonly strictCidr: boolean;
    readonly file: string;
    readonly only?: 'NetworkPolicy';
    readonly firstLine?: number;
    readonly firstColumn?: number;
  },
): Manifests {
  const { file, firstLine = 1, firstColumn = 1 } = options;
  const load = new Load(options);
  addText(load, { file, text, firstLine, firstColumn });
  return finished(load);
}

function addText(load: Load, text: ManifestText): number {
  let objects = 0;
  for (const document of readDocuments(text, problem => load.problems.push(problem))) {
    objects += load.add(document);
  }
  return objects;
}

function finished(load: Load): Manifests {
  if (load.problems.length > 0) throw new BadManifests(load.problems);
  return load.manifests();
}

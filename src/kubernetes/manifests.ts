import { type ManifestText, readDocuments } from './documents';
import { type FoundFiles, findFiles, fromHere, readText } from './files';
import { Load } from './load';
import type { Manifests } from './objects';
import { BadManifests, type Problem } from './problem';
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
  options: {
    readonly strictCidr: boolean;
    readonly shownAs?: (absolutePath: string) => string;
    /** Is told how many files have been read. */
    readonly watch?: (files: number) => void;
    /** What the path "-" stands for; absent: a file of that name. */
    readonly stdin?: () => string;
  },
): Manifests {
  const load = new Load(options);
  const report = (file: string, detail: string) => load.problems.push({ file, line: 0, column: 0, detail });

  const objects = new Map<string, number>();
  for (const path of paths) {
    const before = load.problems.length;
    const isGiven = path === '-' && options.stdin !== undefined;
    const { shown, files } = isGiven ? given : findFiles(path, options.shownAs ?? fromHere, report);
    for (const file of files) {
      if (objects.has(file.path)) continue;
      const text = isGiven ? options.stdin?.() : readText(file, report);
      options.watch?.(objects.size);
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

const given: FoundFiles = { shown: 'standard input', files: [{ path: '-', shown: 'standard input' }] };

/** How a text is read, and how messages name it. */
interface TextOptions {
  /** The cluster's StrictIPCIDRValidation. */
  readonly strictCidr: boolean;
  readonly file: string;
  /** Makes other kinds an error. */
  readonly only?: 'NetworkPolicy';
  /** Where in the file the text starts. */
  readonly firstLine?: number;
  readonly firstColumn?: number;
}

/**
 * Reads the manifests of a text: YAML or JSON, any number of documents.
 *
 * @throws {BadManifests} with every problem of the text.
 */
export function parseManifests(text: string, options: TextOptions): Manifests {
  return finished(loadOf(text, options).load);
}

/** What the API server would say of a text: how many objects there are, every problem of them, and the notices. */
export function reviewManifests(
  text: string,
  options: TextOptions,
): { readonly objects: number; readonly problems: readonly Problem[]; readonly notices: readonly string[] } {
  const { load, objects } = loadOf(text, options);
  return { objects, problems: load.problems, notices: load.manifests().notices };
}

function loadOf(text: string, options: TextOptions): { readonly load: Load; readonly objects: number } {
  const { file, firstLine = 1, firstColumn = 1 } = options;
  const load = new Load(options);
  return { load, objects: addText(load, { file, text, firstLine, firstColumn }) };
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

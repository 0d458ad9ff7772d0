import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { isMapping } from './plainValue';
import { fileTexts } from './texts';

/** A file with manifests, links followed, and how messages name it. */
export interface ManifestFile {
  readonly path: string;
  readonly shown: string;
}

/** What a given path leads to. */
export interface FoundFiles {
  readonly shown: string;
  readonly files: readonly ManifestFile[];
}

type Report = (shown: string, detail: string) => void;
type ShownAs = (absolutePath: string) => string;

const mebibyte = 2 ** 20;
/** Reading takes some hundred times as much memory. */
const largest = 64 * mebibyte;

const manifestName = /\.(ya?ml|json)$/i;
const skippedFolder = /^\.|^node_modules$/;

/** Names of files that say: this is the source of manifests, not manifests. The folder they are in is not read. */
const sources: readonly { name: RegExp; say: (folder: string) => string }[] = [
  { name: /^kustomization\.ya?ml$|^Kustomization$/, say: fileTexts.kustomize },
  { name: /^Chart\.yaml$/, say: fileTexts.chart },
];

/** Finds the files behind a path; a folder is read with all its folders, in sorted order, each file once. */
export function findFiles(given: string, shownAs: ShownAs, report: Report): FoundFiles {
  const seen = new Set<string>();

  /** The real path of a file or folder that is met for the first time, so that no circle of links holds us. */
  function firstMet(path: string): string | undefined {
    const real = attempt(shownAs(path), report, () => realpathSync(path));
    if (real === undefined || seen.has(real)) return undefined;
    seen.add(real);
    return real;
  }

  function inFolder(folder: string): ManifestFile[] {
    const real = firstMet(folder);
    const names =
      real === undefined ? [] : (attempt(shownAs(folder), report, () => readdirSync(real).sort()) ?? []);
    const source = sources.find(each => names.some(name => each.name.test(name)));
    if (source) {
      report(asFolder(shownAs(folder)), source.say(shownAs(folder)));
      return [];
    }
    return names.flatMap(name => {
      const path = join(folder, name);
      const kind = existsSync(path) ? kindOfPath(path) : 'file';
      if (kind === 'folder') return skippedFolder.test(name) ? [] : inFolder(path);
      return manifestName.test(name) && kind === 'file' ? single(path) : [];
    });
  }

  function single(path: string): ManifestFile[] {
    // What a shell makes of <(…) is read where it is: it has no other path.
    const real = kindOfPath(path) === 'stream' ? path : firstMet(path);
    return real === undefined ? [] : [{ path: real, shown: shownAs(path) }];
  }

  const path = resolve(given);
  const kind = kindOfPath(path);
  const shown = shownAs(path);
  if (kind === 'folder') return { shown: asFolder(shown), files: inFolder(path) };
  const source = sources.find(each => each.name.test(basename(path)));
  if (kind === undefined) report(shown, absenceOf(path, shown));
  else if (source) report(shown, source.say(shownAs(dirname(path))));
  else return { shown, files: single(path) };
  return { shown, files: [] };
}

/** The text of a file without its byte order mark; a file that cannot be read is reported. */
export function readText({ path, shown }: ManifestFile, report: Report): string | undefined {
  const bytes = attempt(shown, report, () =>
    statSync(path).size > largest ? 'too large' : readFileSync(path),
  );
  if (bytes === 'too large') report(shown, fileTexts.tooLarge(largest / mebibyte));
  if (!bytes || bytes === 'too large') return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    report(shown, fileTexts.notUtf8);
    return undefined;
  }
}

/** The path as one writes it from the working directory. */
export function fromHere(absolutePath: string): string {
  return relative(process.cwd(), absolutePath) || '.';
}

function attempt<Value>(shown: string, report: Report, read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    const code = isMapping(error) && typeof error.code === 'string' ? error.code : String(error);
    report(shown, fileTexts.unreadable(code));
    return undefined;
  }
}

/** What cannot even be looked at is taken for a file: whoever reads it hears why. */
function kindOfPath(path: string): 'folder' | 'file' | 'stream' | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return 'folder';
    if (stats?.isFIFO()) return 'stream';
    return stats?.isFile() ? 'file' : undefined;
  } catch {
    return 'file';
  }
}

/** Why there is nothing to read: nothing is there, a link leads nowhere, or it is a device. */
function absenceOf(path: string, shown: string): string {
  if (existsSync(path)) return fileTexts.neither;
  const isLink = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  return isLink ? fileTexts.dangling : fileTexts.missing(similarPath(path, shown));
}

/** The shown path with its last part replaced by the most similar name beside it. */
function similarPath(path: string, shown: string): string | undefined {
  const parent = dirname(path);
  if (kindOfPath(parent) !== 'folder') return undefined;
  const names = readdirSync(parent).filter(name => !name.startsWith('.'));
  const guess = names.length === 0 ? undefined : closest(basename(path), names);
  if (guess === undefined || distance(basename(path), guess) > Math.max(2, guess.length / 3))
    return undefined;
  return join(dirname(shown), guess);
}

function asFolder(shown: string): string {
  return shown.endsWith('/') ? shown : `${shown}/`;
}

import { relative, resolve } from 'node:path';
import type { Manifests } from '../kubernetes/objects';
import type { Scenario, State } from './scenario';

// zod and yaml take a tenth of a second to load, which scenarios that are all English need not pay.

export function manifestReaders(): typeof import('../kubernetes/manifests') {
  return require('../kubernetes/manifests');
}

export function policyWriter(): typeof import('../kubernetes/manifestYaml') {
  return require('../kubernetes/manifestYaml');
}

/** The manifests of files and folders, looked up from the folder of the feature file and named from the working directory. */
export function loadFrom(
  { edge, state }: Scenario,
  paths: readonly string[],
  watch?: (files: number) => void,
): Manifests {
  return manifestReaders().loadManifests(
    paths.map(path => resolve(edge.folder, path)),
    {
      strictCidr: isStrict(state),
      shownAs: absolute => relative(process.cwd(), absolute) || '.',
      ...(watch && { watch }),
    },
  );
}

/** Where a doc string stands, and how strictly its address blocks are read. */
export function readingOf({ edge, state }: Scenario, text: string) {
  const { file, line, column } = edge.locate(text);
  return { file, firstLine: line, firstColumn: column, strictCidr: isStrict(state) };
}

/** Whether the cluster has StrictIPCIDRValidation. */
export function isStrict({ settings }: State): boolean {
  return settings['cidr-spelling'] === 'strict';
}

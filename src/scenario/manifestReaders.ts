import { relative, resolve } from 'node:path';
import type { Manifests } from '../kubernetes/objects';
import type { Scenario, State } from './scenario';

// zod and yaml take a tenth of a second to load, which scenarios that are all English need not pay.

type Readers = typeof import('../kubernetes/manifests');

export function manifestReaders(): Readers {
  return require('../kubernetes/manifests');
}

export function policyWriter(): typeof import('../kubernetes/manifestYaml') {
  return require('../kubernetes/manifestYaml');
}

/** The manifests of files and folders, looked up from the folder of the feature file and named from the working directory. */
export function loadFrom(
  { edge, state }: Scenario,
  paths: readonly string[],
  outside: Pick<Parameters<Readers['loadManifests']>[1], 'watch' | 'stdin'> = {},
): Manifests {
  return manifestReaders().loadManifests(
    paths.map(path => (path === '-' && outside.stdin ? path : resolve(edge.folder, path))),
    {
      strictCidr: isStrict(state),
      shownAs: absolute => relative(process.cwd(), absolute) || '.',
      ...outside,
    },
  );
}

/** Where a doc string stands, and how strictly its address blocks are read. */
export function readingOf({ edge, state }: Scenario, text: string) {
  const { file, line, column } = edge.locate(text);
  return { file, firstLine: line, firstColumn: column, strictCidr: isStrict(state) };
}

/** Whether the cluster has StrictIPCIDRValidation. */
function isStrict({ settings }: State): boolean {
  return settings['cidr-spelling'] === 'strict';
}

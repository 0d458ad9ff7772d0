import { join } from 'node:path';
import { type ISupportCodeLibrary, loadSupport } from '@cucumber/cucumber/api';

const repository = join(__dirname, '..', '..');

let loaded: Promise<ISupportCodeLibrary> | undefined;

/** The sentences of this repository; cucumber hears of them but once in a process. */
export function supportCode(): Promise<ISupportCodeLibrary> {
  loaded ??= loadSupport(
    {
      sources: { defaultDialect: 'en', names: [], order: 'defined', paths: [], tagExpression: '' },
      support: {
        requireModules: [],
        requirePaths: [join(repository, 'steps', 'index.ts')],
        importPaths: [],
        loaders: [],
      },
    },
    { cwd: repository },
  );
  return loaded;
}
